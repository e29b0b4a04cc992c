"""The current forms of keep.eu: the workbook of search results, and rows of its JSON interface."""
