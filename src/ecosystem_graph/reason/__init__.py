"""OWL reasoning over the ontology."""
