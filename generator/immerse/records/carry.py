"""A record of earlier releases under a later one: claims, evidence and notes follow their items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from immerse.records.fold import RecordState

StepMap = Mapping[str, Any]
"""What became of items from one release to the next, as `migrations.json` has it: `old`, `new`, `moves`, `retired`."""


def carry(state: RecordState, items: Iterable[Mapping[str, Any]], maps: Iterable[StepMap], release: str) -> RecordState:
    """A state by the items of a release, as its book has them; the maps may come in any order.

    A claim that counts in full gets the digest of the item; one that does not gets none, so that it counts as changed
    since it was claimed. A claim of a release from which no map leads stays as it is.
    """
    chain = _chain_to(list(maps), release)
    if not chain:
        return state
    now = {item["id"]: item for item in items}
    held = _held(state, chain)
    reached = {id for one in held.values() for id in one.sources}
    claims = {id: claim for id, claim in state["claims"].items() if id not in reached}
    passed = {one["old"] for one in chain}
    for id, one in held.items():
        if not one.is_taken_back:
            claims[id] = _claim(id, one, now.get(id) if one.claim["release"] in passed else None)
    parts = cache(lambda id: _parts_of(id, chain))
    evidence = [
        {**piece, "items": list(dict.fromkeys(part for id in piece["items"] for part in parts(id)))}
        for piece in state["evidence"]
    ]
    notes: dict[str, Any] = {}
    for id, note in state["notes"].items():
        for to in parts(id):
            is_own = to == id or to not in state["notes"]
            is_cleared = state["cleared"].get(to, "") >= note["at"]
            if is_own and not is_cleared and not (to in notes and notes[to]["at"] > note["at"]):
                notes[to] = note
    return {**state, "claims": claims, "evidence": evidence, "notes": notes}


@dataclass(frozen=True, slots=True)
class _Carried:
    claim: Mapping[str, Any]
    sources: tuple[str, ...]
    """Items that were claimed."""
    is_whole: bool | None = None
    """Whether it counts in full; None if the digest decides it."""
    is_taken_back: bool = False


def _chain_to(maps: Sequence[StepMap], release: str) -> list[StepMap]:
    before = {one["new"]: one for one in maps}
    chain: list[StepMap] = []
    found = before.get(release)
    while found and len(chain) < len(maps):
        chain.insert(0, found)
        found = before.get(found["old"])
    return chain


def _held(state: RecordState, chain: Sequence[StepMap]) -> dict[str, _Carried]:
    """The claims of a state at the end of a chain."""
    passed = {one["old"] for one in chain}
    made = {id: _Carried(claim, (id,)) for id, claim in state["claims"].items()}
    held: dict[str, _Carried] = {}
    for map_ in chain:
        own = {id: one for id, one in made.items() if one.claim["release"] == map_["old"]}
        held = _step({**held, **own}, map_, state["unclaimed"])
    return {**held, **{id: one for id, one in made.items() if one.claim["release"] not in passed}}


def _step(held: Mapping[str, _Carried], map_: StepMap, unclaimed: Mapping[str, str]) -> dict[str, _Carried]:
    """Claims one release later. For an item that the map does not name, the digest decides whether it changed."""
    mapped = {move[0] for move in map_["moves"]} | set(map_["retired"])
    following = {
        id: replace(one, is_whole=False if one.is_whole is False else None)
        for id, one in held.items()
        if id not in mapped
    }
    for to in {move[1] for move in map_["moves"]}:
        sources = [move for move in map_["moves"] if move[1] == to]
        if found := [held[move[0]] for move in sources if move[0] in held]:
            following[to] = _joined(sources, found, unclaimed.get(to, ""))
    return following


def _joined(sources: Sequence[Sequence[str]], found: Sequence[_Carried], unclaimed: str) -> _Carried:
    """The claim of an item that replaces others: it counts in full if all of them were claimed."""
    standing = [one for one in found if not one.is_taken_back]
    claim = max((one.claim for one in standing or found), key=lambda one: str(one["at"]))
    is_kept = all(effect == "kept" for _, _, effect in sources) and len(standing) == len(sources)
    return _Carried(
        claim,
        tuple(sorted(id for one in found for id in one.sources)),
        is_kept and all(one.is_whole is not False for one in standing),
        not standing or unclaimed >= claim["at"],
    )


def _claim(id: str, carried: _Carried, item: Mapping[str, Any] | None) -> dict[str, Any]:
    whole = carried.claim["digest"] == item["digest"] if item and carried.is_whole is None else carried.is_whole
    claim = dict(carried.claim)
    if item:
        claim |= {"digest": item["digest"], "rev": item["rev"]} if whole else {"digest": ""}
    return claim | ({} if carried.sources == (id,) else {"from": list(carried.sources)})


def _parts_of(id: str, chain: Sequence[StepMap]) -> tuple[str, ...]:
    """What an item became; itself if no map says otherwise, or if its replacement is done anew."""
    ids = [id]
    for map_ in chain:
        moves = [move for move in map_["moves"] if move[0] in ids and (move[0] == move[1] or move[2] != "redo")]
        ids = [to for one in ids for to in ([end[1] for end in moves if end[0] == one] or [one])]
    return tuple(dict.fromkeys(ids))
