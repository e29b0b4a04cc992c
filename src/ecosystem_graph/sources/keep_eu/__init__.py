"""keep.eu, the database of European territorial cooperation projects: its old export as XLSX or CSV."""
