"""Reports on one region: networks, specialisation and pictures on one page."""
