"""Plan -> the text of a site: Markdown by address, pictures, style sheets. Knows no engine and touches no disk."""

from immerse.rendering.renderer import Renderer
from immerse.rendering.site import empty_site, render_site

__all__ = ["Renderer", "empty_site", "render_site"]
