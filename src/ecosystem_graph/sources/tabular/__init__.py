"""What importers of large tables share: reading them whole, columns looked up by name, findings, amounts and days."""
