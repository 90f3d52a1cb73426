"""Renders a plan: the parts of each page, pictures and style sheets. Independent of site engines and of the disk."""

from immerse.rendering.renderer import Renderer
from immerse.rendering.site import empty_site, render_site

__all__ = ["Renderer", "empty_site", "render_site"]
