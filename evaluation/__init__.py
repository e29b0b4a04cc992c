"""How well pages are read: precision, recall and more against facts marked by hand."""
