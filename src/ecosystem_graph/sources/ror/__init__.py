"""The Research Organization Registry (ROR): identifiers and names of research organisations of the world."""
