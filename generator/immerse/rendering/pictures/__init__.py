"""Pictures: the layout of their parts. The SVG itself is in the templates; text stays text and is wrapped here."""
