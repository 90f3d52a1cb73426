"""Ids and links that must lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from immerse.checking.rule import Report, rule
from immerse.checking.signoff import named_by_signoff
from immerse.model.base import Node
from immerse.model.compute import ChecksPassed, LevelCount, LevelShare
from immerse.model.drill import Drill, Inject
from immerse.model.edition import Client
from immerse.model.owned_text import OwnedText
from immerse.model.policy.registry import settings_of
from immerse.model.programme import Programme
from immerse.model.screening import screen
from immerse.model.subject import Subject
from immerse.model.task import Task
from immerse.model.text import Line, Prose, Text
from immerse.problems import Problem, Severity
from immerse.texts.linking import links_of
from immerse.words.near_misses import did_you_mean, near_miss

_PEOPLE = ("who", "roles", "owner", "co_author")
"""Fields that say in words who somebody is."""
_ID = re.compile(r"(?!(?:co|ex|on|vice|non|self)-[a-z]+$)[a-z0-9]+(?:-[a-z0-9]+)+")


def known_ids(programme: Programme) -> dict[str, tuple[str, ...]]:
    """Every id that a text or field may name, by kind."""
    rotation = programme.rotation
    return {
        "module": tuple(module.id for module in programme.modules),
        "lesson": tuple(lesson.id for lesson in programme.lessons()),
        "competency": tuple(competency.id for competency in programme.competencies()),
        "drill": tuple(drill.id for drill in programme.drills()),
        "inject": tuple(inject.id for inject in programme.injects()),
        "check": tuple(check.id for check in programme.checks()),
        "playbook": tuple(playbook.id for playbook in programme.playbooks),
        "term": tuple(term.id for term in programme.curriculum.glossary),
        "source": tuple(source.id for source in programme.curriculum.sources),
        "gate": tuple(gate.id for gate in rotation.gates),
        "role": tuple(role.id for role in rotation.roles),
        "kind of evidence": tuple(kind.id for kind in rotation.evidence_kinds),
        "context": tuple(context.id for context in rotation.contexts),
        "graduation part": tuple(part.id for part in rotation.graduation),
        "track": tuple(track.id for track in rotation.tracks),
        "phase": tuple(phase.id for phase in rotation.phases),
        "entry path": tuple(path.id for path in rotation.paths),
        "task": tuple(task.id for task in rotation.tasks),
        "milestone": tuple(milestone.id for milestone in rotation.handover),
        "setting": tuple(settings_of(programme.contract())),
    }


def _named(programme: Programme) -> Iterator[tuple[str, Text | str, Node, str]]:
    """(kind, id named, node that names it, field) for every field that holds ids."""
    for lesson in programme.lessons():
        yield from (("competency", id, lesson, "teaches") for id in lesson.teaches)
        yield from (("source", note.id, note, "id") for note in lesson.sources)
    tasks: list[Drill | Inject] = [*programme.drills(), *programme.injects()]
    for task in tasks:
        yield from (("competency", id, task, "trains") for id in task.trains)
    for check in programme.checks():
        yield "competency", check.competency, check, "competency"
    for playbook in programme.playbooks:
        yield from (("module", id, playbook, "modules") for id in playbook.modules)
        yield from (("source", note.id, note, "id") for note in playbook.sources)
        if playbook.drill:
            yield "drill", playbook.drill, playbook, "drill"
    for module in programme.modules:
        yield from (("competency", id, module, "requires") for id in module.requires)
        yield from (("track", id, module, "window") for id in module.window)
    for competency in programme.competencies():
        yield from (("gate", id, competency, "levels") for id in competency.levels)
        yield from (("role", id, competency.attested_by, "all") for id in competency.attested_by.all)
        yield from (("role", id, competency.attested_by, "any") for id in competency.attested_by.any)
        yield from (("kind of evidence", id, competency.evidence, "kinds") for id in competency.evidence.kinds)
        yield from (("context", id, competency, "contexts") for id in competency.contexts)
    for one in programme.custom.settings.values():
        yield from (("playbook" if "-" in id else "module", id, one, "affects") for id in one.affects)
    yield from _named_by_rotation(programme)


def _named_by_rotation(programme: Programme) -> Iterator[tuple[str, Text | str, Node, str]]:
    rotation = programme.rotation
    for gate in rotation.gates:
        yield from (("role", id, gate, "decided_by") for id in gate.decided_by)
        for others in gate.decided_where:
            yield from (("role", id, others, "by") for id in others.by)
        yield from (("track", id, gate, "week") for id in gate.week)
    for phase in rotation.phases:
        yield from (("track", id, phase, "weeks") for id in phase.weeks)
    for part in rotation.graduation:
        for item in part.items:
            yield from (("competency", id, item, "competencies") for id in item.competencies)
            if isinstance(item.compute, ChecksPassed):
                yield "kind of evidence", item.compute.evidence, item.compute, "evidence"
            signers = item.attested_by
            yield from (("role", id, item, "attested_by") for id in (*signers.all, *signers.any))
    for role in rotation.roles:
        yield from (("role", id, role, "members") for id in role.members)
        yield from (("role", id, role, "regulated_members") for id in role.regulated_members)
    for signing in rotation.signoff_rules:
        yield from named_by_signoff(signing)
    for task in rotation.tasks:
        yield from _named_by_task(task)
    for milestone in rotation.handover:
        yield from (("track", id, milestone, "week") for id in milestone.week)
    for least in rotation.minimum_evidence:
        if least.module != "ROT":
            yield "module", least.module, least, "module"
        yield from (("track", id, least, "pieces") for id in least.pieces)


def _named_by_task(task: Task) -> Iterator[tuple[str, Text | str, Node, str]]:
    yield "role", task.who, task, "who"
    yield from (("task", id, task, "after") for id in task.after)
    yield from (("entry path", id, task, "paths") for id in task.paths)
    yield from (("track", id, task.due, "week") for id in task.due.week)
    named = (
        ("gate", task.gate, task, "gate"),
        ("gate", task.due.before, task.due, "before"),
        ("phase", task.due.phase, task.due, "phase"),
        ("kind of evidence", task.evidence, task, "evidence"),
    )
    yield from ((kind, id, node, field) for kind, id, node, field in named if id is not None)


@rule("reference", Severity.ERROR)
def dangling_references(subject: Subject, report: Report) -> Iterable[Problem]:
    """Every id that is named exists.

    Lessons, drills, checks and playbooks name competencies, sources, roles, gates and each other by id. An id that
    leads nowhere is a page that cannot be reached or a measure that nobody owns.

    Bad:  teaches: [TRI-9]          (module TRI has TRI-1 to TRI-7)
    Good: teaches: [TRI-5]

    Links in texts are held to the same: [Priority and clocks](lesson:TRI-L2). So is what a policy names of its own: the
    law of a hard trigger, the triggers of a contact, the trigger of a topic and the regime whose words it takes, the
    brand of an outcome, the channels of a brand, the milestones of the hand-over that were reached. Who does a step and
    who owns a playbook are words and no ids; one that looks like an id (incident-commander) is a warning, because
    readers would see it so, and so is a slip in the name of a role (mentr).
    """
    known = known_ids(subject.programme)
    for kind, id, node, field in _named(subject.programme):
        if id not in known[kind]:
            place = id.location if isinstance(id, Text) else node.place_of(field)
            yield report(place, f"{kind} {str(id)!r} does not exist", subject=str(id), hint=_near(id, known[kind]))
    yield from _nameless_levels(subject.programme, report)
    for client in subject.clients:
        yield from _dangling_in_policy(client, known["milestone"], report)
    titles = {str(role.id): str(role.title) for role in subject.programme.rotation.roles}
    for owned in subject.own_words(_leads_somewhere):
        if isinstance(owned.text, Prose):
            yield from _dangling_links(owned.text, known, report)
    names = sorted({name.casefold() for pair in titles.items() for name in pair if "{" not in name})
    for owned in subject.own_words(_names_people):
        if said := _slip(owned, titles, names):
            yield report(owned.text.location, said[0], subject=owned.owner, hint=said[1], severity=Severity.WARNING)


@screen
def _leads_somewhere(owned: OwnedText) -> bool:
    return isinstance(owned.text, Prose) and any(links_of(owned.text))


@screen
def _names_people(owned: OwnedText) -> bool:
    """Whether a text says in words who somebody is; who a task is for is the id of a role."""
    return isinstance(owned.text, Line) and owned.field.rpartition(".")[2] in _PEOPLE


def _slip(owned: OwnedText, titles: Mapping[str, str], known: list[str]) -> tuple[str, str] | None:
    """(message, hint) for people who are named by an id, by two ids without a comma, or by a role with a slip in it;
    `known` are ids and titles of roles in small letters."""
    who = str(owned.text)
    if _ID.fullmatch(who):
        hint = f"write it in words: {titles.get(who, who.replace('-', ' '))}"
        return f"{who!r} is shown as it is typed, and looks like an id", hint
    parts = who.split()
    if owned.field == "roles" and len(parts) > 1 and all(part in titles for part in parts):
        return f"a comma is missing between {parts[0]!r} and {parts[1]!r}", f"write [{', '.join(parts)}]"
    word = who.casefold()
    may_slip = word not in known and "{" not in word and len(word) < _LONG
    close = near_miss(word, known, certain=True) if may_slip else ""
    if close and not word.startswith(close) and not close.startswith(word):
        return f"{who!r} is no role of rotation.yml", f"did you mean {close!r}?"
    return None


_LONG = 40
"""Letters of a sentence, which is no slip of a role's name."""


