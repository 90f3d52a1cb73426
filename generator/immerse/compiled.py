"""Compiled templates, ours and the theme's, kept for the next run: compiling them is a tenth of a build."""

from __future__ import annotations

from functools import cache

import jinja2
from jinja2 import BytecodeCache, FileSystemBytecodeCache


@cache
def kept_templates() -> BytecodeCache | None:
    """Jinja's own store in the folder for temporary files, which only its owner may open; a changed template is
    compiled anew, and all are where the number behind `immerse` is. None where no such folder can be had."""
    try:
        return FileSystemBytecodeCache(pattern=f"immerse2-jinja{jinja2.__version__}-%s.cache")
    except (OSError, RuntimeError):
        return None
