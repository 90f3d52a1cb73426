"""Explains why a client's site shows a block or leaves it out, for `immerse why`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from immerse.composing import compose
from immerse.composing.outcomes import Keyed, keyed_nodes, without_placeholders
from immerse.expressions.deciders import Decider, deciders
from immerse.expressions.evaluating import look_up
from immerse.expressions.reading import read_condition
from immerse.expressions.syntax_tree import Path
from immerse.loading.client import load_client
from immerse.loading.layout import known_client
from immerse.loading.programme import load_programme
from immerse.model.base import Node
from immerse.model.edition import Client, Edition
from immerse.model.outcomes import OTHERWISE, ConditionOutcome
from immerse.model.ruling import as_typed
from immerse.model.site_view import View
from immerse.problems import ContentProblems, ImmerseError, Location, errors
from immerse.words.english import join
from immerse.words.near_misses import did_you_mean, near_id

SHOWN, LEFT_OUT = "shown", "left out"
_ALWAYS = "it has no condition; every client has it unless an overlay drops it"
_PLACE = re.compile(r"(?P<path>.+\.ya?ml):(?P<line>[0-9]+)(?::[0-9]+)?")


@dataclass(frozen=True, slots=True)
class DecidingValue:
    """A value of the policy that decided a condition."""

    path: str
    """The path as conditions write it: `policy.client.sector`."""
    value: str
    location: Location
    """The location at which it was set; the client's policy if nobody set it."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reason why a block is shown to a client or left out."""

    key: str
    """`TRI-L2/wall-clock`; empty for a block without an id."""
    inside: str
    """The key of the block around it; empty for a source."""
    title: str
    state: str
    """`shown` or `left out`."""
    reason: str
    """A sentence without a full stop."""
    location: Location
    values: tuple[DecidingValue, ...] = ()


def explain_blocks(root: FilePath, client_id: str, on: date, id: str = "") -> tuple[Explanation, ...]:
    """The explanations of the blocks that a client's site shows or leaves out, in the order of the programme.

    Args:
        root: The workspace.
        client_id: The client of the site.
        on: The day on which the edition is made.
        id: `TRI-L2` or `TRI-L2/wall-clock`, also as links write it (`lesson:TRI-L2`); the file and line of a condition,
            also for a block without an id; empty for every block that a condition or the overlay decides.

    Raises:
        ContentProblems: the content has errors that prevent an edition.
        ImmerseError: there is no such client, or nothing with such an id or in such a place.
    """
    programme, problems = load_programme(root)
    client, new_problems = load_client(root, known_client(root, client_id))
    if programme is None or client is None:
        raise ContentProblems(errors(problems + new_problems))
    edition, new_problems = compose(programme, client, View.MENTOR, on)
    if edition is None:
        raise ContentProblems(errors(new_problems))
    nodes = tuple(keyed_nodes(programme))
    explanations = tuple(_decided(edition, nodes))
    if not id:
        return explanations
    if place := _PLACE.fullmatch(id):
        return _at(explanations, _in_workspace(root, FilePath(place["path"])), int(place["line"]), id)
    key = _key_of(id, nodes, client_id)
    named = tuple(
        explained
        for explained in explanations
        if key in (explained.key, explained.inside) or explained.key.startswith(f"{key}/")
    )
    if not any(explained.key == key for explained in named):
        named = (*_undecided(nodes, edition, key, explanations), *named)
    return named


def _in_workspace(root: FilePath, path: FilePath) -> str:
    """The path of a file below the workspace, from one that is below it or below the present folder."""
    for place in (root / path, path):
        if place.is_file() and place.resolve().is_relative_to(root.resolve()):
            return place.resolve().relative_to(root.resolve()).as_posix()
    raise ImmerseError(f"there is no file {path} in this workspace")


def _at(explanations: Iterable[Explanation], path: str, line: int, requested: str) -> tuple[Explanation, ...]:
    """The explanations of the blocks whose condition, or entry of the overlay, is in a line of a file."""
    there = [explained for explained in explanations if explained.location.path == path]
    if named := tuple(explained for explained in there if explained.location.line == line):
        return named
    nearest = min((explained.location.line for explained in there), key=lambda known: abs(known - line), default=0)
    hint = f"the nearest condition is in line {nearest}" if nearest else f"{path} has no conditions"
    raise ImmerseError(f"no condition and no overlay is at {requested}; {hint}")


