"""Judges the declarations beside the fields of the policy: expected values, relations, and the stricter side.

Each value is reported once, for the first declaration that it breaks.
"""

from collections.abc import Iterable, Iterator, Mapping

from immerse.checking.rule import Rule
from immerse.model.edition import Client
from immerse.model.policy.contract import declaring, setting_of, values_of
from immerse.model.policy.limits import Expected, NeedsEntries
from immerse.model.policy.looseness import Looser, looser_than_core
from immerse.model.policy.relations import Broken, broken_relations
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity
from immerse.words.english import join

_LOOSER = "L-24"
"""The rule that warns of values looser than the core default."""


def judge_declared(rules: Mapping[str, Rule], subject: Subject) -> Iterator[Problem]:
    """Violations of the declarations beside the fields of the policy, in settings that the programme reads; relations
    are also judged in those that pages and records use without a text that reads them."""
    for client in subject.clients:
        yield from _unexpected_values(rules, client, subject)
        yield from _missing_entries(rules, client, subject)
        broken = list(_first_of_each_value(client, subject))
        for relation in broken:
            yield _broken_relation(rules[relation.rule], client, relation)
        reported = {path for relation in broken for path in (relation.at.path, relation.other.path)}
        for looser in looser_than_core(client.policy, subject.core) if subject.core else ():
            if looser.answerable and looser.path not in reported and looser.setting in subject.used:
                yield _looser_value(rules[_LOOSER], client, looser)


def _unexpected_values(rules: Mapping[str, Rule], client: Client, subject: Subject) -> Iterator[Problem]:
    for field, expected in declaring(type(client.policy), Expected):
        if ".".join(field.keys[:2]) not in subject.used:
            continue
        for holder in values_of(field._replace(keys=field.keys[:-1]), client.policy):
            if fault := expected.fault(getattr(holder.value, field.name), field.type.limit.unit):
                path = f"{holder.path}.{field.name}"
                place = client.at_home(holder.value.location_of(field.name))
                message, hint = f"{path} {fault}; {expected.says}", expected.hint(field.name)
                id, severity = subject_of(client, path), Severity.WARNING if expected.warning else None
                yield rules[expected.rule].problem(place, message, subject=id, hint=hint, severity=severity)


def _missing_entries(rules: Mapping[str, Rule], client: Client, subject: Subject) -> Iterator[Problem]:
    for field, needs in declaring(type(client.policy), NeedsEntries):
        for choice in values_of(field, client.policy) if ".".join(field.keys) in subject.used else ():
            if fault := needs.fault(choice.value, choice.node):
                place, id = client.at_home(choice.node.location_of(choice.name)), subject_of(client, choice.path)
                hint = f"add to {join(needs.lists, 'or')}, or choose another {choice.name}"
                yield rules[needs.rule].problem(place, f"{choice.path} {fault}", subject=id, hint=hint)


def _broken_relation(rule: Rule, client: Client, broken: Broken) -> Problem:
    """A problem at the line of the value that the client set itself, which it can correct."""
    place = broken.at.node.location_of(broken.at.name)
    message, id = f"{broken.at.path} {broken.fault}", subject_of(client, broken.at.path)
    cause = f"{client.id}/{(broken.other if broken.too_small else broken.at).path}/less"
    hint = f"{broken.hint}; or {broken.beside} too" if broken.beside else broken.hint
    return rule.problem(client.at_home(place), message, subject=id, hint=hint, cause=cause)


def _first_of_each_value(client: Client, subject: Subject) -> Iterable[Broken]:
    """The broken relations, one for each value that the same rule asks to change in the same direction, with the
    farthest bound: one mistake is one problem, and independent ones are all reported."""
    first: dict[tuple[str, str, bool], Broken | None] = {}
    for broken in broken_relations(client.policy, client.policy.escalation.is_same_person):
        if not broken.always and setting_of(broken.at.path) not in subject.used:
            continue
        places = [value.node.location_of(value.name).path for value in (broken.at, broken.other)]
        if broken.turned and [place.startswith(f"{client.folder}/") for place in places] == [False, True]:
            broken = broken.turned
        change = (broken.rule, broken.at.path, broken.too_small)
        if change not in first:
            first = {(broken.rule, broken.other.path, not broken.too_small): None, **first, change: broken}
        elif (known := first.get(change)) and broken.nearest is not None:
            farther = broken if (broken.nearest > known.nearest) == broken.too_small else known
            first[change] = farther._replace(
                other=known.other, beside=join(filter(None, (known.beside, broken.beside)))
            )
    return filter(None, first.values())


def _looser_value(rule: Rule, client: Client, looser: Looser) -> Problem:
    """A warning; a note where the value has a `reason` and an `owner`."""
    message = f"{looser.path} {looser.ours} is looser than the core default {looser.core}"
    origin = client.origins.get(looser.path)  # the model does not know the line of an entry of a mapping
    place, id = client.at_home(origin.location if origin else looser.location), subject_of(client, looser.path)
    if looser.owner:
        message += f"; {looser.owner}: {looser.reason}"
        return rule.problem(place, message, subject=id, severity=Severity.INFO)
    hint = "tighten it, or add reason: ... and owner: ... beside it"
    return rule.problem(place, message, subject=id, hint=hint, severity=Severity.WARNING)


def subject_of(client: Client, path: str) -> str:
    """The subject that a waiver names: client and setting, a target's with its priority
    (`acme/response.targets.P2`)."""
    setting = setting_of(path)
    return f"{client.id}/{path.rpartition('.')[0] if setting == 'response.targets' else setting}"
