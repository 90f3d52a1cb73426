"""A roster in lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.records.page_texts import say
from immerse.records.record_text import block
from immerse.roster.labels import A_CLAIM, A_STEP, NO_RANKING, STATE_HEADS, Labels, RosterFacts, days, hours, people
from immerse.words.english import counted


def roster_text(facts: RosterFacts) -> bytes:
    """A roster as text. The same facts give the same bytes."""
    return "".join(f"{line}\n" for line in _lines(facts)).encode()


def _lines(facts: RosterFacts) -> Iterator[str]:
    words = Labels(facts)
    rotations = counted(len(facts["people"]), "rotation")
    yield f"{facts['client_name']}: {rotations} on {facts['day']}, release {facts['release']}"
    if facts["people"]:
        yield from (NO_RANKING, A_CLAIM, A_STEP)
    for person in facts["people"]:
        yield from block(_head(person, words), _person(person, words))
    old = [claim for claim in facts["claims"] if claim["old"]]
    yield from block("Claims that have waited longer than a week", (_claim(claim, words) for claim in old))
    yield from block("Who is waited for", (_role(role, words) for role in facts["waiting"]))
    yield from block("Signatures", (_load(load, words) for load in facts["load"]))
    yield from block("Ramp: per cent of all steps that are met, by week", map(_week, facts["ramp"]))
    yield from block("Hand-over: per cent of the items by client staff", _handover(facts["handover"]))
    yield from block("Brands", (_brand(brand, words) for brand in facts["brands"]))
    yield from block("Files that are no records of this client", map(_file, facts["skipped"]))
    yield from block("Damaged files", map(_file, facts["broken"]))


def _head(one: RosterFacts, words: Labels) -> str:
    start = f"since {one['start']}" if one["start"] else "without a first day"
    week = f", week {words.week(one)}" if one["week"] is not None else ""
    phase = f", {words.phase(one['phase'])}" if one["phase"] else ""
    release = f", release {one['release']}" if one["release"] else ""
    return f"{words.trainee(one['rot'])}: {words.status(one)}, {start}{week}{phase}{release}"


def _person(one: RosterFacts, words: Labels) -> Iterator[str]:
    following = one["next"]
    if following:
        gate = words.titled("gates", following["gate"])
        when = f"in {days(following['days'])}" if following["days"] else "today"
        yield f"Next gate: {gate}, {following['day']}, {when}"
    if one["plan"]:
        plan = one["plan"]
        due = f"{plan['due_met']} of {counted(plan['due'], 'step')} that are due by now"
        yield f"Plan: {due}; {plan['met']} of {plan['steps']} in all"
    for late in one["late"]:
        yield f"Behind the plan: {words.titled('gates', late['gate'])}, planned for {late['day']}"
    for gate in one["gates"]:
        state = say(f"signing.gate.{gate['state']}")
        yield f"Gate {words.titled('gates', gate['gate'])}: {state}; {_counts(gate)}"
    for module in one["modules"]:
        asked = f"; {module['pieces']} of {module['pieces_asked']} pieces seen" if module["pieces_asked"] else ""
        yield f"{words.titled('modules', module['module'])}: {_counts(module)}{asked}"
    for wait in one["waits"]:
        yield f"Waits for {words.what(wait)}: {words.whom(wait)}, since {wait['since']}, {days(wait['days'])}"
    for note in words.notes(one):
        yield f"Note: {note}"


def _counts(counts: RosterFacts) -> str:
    """`2 met, 1 claimed, 3 open`."""
    parts = [f"{counts[state]} {head.lower()}" for state, head in STATE_HEADS.items() if counts[state]]
    return ", ".join(parts) or "nothing is asked"


def _claim(claim: RosterFacts, words: Labels) -> str:
    what = f"{words.trainee(claim['rot'])}, {words.titled('items', claim['id'])}"
    return f"{claim['since']}  {what}: {words.whom(claim)}, {days(claim['days'])}"


def _role(one: RosterFacts, words: Labels) -> str:
    old = f", {one['old']} of them longer than a week" if one["old"] else ""
    return f"{words.role(one['role'])}: {one['waits']} since {one['since']}{old}; for {words.trainees(one['rots'])}"


def _load(one: RosterFacts, words: Labels) -> str:
    who = f"{words.person(one['person'])}, {words.role(one['role'])}"
    signatures = f"{counted(one['signatures'], 'signature')} in {counted(one['span'], 'week')}"
    allowed = "" if one["allowed"] is None else f" of {hours(one['allowed'])} allowed"
    over = ", more than allowed" if one["over"] else ""
    return f"{who}: {signatures}, at most {one['most']} in one; {hours(one['minutes'])} hours a week{allowed}{over}"


def _week(one: RosterFacts) -> str:
    met = "" if one["met"] is None else f", met {one['met']} ({people(one['people'])})"
    return f"Week {one['week']}: planned {one['planned']}{met}"


def _handover(curve: RosterFacts) -> Iterator[str]:
    for one in curve["planned"]:
        day = f", {one['day']}" if one["day"] else ""
        yield f"Planned from week {one['week']}{day}: {one['share']}"
    for one in curve["real"]:
        yield f"Since {one['day']}: {one['share']} ({one['milestone']} {one['title']})"


def _brand(one: RosterFacts, words: Labels) -> str:
    placed = words.people(one["placed"]) or "nobody is placed"
    coming = f"; graduated, not there yet: {words.people(one['coming'])}" if one["coming"] else ""
    return f"{one['name'] or 'No brand is said'}: {placed}{coming}"


def _file(file: RosterFacts) -> str:
    place = f":{file['place']}" if file["place"][:1].isdecimal() else f": {file['place']}" if file["place"] else ""
    return f"{file['file']}{place}: {file['why']}"
