"""Any table, read by a definition: a TOML file says which column becomes what."""
