"""A roster in lines of text."""

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


def _head(person: RosterFacts, words: Labels) -> str:
    start = f"since {person['start']}" if person["start"] else "without a first day"
    week = f", week {words.week(person)}" if person["week"] is not None else ""
    phase = f", {words.phase(person['phase'])}" if person["phase"] else ""
    release = f", release {person['release']}" if person["release"] else ""
    return f"{words.trainee(person['rot'])}: {words.status(person)}, {start}{week}{phase}{release}"


def _person(person: RosterFacts, words: Labels) -> Iterator[str]:
    following = person["next"]
    if following:
        gate = words.titled("gates", following["gate"])
        when = f"in {days(following['days'])}" if following["days"] else "today"
        yield f"Next gate: {gate}, {following['day']}, {when}"
    if person["plan"]:
        plan = person["plan"]
        due = f"{plan['due_met']} of {counted(plan['due'], 'step')} that are due by now"
        yield f"Plan: {due}; {plan['met']} of {plan['steps']} in all"
    for late in person["late"]:
        yield f"Behind the plan: {words.titled('gates', late['gate'])}, planned for {late['day']}"
    for gate in person["gates"]:
        state = say(f"signing.gate.{gate['state']}")
        yield f"Gate {words.titled('gates', gate['gate'])}: {state}; {_counts(gate)}"
    for module in person["modules"]:
        asked = f"; {module['pieces']} of {module['pieces_asked']} pieces seen" if module["pieces_asked"] else ""
        yield f"{words.titled('modules', module['module'])}: {_counts(module)}{asked}"
    for wait in person["waits"]:
        action, awaited = words.awaited_action(wait), words.awaited_people(wait)
        yield f"Waits for {action}: {awaited}, since {wait['since']}, {days(wait['days'])}"
    for note in words.notes(person):
        yield f"Note: {note}"


def _counts(counts: RosterFacts) -> str:
    """`2 met, 1 claimed, 3 open`."""
    parts = [f"{counts[state]} {head.lower()}" for state, head in STATE_HEADS.items() if counts[state]]
    return ", ".join(parts) or "nothing is asked"


def _claim(claim: RosterFacts, words: Labels) -> str:
    item = f"{words.trainee(claim['rot'])}, {words.titled('items', claim['id'])}"
    return f"{claim['since']}  {item}: {words.awaited_people(claim)}, {days(claim['days'])}"


def _role(role: RosterFacts, words: Labels) -> str:
    old = f", {role['old']} of them longer than a week" if role["old"] else ""
    return f"{words.role(role['role'])}: {role['waits']} since {role['since']}{old}; for {words.trainees(role['rots'])}"


def _load(signer: RosterFacts, words: Labels) -> str:
    who = f"{words.person(signer['person'])}, {words.role(signer['role'])}"
    signatures = f"{counted(signer['signatures'], 'signature')} in {counted(signer['span'], 'week')}"
    allowed = "" if signer["allowed"] is None else f" of {hours(signer['allowed'])} allowed"
    over = ", more than allowed" if signer["over"] else ""
    return (
        f"{who}: {signatures}, at most {signer['most']} in one; {hours(signer['minutes'])} hours a week{allowed}{over}"
    )


def _week(week: RosterFacts) -> str:
    met = "" if week["met"] is None else f", met {week['met']} ({people(week['people'])})"
    return f"Week {week['week']}: planned {week['planned']}{met}"


def _handover(curve: RosterFacts) -> Iterator[str]:
    for step in curve["planned"]:
        day = f", {step['day']}" if step["day"] else ""
        yield f"Planned from week {step['week']}{day}: {step['share']}"
    for reached in curve["real"]:
        yield f"Since {reached['day']}: {reached['share']} ({reached['milestone']} {reached['title']})"


def _brand(brand: RosterFacts, words: Labels) -> str:
    placed = words.people(brand["placed"]) or "nobody is placed"
    coming = f"; graduated, not there yet: {words.people(brand['coming'])}" if brand["coming"] else ""
    return f"{brand['name'] or 'No brand is said'}: {placed}{coming}"


def _file(file: RosterFacts) -> str:
    place = f":{file['place']}" if file["place"][:1].isdecimal() else f": {file['place']}" if file["place"] else ""
    return f"{file['file']}{place}: {file['why']}"
