"""Links of our own kinds that a client's site cannot follow."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from immerse.model.edition import Edition
from immerse.problems import Problem
from immerse.texts.linking import target_of


def find_dangling(edition: Edition, addresses: dict[str, str]) -> Iterator[Problem]:
    """A problem for each link that leads to no page of this client's site, at its place."""
    for link in edition.links:
        name = target_of(link.kind, link.id)
        if name in addresses:
            continue
        near = get_close_matches(name, addresses, 1, 0.85)
        yield Problem(
            link.text.at(link.start),
            "reference",
            f"link to {link.kind} {link.id!r}, which this client's site does not have",
            hint=f"did you mean {near[0]!r}?" if near else "link to what every client has, or add a condition",
            subject=link.id,
        )
