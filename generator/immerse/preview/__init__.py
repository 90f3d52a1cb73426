"""The live preview: one client's site on this machine, which follows its files. Guarantees about output hold for
`immerse build`; pages of the preview are those that a build writes, with a script that reloads them."""

from immerse.preview.serving import serve_client

__all__ = ["serve_client"]
