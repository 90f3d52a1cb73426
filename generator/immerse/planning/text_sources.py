"""The file that a page's text is written in."""

from datetime import date
from typing import Any, Protocol

from immerse.model.base import Node
from immerse.model.page import Page
from immerse.problems import NOWHERE, Location


class Reviewed(Protocol):
    """A file of the programme: it names the day by which it is reviewed."""

    @property
    def review_by(self) -> date:
        """The day."""

    @property
    def location(self) -> Location:
        """The position in the file."""


def source_of(node: Node | Reviewed) -> str:
    """The file that a node was read from, relative to the workspace; empty for one that was made in memory."""
    path = node.location.path
    return "" if path == NOWHERE.path else path


def page_of(node: Reviewed, address: str, title: str, kind: str, content: Any = None) -> Page:
    """A page whose text is written in the file of a node."""
    return Page(address, title, kind, content, node.review_by, source_of(node))
