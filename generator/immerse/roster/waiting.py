"""Who waits for whom, since when: claims, gates, endorsement, graduation, placement, and rotations to be opened."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from immerse.records.days import days_between
from immerse.roster.rotations import Read
from immerse.signing.awards import level_of, signature_gaps
from immerse.signing.book_index import levels_of

Wait = dict[str, Any]
"""{what, id, roles, mentor, since, days, old}: `what` is open, claim, gate, endorse, graduate or place; `mentor` the
trainee's own where a mentor may answer, else None."""

WEEK = 7
"""Days after which something has waited for too long; the page "Read records" says the same."""
_OF_DECISIONS = frozenset({"decide", "endorse", "graduate", "placed"})


def waits_of(read: Read) -> list[Wait]:
    """Everything that others have to do for a trainee; the longest wait first."""
    waits = [*_claims(read), *(_signed(read) if read.opened else _unopened(read))]
    return sorted(waits, key=lambda wait: (wait["since"], wait["what"], wait["id"]))


def _wait(read: Read, kind: str, name: str, roles: Sequence[str], since: str) -> Wait:
    days = max(0, days_between(since, read.day))
    mentor = read.rotation.mentor or None if "mentor" in roles else None
    return {
        "what": kind,
        "id": name,
        "roles": list(roles),
        "mentor": mentor,
        "since": since,
        "days": days,
        "old": days > WEEK,
    }


def _unopened(read: Read) -> Iterator[Wait]:
    """A trainee who has begun waits for somebody who opens rotations."""
    roles = read.book["duties"].get("open", [])
    if read.start and roles:
        yield _wait(read, "open", "", roles, read.start)


def _claims(read: Read) -> Iterator[Wait]:
    items = {item["id"]: item for item in read.book["items"]}
    for name, claim in read.state["claims"].items():
        roles = _who_answers(read, items[name], claim["at"]) if name in items else []
        if roles:
            yield _wait(read, "claim", name, roles, claim["at"][:10])


def _who_answers(read: Read, item: Mapping[str, Any], claimed: str) -> list[str]:
    """The roles that a claim waits for; none if it was answered by a level or a not-yet, or needs no answer."""
    if item["computed"] or read.item_state(item["id"]) in ("met", "waived"):
        return []
    if not read.opened:
        return _each_once(row["one_of"] for row in item["signatures"])
    rotation = read.rotation
    answer = rotation.not_yet.get(item["id"])
    if answer and answer["at"] >= claimed:
        return []
    awards = rotation.awards.get(item["id"], [])
    now = level_of(item, awards, rotation.rules, rotation.team)
    before = [award for award in awards if award["at"] < claimed]
    if now is not None and now != level_of(item, before, rotation.rules, rotation.team):
        return []
    following = [level for level in levels_of(item) if now is None or level > now]
    gaps = signature_gaps(item, following[0], awards, rotation.rules, rotation.team) if following else []
    return _each_once(gap["roles"] for gap in gaps if "roles" in gap)


def _each_once(lists: Any) -> list[str]:
    return list(dict.fromkeys(role for roles in lists for role in roles))


def _signed(read: Read) -> Iterator[Wait]:
    duties, fold, rotation = read.book["duties"], read.fold, read.rotation
    for name, gate in fold["gates"].items():
        if gate["state"] == "ready":
            yield from _gate(read, name, gate)
    if fold["status"] in ("open", "endorsed"):
        gaps = {gap["code"] for gap in fold["graduation"]["gaps"]}
        if not gaps:
            since = rotation.endorsed["at"][:10] if rotation.endorsed else _last(read)
            yield _wait(read, "graduate", "", duties.get("graduate", []), since)
        elif gaps <= {"endorsement", "endorsement-older"}:
            yield _wait(read, "endorse", "", duties.get("endorse", []), _last(read))
    if fold["status"] == "graduated" and rotation.graduated:
        day = str(rotation.graduated["body"]["day"])
        if day <= read.day:
            yield _wait(read, "place", "", duties.get("place", []), day)


def _gate(read: Read, name: str, state: Mapping[str, Any]) -> Iterator[Wait]:
    """A gate that is ready waits for the deciders who have not decided; nobody waits for one after the rotation."""
    gate = read.rotation.gates[name]
    if gate["day"] is None:
        return
    decided = {decision["role"] for decision in state["decided"]}
    roles = [role for role in gate["decided_by"] if role not in decided]
    if roles:
        yield _wait(read, "gate", name, roles, max(_last(read), state["earliest"] or ""))


def _last(read: Read) -> str:
    """The day of the last event that could make something ready."""
    days = (event["at"][:10] for event in read.rotation.counted if event["type"] not in _OF_DECISIONS)
    return max(days, default=str(read.start))