def _nameless_levels(programme: Programme, report: Report) -> Iterator[Problem]:
    """Levels that are asked for, and that the scale of the rotation does not name."""
    known = {one.level for one in programme.rotation.levels}
    asked: list[tuple[Node, str, Iterable[int | None]]] = [
        *((one, "levels", one.levels.values()) for one in programme.competencies()),
        *((module, "requires", module.requires.values()) for module in programme.modules),
        *((anchor, "level", (anchor.level,)) for module in programme.modules for anchor in module.rubric),
        *((phase, "level", (phase.level,)) for phase in programme.rotation.phases),
        *((one, "level", (one.level, _other_level(one))) for one in _computed(programme)),
    ]
    for node, field, levels in asked if known else ():
        for level in sorted({level for level in levels if level} - known):
            hint = f"name it under levels of rotation.yml, which has {', '.join(map(str, sorted(known)))}"
            yield report(node.place_of(field), f"level {level} has no name", subject=f"level {level}", hint=hint)


def _computed(programme: Programme) -> Iterator[LevelShare | LevelCount]:
    items = (item for part in programme.rotation.graduation for item in part.items)
    yield from (item.compute for item in items if isinstance(item.compute, LevelShare | LevelCount))


def _other_level(one: LevelShare | LevelCount) -> int | None:
    return one.share_level if isinstance(one, LevelShare) else one.taught


