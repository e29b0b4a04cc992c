"""Triple stores: bulk loading and read access."""
