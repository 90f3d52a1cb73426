"""A record of earlier releases under a later one: claims, evidence and notes follow their items."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from immerse.records.fold import RecordState

StepMap = Mapping[str, Any]
"""The changes of items from one release to the next, as in `migrations.json`: `old`, `new`, `moves`, `retired`."""


def carry(state: RecordState, items: Iterable[Mapping[str, Any]], maps: Iterable[StepMap], release: str) -> RecordState:
    """A state under the items of a release, as its book has them; the maps may be in any order.

    A claim that counts in full gets the digest of the item; one that does not gets none, so that it counts as changed
    since it was claimed. A claim of a release from which no map leads stays as it is.
    """
    chain = _chain_to(list(maps), release)
    if not chain:
        return state
    now = {item["id"]: item for item in items}
    held = _held(state, chain)
    reached = {id for carried in held.values() for id in carried.sources}
    claims = {id: claim for id, claim in state["claims"].items() if id not in reached}
    passed = {map_["old"] for map_ in chain}
    for id, carried in held.items():
        if not carried.is_taken_back:
            claims[id] = _claim(id, carried, now.get(id) if carried.claim["release"] in passed else None)
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
    before = {map_["new"]: map_ for map_ in maps}
    chain: list[StepMap] = []
    map_ = before.get(release)
    while map_ and len(chain) < len(maps):
        chain.insert(0, map_)
        map_ = before.get(map_["old"])
    return chain


def _held(state: RecordState, chain: Sequence[StepMap]) -> dict[str, _Carried]:
    """The claims of a state at the end of a chain."""
    passed = {step["old"] for step in chain}
    made = {id: _Carried(claim, (id,)) for id, claim in state["claims"].items()}
    held: dict[str, _Carried] = {}
    for map_ in chain:
        claims = {id: carried for id, carried in made.items() if carried.claim["release"] == map_["old"]}
        held = _step({**held, **claims}, map_, state["unclaimed"])
    return {**held, **{id: carried for id, carried in made.items() if carried.claim["release"] not in passed}}


def _step(held: Mapping[str, _Carried], map_: StepMap, unclaimed: Mapping[str, str]) -> dict[str, _Carried]:
    """Claims one release later. For an item that the map does not name, the digest decides whether it changed."""
    mapped = {move[0] for move in map_["moves"]} | set(map_["retired"])
    following = {
        id: replace(carried, is_whole=False if carried.is_whole is False else None)
        for id, carried in held.items()
        if id not in mapped
    }
    for to in {move[1] for move in map_["moves"]}:
        sources = [move for move in map_["moves"] if move[1] == to]
        if carried := [held[move[0]] for move in sources if move[0] in held]:
            following[to] = _joined(sources, carried, unclaimed.get(to, ""))
    return following


def _joined(sources: Sequence[Sequence[str]], joined: Sequence[_Carried], unclaimed: str) -> _Carried:
    """The claim of an item that replaces others: it counts in full if all of them were claimed."""
    standing = [carried for carried in joined if not carried.is_taken_back]
    claim = max((carried.claim for carried in standing or joined), key=lambda entry: str(entry["at"]))
    is_kept = all(effect == "kept" for _, _, effect in sources) and len(standing) == len(sources)
    return _Carried(
        claim,
        tuple(sorted(id for carried in joined for id in carried.sources)),
        is_kept and all(carried.is_whole is not False for carried in standing),
        not standing or unclaimed >= claim["at"],
    )


def _claim(id: str, carried: _Carried, item: Mapping[str, Any] | None) -> dict[str, Any]:
    whole = carried.claim["digest"] == item["digest"] if item and carried.is_whole is None else carried.is_whole
    claim = dict(carried.claim)
    if item:
        claim |= {"digest": item["digest"], "rev": item["rev"]} if whole else {"digest": ""}
    return claim | ({} if carried.sources == (id,) else {"from": list(carried.sources)})


def _parts_of(id: str, chain: Sequence[StepMap]) -> tuple[str, ...]:
    """The items that replaced an item; itself if no map names it, or if its replacement has to be done again."""
    ids = [id]
    for map_ in chain:
        moves = [move for move in map_["moves"] if move[0] in ids and (move[0] == move[1] or move[2] != "redo")]
        ids = [to for old in ids for to in ([end[1] for end in moves if end[0] == old] or [old])]
    return tuple(dict.fromkeys(ids))
