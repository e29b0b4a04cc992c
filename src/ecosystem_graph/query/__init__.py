"""Query packs: reading, binding, running, formatting."""
