"""Pictures for print: networks, maps, change and opportunities, as PNG or SVG, each with legend and caption."""
