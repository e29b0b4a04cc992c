"""The first tier: shapes asked of tables, column by column, on every build."""
