"""Where a page's text is written."""

from __future__ import annotations

from immerse.model.base import Node
from immerse.problems import NOWHERE


def source_of(node: Node) -> str:
    """The file that a node was read from, relative to the workspace; empty for one that was made in memory."""
    path = node.location.path
    return "" if path == NOWHERE.path else path
