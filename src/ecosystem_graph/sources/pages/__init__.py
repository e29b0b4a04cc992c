"""Web pages in any EU language: text, HTML and PDF to facts with the words that say so."""
