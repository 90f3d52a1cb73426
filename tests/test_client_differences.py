"""The sites of the four clients differ where policy differs and nowhere else: the programme's own words.

Every text of the programme is followed by the place where it is written into what each client's trainees get, before a
template or a host sees it. Where two clients read different words there, or one of them none, a setting that this very
text or a condition around it reads has another value for the two, or an overlay laid something else in its place. What
templates add to a page is judged in test_page_differences.py; pictures, downloads and the host's frame are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from artefacts import filled
from immerse.expressions.placeholders import reads_of
from immerse.expressions.reading import read_condition
from immerse.model.base import Block, Node, OneOf
from immerse.model.edition import Edition, View
from immerse.model.policy.policy import Policy
from immerse.model.rotation import GraduationItem
from immerse.model.text import Condition, Line, Prose, Text
from immerse.problems import NOWHERE, Location
from site_fixtures import CLIENTS, REPOSITORY, edition, source

PAIRS = tuple(combinations(CLIENTS, 2))
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
            yield value.place_of("compute"), Written(block, inside.reads | {str(key) for key in value.uses})
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


def laid_over(block: str, *clients: str) -> bool:
    """Whether one of these clients' overlays has put something else in the place of a block, or taken it out."""
    for client in clients:
        for note in edition(client, View.TRAINEE).overlay_notes:
            target = f"{note.target}/why_here" if note.action == "why_here" else note.target
            if note.action != "added" and f"/{block}/".find(f"/{target}/") >= 0:
                return True
    return False


def unexplained(one: str, other: str, ours: dict[Location, str], theirs: dict[Location, str]) -> list[str]:
    """The places where two clients read something else although nothing that decides on it is different."""
    return [
        f"{place}: {text.block} differs for {one} and {other}, which agree on {sorted(text.reads)}"
        for place, text in written().items()
        if ours.get(place) != theirs.get(place)
        and not any(differs(key, one, other) for key in text.reads)
        and not laid_over(text.block, one, other)
    ]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[f"{one}-{other}" for one, other in PAIRS])
def test_two_clients_read_different_words_only_where_a_setting_differs_that_decides_on_them(
    one: str, other: str
) -> None:
    ours, theirs = read_by(one), read_by(other)
    assert unexplained(one, other, ours, theirs) == []
    different = sum(ours.get(place) != theirs.get(place) for place in written())
    assert different > 500 and len(written()) - different > 5000, (different, len(written()))


def test_what_no_place_of_the_programme_explains_is_the_clients_own() -> None:
    for client in CLIENTS:
        laid = {place.path for place in read_by(client).keys() - written().keys()}
        assert laid <= {NOWHERE.path, f"site_config/clients/{client}/overlay.yml"}


def test_words_of_another_client_in_a_text_are_found_with_the_place_and_what_it_reads() -> None:
    one, other = "northgate", "kestrel-inlet"
    agreed = [place for place, text in written().items() if not any(differs(key, one, other) for key in text.reads)]
    place = next(place for place in agreed if "cover" in read_by(one).get(place, ""))
    leaking = read_by(one) | {place: read_by(one)[place].replace("cover", "cover, 07:00 to 19:00 in Port Alder,")}
    (found,) = unexplained(one, other, leaking, read_by(other))
    assert found.startswith(f"{place}: {written()[place].block} differs for northgate and kestrel-inlet")
    (lost,) = unexplained(one, other, {key: text for key, text in read_by(one).items() if key != place}, read_by(other))
    assert lost == found
