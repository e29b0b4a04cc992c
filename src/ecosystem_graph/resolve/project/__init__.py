"""Which projects of several sources are one: candidates, what speaks for and against them, decision."""
