"""Links between pages: our own kinds in texts, rewritten to relative addresses of Markdown files."""

from __future__ import annotations

import posixpath
from difflib import get_close_matches

from immerse.model.edition import Edition
from immerse.model.linking import LINK, Link
from immerse.model.page import Plan
from immerse.problems import Problem


def target_of(kind: str, id: str) -> str:
    """The name under which a plan lists what `kind:id` points to."""
    return f"{kind}:{id}" if kind in ("term", "setting") else id


def relative(address: str, page: str) -> str:
    """`address` (with or without an anchor) as a link from the page at address `page`."""
    path, mark, anchor = address.partition("#")
    if path == page:
        return f"{mark}{anchor}" if anchor else posixpath.basename(path)
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + mark + anchor


def rewrite(text: str, page: str, addresses: dict[str, str]) -> str:
    """The text with links of our own kinds pointing to pages; a link to nothing keeps its words and loses the link."""
    wanted = [(found.start(), found) for found in LINK.finditer(text)]
    for start, found in reversed(wanted):
        address = addresses.get(target_of(found[1], found[2]))
        if address is not None:
            text = f"{text[:start]}]({relative(address, page)}){text[found.end() :]}"
        else:
            opening = _opening(text, start)
            text = text[:opening] + text[opening + 1 : start] + text[found.end() :]
    return text


def _opening(text: str, close: int) -> int:
    """Where the bracket opens that the one at `close` closes."""
    depth = 0
    for index in range(close, -1, -1):
        if index and text[index - 1] == "\\":
            continue
        depth += {"]": 1, "[": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return close


def unresolved_links(edition: Edition, plan: Plan) -> tuple[Problem, ...]:
    """A problem for each link of our own kinds that leads to no page of this client's site, at its place."""
    return tuple(_dangling(link, plan) for link in edition.links if target_of(link.kind, link.id) not in plan.addresses)


def _dangling(link: Link, plan: Plan) -> Problem:
    near = get_close_matches(target_of(link.kind, link.id), plan.addresses, 1, 0.85)
    return Problem(
        link.text.locate(f"({link.kind}:{link.id})"),
        "reference",
        f"link to {link.kind} {link.id!r}, which this client's site does not have",
        hint=f"did you mean {near[0]!r}?" if near else "link to something that every client has, or add a condition",
        subject=link.id,
    )
