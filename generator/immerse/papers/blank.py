"""Blank sheets to fill in by hand: the attestation of a competency, and an observation."""

from collections.abc import Mapping, Sequence
from typing import Any

from immerse.papers.codes import in_groups
from immerse.papers.paper_contents import Contents
from immerse.problems import ImmerseError
from immerse.words.english import join

LINES = 8
"""Lines of an observation sheet."""


def attestation_sheets(book: Mapping[str, Any], release: str, items: Sequence[str]) -> Contents:
    """A page for each of these competencies, or for all: statement, measure, evidence, and a row for each signature.

    Raises:
        ImmerseError: the book asks for no such competency.
    """
    known = {item["id"]: item for item in book["items"] if item["kind"] == "competency"}
    for name in items:
        if name not in known:
            raise ImmerseError(f"{name} is not a competency of this release; it has {', '.join(known)}")
    sheets = [_sheet(known[name], book) for name in (items or known)]
    return {**_head(book, release), "sheets": sheets}


def observation_sheet(book: Mapping[str, Any], release: str) -> Contents:
    """A page for notes on one observed piece of work."""
    return {
        **_head(book, release),
        "contexts": list(book["contexts"].values()),
        "levels": [f"{level} {name}" for level, name in book["levels"].items()],
        "kinds": [kind["title"] for kind in book["kinds"] if kind["observed"]],
        "lines": LINES,
    }


def _head(book: Mapping[str, Any], release: str) -> Contents:
    return {"client": book["client_name"], "release": release, "digest": in_groups(book["digest"])[-1]}


def _sheet(item: Mapping[str, Any], book: Mapping[str, Any]) -> Contents:
    roles, levels = book["roles"], book["levels"]
    evidence, kinds = item["evidence"], {kind["id"]: kind["title"] for kind in book["kinds"]}
    kinds_taken = f": {', '.join(kinds[name] for name in evidence['kinds'])}" if evidence["kinds"] else ""
    rows = [
        {
            "level": f"{row['level']} {levels.get(str(row['level']), '')}".strip(),
            "gates": ", ".join(gate for gate in row["gates"] if gate),
            "by": join([roles.get(role, role) for role in row["one_of"]], "or"),
        }
        for row in item["signatures"]
    ]
    return {
        "id": item["id"],
        "title": item["title"],
        "critical": item["critical"],
        "statement": item["statement"],
        "criterion": item["criterion"],
        "steps": item.get("steps", []),
        "evidence": f"{evidence['pieces']} pieces, {evidence['observed']} of them observed{kinds_taken}",
        "pieces": evidence["pieces"],
        "rows": rows,
    }
