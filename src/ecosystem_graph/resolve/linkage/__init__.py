"""Record linkage of organisations: names normalised beside the value, candidate pairs, match weights, clusters."""