def _key_of(requested: str, nodes: Iterable[Keyed], client_id: str) -> str:
    """The key of the requested id; a kind before a colon has to be the kind of the id."""
    kind, colon, id = requested.rpartition(":")
    kind, head = kind.lower(), id.partition("/")[0]
    if kind == "setting":
        raise ImmerseError(f"{id} is a setting; immerse policy {client_id} {id} shows its value and where it was set")
    kinds = {node.kind: None for node in nodes if node.kind}
    if colon and kind not in kinds:
        raise ImmerseError(f"there is no kind {kind!r}; {did_you_mean(kind, kinds, f'kinds: {join(kinds)}')}")
    of_id = [node.kind for node in nodes if node.kind and node.id == head]
    if colon and of_id and kind not in of_id:
        raise ImmerseError(f"{head} has the kind {of_id[0]}, not {kind}; ask for {of_id[0]}:{id}")
    return _full(id, [node for node in nodes if not colon or node.kind == kind])


def _full(id: str, nodes: Iterable[Keyed]) -> str:
    """The key of an id, which may begin with the id of something inside a source: `rotation/T-01` for `T-01`."""
    head, slash, rest = id.partition("/")
    return next((node.key for node in nodes if node.kind and node.id == head), head) + slash + rest


def _decided(edition: Edition, nodes: tuple[Keyed, ...]) -> Iterator[Explanation]:
    """Every block that a condition or the overlay decides, each once."""
    titles = {node.key: node.title for node in (*nodes, *keyed_nodes(edition.programme))}
    notes = [note for note in edition.overlay_notes if note.action != "why_here"]
    overlaid = {_full(note.target, nodes): note for note in notes}
    for outcome in edition.outcomes:
        values = (value for condition in outcome.conditions for value in _values(condition, edition.client))
        reason, distinct = _reason(outcome), tuple(dict.fromkeys(values))
        if note := overlaid.pop(outcome.key, None):
            reason = f"{reason}; {note.action} by the overlay ({note.location}): {note.reason}"
        title = without_placeholders(titles.get(outcome.key, outcome.title) if outcome.shown else outcome.title)
        state = SHOWN if outcome.shown else LEFT_OUT
        yield Explanation(outcome.key, outcome.inside, title, state, reason, outcome.location, distinct)
    for key, note in overlaid.items():
        state = LEFT_OUT if note.action == "dropped" else SHOWN
        reason, title = f"{note.action} by the overlay: {note.reason}", without_placeholders(titles.get(key, ""))
        yield Explanation(key, key.rpartition("/")[0], title, state, reason, note.location)


def _reason(outcome: ConditionOutcome) -> str:
    if outcome.condition == OTHERWISE:
        none = "no alternative of its one_of holds"
        return none if outcome.shown else "it is the otherwise of its one_of, shown only where no alternative holds"
    holds = f"{outcome.condition} {'holds' if outcome.shown else 'does not hold'}"
    return f"{holds}; another alternative of its one_of is shown" if outcome.replaced else holds


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
                holder = look_up(Path(decider.path.parts[:-1]), client.policy) if end < len(parts) else None
                return holder.location_of(parts[-1]) if isinstance(holder, Node) else origin.location
    return Location(f"{client.folder}/policy.yml")


def _undecided(
    nodes: tuple[Keyed, ...], edition: Edition, key: str, explanations: tuple[Explanation, ...]
) -> Iterator[Explanation]:
    """The explanation of a block without a condition of its own."""
    known = {node.key: node for node in nodes}
    if key not in known:
        ids = (node.id for node in nodes if node.kind)
        raise ImmerseError(_unknown(key, [*known, *ids, *(explained.key for explained in explanations)]))
    keyed = known[key]
    title = without_placeholders(keyed.title)
    shown = {explained.key for explained in explanations if explained.state == SHOWN}
    left_out = {explained.key: explained for explained in explanations if explained.key not in shown}
    around = keyed.around
    while around in known and around not in left_out:
        around = known[around].around
    if around in known:
        outer = left_out[around]
        reason = f"it is part of {outer.key}, which is left out: {outer.reason}"
        yield replace(outer, key=key, inside=keyed.around, title=title, reason=reason, location=keyed.location)
    elif kept := next((node for node in keyed_nodes(edition.programme) if node.key == key), None):
        yield Explanation(key, keyed.around, kept.title, SHOWN, _ALWAYS, keyed.location)
    else:
        reason = "what it belongs to is left out"
        yield Explanation(key, keyed.around, title, LEFT_OUT, reason, keyed.location)


def _unknown(key: str, known: list[str]) -> str:
    beside = [id for id in known if id.startswith(f"{key.partition('/')[0]}/")]
    begun = sorted({id for id in known if id.startswith(key) and id.count("/") == key.count("/")})
    if len(begun) > 1:
        more = f" and {len(begun) - 3} more" if len(begun) > 3 else ""
        return f"nothing has the id {key!r}; ids that begin with it: {', '.join(begun[:3])}{more}"
    near = near_id(key, beside) or near_id(key, known, certain=True)
    return f"nothing has the id {key!r}{f'; did you mean {near}?' if near else ''}"
