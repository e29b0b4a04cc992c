"""Record tables that were written before: of an earlier release, or by another program."""
