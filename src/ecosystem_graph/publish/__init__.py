"""Dataset descriptions and dumps."""
