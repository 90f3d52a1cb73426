"""Pictures: where things stand in them. The SVG itself is in the templates; text stays text and wraps here."""
