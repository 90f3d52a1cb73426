"""The live preview: one client's site on this machine, which follows its files. Promises about output are made for
`immerse build`; what a page shows here is what a build writes, but for the script by which it follows."""

from immerse.preview.serving import serve_client

__all__ = ["serve_client"]