def _named_by_policy(client: Client, milestones: tuple[str, ...]) -> Iterator[tuple[str, Text, tuple[str, ...]]]:
    """(kind, id named, ids that there are); what has no list at all is left to the rule that wants the list."""
    policy = client.policy
    triggers, regimes = policy.escalation.hard_triggers or {}, policy.legal.regimes or ()
    laws = tuple(regime.id for regime in regimes)
    brands = tuple(brand.id for brand in policy.client.brands or ())
    channels = tuple(channel.id for channel in policy.centre.channels or ())
    yield from (("regime", one.law, laws) for one in triggers.values() if one.law)
    yield from (("regime", one.wording_of, laws) for one in policy.topics.approved or () if one.wording_of)
    yield from (("hard trigger", one.trigger, tuple(triggers)) for one in policy.topics.referred or () if one.trigger)
    for contact in (policy.escalation.contacts or {}).values():
        yield from (("hard trigger", id, tuple(triggers)) for id in contact.triggers)
    for outcome in policy.measures.outcomes or ():
        yield "brand", outcome.brand, brands
    for brand in policy.client.brands or ():
        yield from (("channel", id, channels) for id in brand.channels)
    yield from (("milestone", one.milestone, milestones) for one in policy.agency.handover or ())


def _dangling_in_policy(client: Client, milestones: tuple[str, ...], report: Report) -> Iterator[Problem]:
    for kind, id, known in _named_by_policy(client, milestones):
        if known and id not in known:
            message = f"{kind} {str(id)!r} does not exist at {client.id}"
            near = _near(id, tuple(str(one) for one in known))
            yield report(id.location, message, subject=f"{client.id}/{id}", hint=near)


def _dangling_links(text: Prose, known: dict[str, tuple[str, ...]], report: Report) -> Iterator[Problem]:
    for link in links_of(text):
        if link.id not in known[link.kind]:
            message = f"link to {link.kind} {link.id!r}, which does not exist"
            hint = _near(link.id, known[link.kind])
            yield report(text.at(link.start), message, subject=link.id, hint=hint)


def _near(id: str, known: tuple[str, ...]) -> str:
    there_are = f"there are: {', '.join(known[:12])}{' ...' if len(known) > 12 else ''}"
    return did_you_mean(id, known, there_are if known else "none is declared yet")
