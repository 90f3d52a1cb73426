"""Plan -> the text of a site: Markdown by address, pictures, style sheets. Knows no engine and touches no disk."""

from immerse.rendering.site import render_site

__all__ = ["render_site"]
