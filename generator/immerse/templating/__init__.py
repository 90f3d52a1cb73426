"""Jinja templates: environments for pages that stand alone, and compiled templates kept for the next run."""
