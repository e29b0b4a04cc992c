"""Hand-written facts, each with its source, in a documented YAML or TOML format."""
