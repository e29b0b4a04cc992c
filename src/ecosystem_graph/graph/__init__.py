"""From record tables to RDF: IRIs, the declarative mapping, N-Quads and Turtle, RML."""
