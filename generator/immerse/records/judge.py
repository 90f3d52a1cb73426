"""Judges claims and missing evidence by the book and the numbers of its sign-off rules.

A claim is the trainee's own statement; attestations are judged in `signing`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from immerse.records.days import day_after
from immerse.records.fold import RecordState
from immerse.records.signoff_rules import rule_of

BookJson = Mapping[str, Any]
"""A book as `checklist.json` has it, schema `immerse.book/1`."""
VerdictJson = dict[str, Any]
"""The result of `judge`; the same members as in JavaScript, described in docs/records.md."""
GapJson = dict[str, Any]
"""Something that is missing: a code, and the number `n` of pieces."""


def judge(state: RecordState, book: BookJson, today: str) -> VerdictJson:
    """Judge a state by a book on a day (YYYY-MM-DD)."""
    judging = _Judging(state, book, today)
    items = {item["id"]: judging.item(item) for item in book["items"]}
    modules = {module["id"]: judging.module(module) for module in book["modules"]}
    return {"items": items, "modules": modules, "others": sorted(state["claims"].keys() - items.keys())}


class _Judging:
    def __init__(self, state: RecordState, book: BookJson, today: str) -> None:
        self._state = state
        self._book = book
        self._observed = {kind["id"] for kind in book["kinds"] if kind["observed"]}
        self._simulated = {kind["id"] for kind in book["kinds"] if kind["simulated"]}
        self._evidence = rule_of(book["rules"], "evidence") or {}
        self._shares = rule_of(book["rules"], "simulated")
        self._recent = day_after(today, -self._evidence.get("recent_days", 0))

    def item(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """The claim of an item and what is missing of its evidence."""
        claim = self._state["claims"].get(item["id"])
        named = [piece for piece in self._state["evidence"] if item["id"] in piece["items"]]
        allowed = item["evidence"]["kinds"]
        counted = [piece for piece in named if not allowed or piece["kind"] in allowed]
        return {
            "state": "claimed" if claim else "open",
            "claimed_at": claim["at"] if claim else None,
            "changed": bool(claim) and claim["digest"] != item["digest"],
            "raised": bool(claim) and claim["rev"] < item["rev"],
            "pieces": len(counted),
            "uncounted": len(named) - len(counted),
            "gaps": self._gaps(item, counted) if item["evidence"]["pieces"] else [],
        }

    def _gaps(self, item: Mapping[str, Any], pieces: Sequence[Mapping[str, Any]]) -> list[GapJson]:
        evidence, types = item["evidence"], self._evidence.get("types", 0)
        critical = self._evidence.get("critical") or {}
        kinds = {piece["kind"] for piece in pieces}
        named = [piece for piece in pieces if piece["shift"] and piece["shift"]["text"]]
        shifts = {f"{piece['day']} {piece['shift']['text'].strip()}" for piece in named}
        return _missing(
            {
                "pieces": evidence["pieces"] - len(pieces),
                "observed": evidence["observed"] - sum(piece["kind"] in self._observed for piece in pieces),
                "types": min(types, len(evidence["kinds"]) or types) - max(1, len(kinds)),
                "shifts": (critical.get("shifts", 0) if item["critical"] else 0) - len(shifts),
                "recent": self._evidence.get("recent", 0) - sum(piece["day"] >= self._recent for piece in pieces),
            }
        )

    def module(self, module: Mapping[str, Any]) -> dict[str, Any]:
        """The evidence of a module and what is missing."""
        ids = {item["id"] for item in self._book["items"] if item["module"] == module["id"]}
        pieces = [piece for piece in self._state["evidence"] if ids.intersection(piece["items"])]
        simulated = sum(piece["simulated"] or piece["kind"] in self._simulated for piece in pieces)
        excess = self._excess(module, len(pieces), simulated)
        gaps = _missing({"module-pieces": module["pieces"] - len(pieces), **excess})
        return {"pieces": len(pieces), "simulated": simulated, "gaps": gaps}

    def _excess(self, module: Mapping[str, Any], pieces: int, simulated: int) -> dict[str, int]:
        """How many pieces from real work are missing for the share of exercises to be small enough."""
        if self._shares is None or module["id"] in self._shares["free"]:
            return {}
        percent = self._shares["share"]
        return {"simulated": -(-100 * simulated // percent) - pieces} if percent else {"simulated-none": simulated}


def _missing(counts: Mapping[str, int]) -> list[GapJson]:
    """The gaps in their order; a count that is not positive is no gap."""
    return [{"code": code, "n": number} for code, number in counts.items() if number > 0]
