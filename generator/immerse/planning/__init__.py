"""Which pages a client's site has, at which address, in which order. Decides; renders nothing."""

from immerse.planning.site import plan_site

__all__ = ["plan_site"]
