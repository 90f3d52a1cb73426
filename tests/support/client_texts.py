"""Every text of the programme by the place where it is written, and what each client's trainees read there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from artefacts import filled
from immerse.expressions.placeholders import reads_of
from immerse.expressions.reading import read_condition
from immerse.model.base import Block, Node, OneOf
from immerse.model.edition import Edition
from immerse.model.policy.policy import Policy
from immerse.model.rotation import GraduationItem
from immerse.model.site_view import View
from immerse.model.text import Condition, Line, Prose, Text
from immerse.problems import NOWHERE, Location
from site_fixtures import REPOSITORY, edition, source

EVERYWHERE = ("client.name", "client.words")
"""Settings that every text may read without saying so."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text as its author wrote it: where, in which block, and all settings that decide what a client reads there."""

    block: str
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Around:
    block: str = ""
    reads: frozenset[str] = frozenset()


def _texts(value: Any, around: _Around, contract: type[Policy]) -> Iterator[tuple[Location, Written]]:
    if isinstance(value, Text):
        read = reads_of(value, contract) if isinstance(value, (Line, Prose)) else set()
        own = read | {key for key in EVERYWHERE if key in value}
        if not isinstance(value, Condition):
            yield value.location, Written(around.block, around.reads | own)
    elif isinstance(value, Node):
        decided: list[Block] = [value] if isinstance(value, Block) else []
        decided += value.one_of if isinstance(value, OneOf) else ()
        reads = {key for one in decided for key in _condition_reads(one.when, contract)}
        block = "/".join(part for part in (around.block, str(getattr(value, "id", "") or "")) if part)
        inside = _Around(block, around.reads | reads)
        if isinstance(value, GraduationItem) and value.compute is not None:
            yield value.location_of("compute"), Written(block, inside.reads | {str(key) for key in value.uses})
        for name, item in vars(value).items():
            yield from _texts(
                item, _Around(f"{block}/{name}", inside.reads) if name == "why_here" else inside, contract
            )
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item, around, contract)


def _condition_reads(condition: Condition | None, contract: type[Policy]) -> tuple[str, ...]:
    return read_condition(str(condition), contract).reads if condition else ()


@cache
def written() -> dict[Location, Written]:
    """Every text of the programme, ids and titles included, and the statements that are made of what items compute."""
    programme = source(REPOSITORY).programme
    assert programme
    return {place: text for place, text in _texts(programme, _Around(), programme.contract()) if place != NOWHERE}


@cache
def read_by(client: str) -> dict[Location, str]:
    """What a client's trainees read in each of those places."""
    return resolved(edition(client, View.TRAINEE))


def resolved(of: Edition) -> dict[Location, str]:
    waiting: list[Any] = [of.programme]
    found: dict[Location, str] = {}
    while waiting:
        here = waiting.pop()
        if isinstance(here, Text):
            found[here.location] = filled(here)
        elif isinstance(here, (Node, dict)):
            waiting += (vars(here) if isinstance(here, Node) else here).values()
        elif isinstance(here, tuple):
            waiting += here
    return found


@cache
def value(client: str, key: str) -> object:
    group, _, name = key.partition(".")
    policy = edition(client, View.TRAINEE).client.policy
    return getattr(policy, group).model_dump(mode="json", include={name})


def differs(key: str, one: str, other: str) -> bool:
    return value(one, key) != value(other, key)
