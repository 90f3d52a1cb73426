"""Links of our own kinds that a client's site cannot follow."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.model.edition import Edition
from immerse.problems import Problem
from immerse.texts.linking import target_of
from immerse.words.near_misses import did_you_mean


def find_dangling(edition: Edition, addresses: dict[str, str]) -> Iterator[Problem]:
    """A problem for each link that leads to no page of this client's site, at its place."""
    for link in edition.links:
        name = target_of(link.kind, link.id)
        if name in addresses:
            continue
        yield Problem(
            link.text.at(link.start),
            "reference",
            f"link to {link.kind} {link.id!r}, which this client's site does not have",
            hint=did_you_mean(name, addresses, "link to what every client has, or add a condition", certain=True),
            subject=link.id,
        )
