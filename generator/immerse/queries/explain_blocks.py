"""Why a client's site shows a block, and why it leaves another out: the answer of `immerse why`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from immerse.composing import compose
from immerse.composing.outcomes import keyed_nodes
from immerse.expressions.deciders import Decider, deciders
from immerse.expressions.reading import read_condition
from immerse.loading import load_client, load_programme
from immerse.model.base import Node
from immerse.model.edition import Client, Edition, View
from immerse.model.outcomes import OTHERWISE, ConditionOutcome
from immerse.model.programme import Programme
from immerse.model.ruling import as_typed
from immerse.pipeline import known_client
from immerse.problems import ContentProblems, ImmerseError, Location, errors
from immerse.words.near_misses import near_miss

SHOWN, LEFT_OUT = "shown", "left out"
_ALWAYS = "it has no condition, so every client has it"


@dataclass(frozen=True, slots=True)
class DecidingValue:
    """One value of the policy on which a condition turned."""

    path: str
    """As conditions write it: `policy.client.sector`."""
    value: str
    location: Location
    """Where it was set; where nobody set it, the client's policy."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one block is shown to a client, or left out."""

    key: str
    """`TRI-L2/wall-clock`; empty for a block without an id."""
    inside: str
    """The key of what is around it; empty for a source."""
    title: str
    state: str
    """`shown` or `left out`."""
    reason: str
    """A sentence without a full stop."""
    location: Location
    values: tuple[DecidingValue, ...] = ()


def explain_blocks(root: Path, client_id: str, on: date, id: str = "") -> tuple[Explanation, ...]:
    """Why a client's site shows some blocks and leaves others out, in the order of the programme.

    Args:
        root: The workspace.
        client_id: Whose site.
        on: The day on which the edition is made.
        id: `TRI-L2` or `TRI-L2/wall-clock`, also as links write it (`lesson:TRI-L2`); empty for every block that a
            condition or the overlay decides.

    Raises:
        ContentProblems: the content has errors that prevent an edition.
        ImmerseError: there is no such client, or nothing with such an id.
    """
    programme, problems = load_programme(root)
    client, found = load_client(root, known_client(root, client_id))
    if programme is None or client is None:
        raise ContentProblems(errors(problems + found))
    edition, found = compose(programme, client, View.MENTOR, on)
    if edition is None:
        raise ContentProblems(errors(found))
    explanations = (*_of_outcomes(edition), *_of_overlay(edition))
    key = id.partition(":")[2] or id
    if not key:
        return explanations
    named = tuple(
        explained
        for explained in explanations
        if key in (explained.key, explained.inside) or explained.key.startswith(f"{key}/")
    )
    if not any(explained.key == key for explained in named):
        named = (*_undecided(programme, edition, key, explanations), *named)
    return named


def _of_outcomes(edition: Edition) -> Iterator[Explanation]:
    for outcome in edition.outcomes:
        state = SHOWN if outcome.shown else LEFT_OUT
        values = (value for condition in outcome.conditions for value in _values(condition, edition.client))
        reason, distinct = _reason(outcome), tuple(dict.fromkeys(values))
        yield Explanation(outcome.key, outcome.inside, outcome.title, state, reason, outcome.location, distinct)


def _reason(outcome: ConditionOutcome) -> str:
    if outcome.condition == OTHERWISE:
        none = "no alternative of its one_of holds"
        return none if outcome.shown else f"it stands where {none}"
    holds = f"{outcome.condition} {'holds' if outcome.shown else 'does not hold'}"
    return f"{holds}; another alternative of its one_of is shown" if outcome.replaced else holds


def _of_overlay(edition: Edition) -> Iterator[Explanation]:
    for note in edition.overlay_notes:
        if note.action != "why_here":
            state = LEFT_OUT if note.action == "dropped" else SHOWN
            reason = f"{note.action} by the overlay: {note.reason}"
            yield Explanation(note.target, note.target.rpartition("/")[0], "", state, reason, note.location)


def _values(condition: str, client: Client) -> Iterator[DecidingValue]:
    expression = read_condition(condition, type(client.policy)).expression
    for decider in deciders(expression, client.policy) if expression else ():
        path = f"{decider.path} | count" if decider.is_count else str(decider.path)
        yield DecidingValue(path, _plain(decider), _origin(decider, client))


def _plain(decider: Decider) -> str:
    value: Any = decider.value
    if value is None:
        return "not set"
    if isinstance(value, Node | dict):
        return "set"
    if isinstance(value, tuple):
        return ", ".join(str(getattr(item, "id", item)) for item in value) or "nothing"
    return as_typed(value)


def _origin(decider: Decider, client: Client) -> Location:
    parts = [str(part) for part in decider.path.parts]
    for end in range(len(parts), 0, -1):
        path = ".".join(parts[:end])
        for known, origin in client.origins.items():
            if known == path or known.startswith(f"{path}."):
                return client.at_home(origin.location)
    return Location(f"{client.folder}/policy.yml")


def _undecided(
    programme: Programme, edition: Edition, key: str, explanations: tuple[Explanation, ...]
) -> Iterator[Explanation]:
    """Why a block without a condition of its own is shown or left out."""
    known = {node.key: node for node in keyed_nodes(programme)}
    if key not in known:
        raise ImmerseError(_unknown(key, [*known, *(explained.key for explained in explanations)]))
    here = known[key]
    shown = {explained.key for explained in explanations if explained.state == SHOWN}
    left_out = {explained.key: explained for explained in explanations if explained.key not in shown}
    around = here.around
    while around in known and around not in left_out:
        around = known[around].around
    if around in known:
        outer = left_out[around]
        reason = f"it is part of {outer.key}, which is left out: {outer.reason}"
        yield replace(outer, key=key, inside=here.around, title=here.title, reason=reason, location=here.location)
    elif any(node.key == key for node in keyed_nodes(edition.programme)):
        yield Explanation(key, here.around, here.title, SHOWN, _ALWAYS, here.location)
    else:
        yield Explanation(key, here.around, here.title, LEFT_OUT, "what it belongs to is left out", here.location)


def _unknown(key: str, known: list[str]) -> str:
    beside = [id for id in known if id.startswith(f"{key.partition('/')[0]}/")]
    near = near_miss(key, beside) or near_miss(key, known, certain=True)
    return f"nothing has the id {key!r}{f'; did you mean {near}?' if near else ''}"
