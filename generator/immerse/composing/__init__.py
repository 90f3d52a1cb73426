"""Composes one client's edition from a programme and the client's policy; pure, and the same for the same input.

No file is read here. model/policy declares what the settings mean; rendering decides how an edition looks.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from immerse.composing.book import book_of
from immerse.composing.computed import with_statements
from immerse.composing.conditions import judge_choice, judge_condition, judge_for_clients
from immerse.composing.dependent_parts import DependentParts
from immerse.composing.lengths import too_long
from immerse.composing.load import judge_load
from immerse.composing.overlay import Overlaying
from immerse.composing.removed_parts import without_removed_references
from immerse.composing.resolving import PLACEHOLDER_RULE, Resolver
from immerse.composing.sources import SourcePart, is_decisive, survey
from immerse.composing.tasks import judge_tasks
from immerse.composing.view import for_trainees, texts_of
from immerse.composing.windows import in_client_weeks
from immerse.expressions.expression_errors import MissingValue
from immerse.expressions.placeholders import inspect, reads_of
from immerse.expressions.reading import read_condition, reads_of_decision
from immerse.model.base import Node, OneOf, walk_texts
from immerse.model.decision import Computed, DecisionTable
from immerse.model.edition import Client, Edition
from immerse.model.lesson import Lesson
from immerse.model.playbook import Playbook
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import marked
from immerse.model.policy.setting_marks import NEEDED
from immerse.model.programme import Programme
from immerse.model.rotation import GraduationItem
from immerse.model.signoff import SignoffBase
from immerse.model.site_view import View
from immerse.model.text import Condition, Line, Prose, Text
from immerse.problems import Location, Problem, each_once, errors


class Analysis(NamedTuple):
    """The settings that a programme reads, and its problems, over all branches and independently of clients."""

    reads: dict[str, tuple[str, ...]]
    """Source id -> setting keys that its texts, conditions and filters read, sorted; exempt keys are left out."""
    problems: tuple[Problem, ...]
    """Unknown names and filters, expressions that cannot be read, conditions that can never hold."""
    decisive: tuple[SourcePart, ...]
    """Everything that depends on conditions."""


def analyse(programme: Programme) -> Analysis:
    """Read every expression of a programme, without a client."""
    reads: dict[str, set[str]] = defaultdict(set)
    problems: list[Problem] = []
    decisive: list[SourcePart] = []
    contract = programme.contract()
    for part in survey(programme):
        keys = reads[part.source]  # lists every source, even one that reads nothing
        if _is_analysed(type(part.value)):
            keys |= _reads(part, contract)
            problems += _judge(part, contract)
        if is_decisive(part.value):
            decisive.append(part)
    reads.pop("", None)
    in_order = {source: tuple(sorted(keys)) for source, keys in reads.items()}
    return Analysis(in_order, each_once(problems), tuple(decisive))


def judge_lesson(lesson: Lesson, contract: type[Policy]) -> tuple[Problem, ...]:
    """The problems that `analyse` finds in one lesson."""
    return each_once(problem for part in survey(lesson) for problem in _judge(part, contract))


def overlay_reads(client: Client) -> tuple[str, ...]:
    """The settings that a client's overlay reads, sorted; expressions with faults are reported when it is composed."""
    contract = type(client.policy)
    texts = (text for text in walk_texts(client.overlay) if isinstance(text, (Line, Prose)))
    return tuple(sorted({key for text in texts for key in reads_of(text, contract)}))


@cache
def _is_analysed(kind: type[Node | Text]) -> bool:
    """Whether `_reads` and `_judge` look at values of a type; most nodes only hold others."""
    return issubclass(kind, Line | Prose | Condition | Computed | OneOf | DecisionTable | SignoffBase | GraduationItem)


def _reads(part: SourcePart, contract: type[Policy]) -> set[str]:
    if isinstance(part.value, Condition):
        return set(read_condition(str(part.value), contract).reads)
    if isinstance(part.value, Computed):
        return set(reads_of_decision(part.value.expression))
    if isinstance(part.value, DecisionTable):
        return set(part.value.rests_on)
    if isinstance(part.value, SignoffBase | GraduationItem):
        return set(filter(None, [part.value.reads]))
    return reads_of(part.value, contract) if isinstance(part.value, (Line, Prose)) else set()


def _judge(part: SourcePart, contract: type[Policy]) -> Iterator[Problem]:
    value = part.value
    if isinstance(value, Condition):
        yield from judge_condition(value, part.conditions, part.source, contract)
    elif isinstance(value, (Line, Prose)):
        for location, fault in inspect(value, part.for_mentors, contract):
            yield Problem(location, PLACEHOLDER_RULE, fault.message, hint=fault.hint, subject=part.source)
    elif isinstance(value, OneOf):
        yield from judge_choice(value, part.source)


def judge_conditions(decisive: Iterable[SourcePart], clients: tuple[Client, ...]) -> tuple[Problem, ...]:
    """The problems of conditions for these clients; `decisive` is from the programme's analysis.

    A choice with a hole or an overlap, and a module without a lesson, are errors that name the client; a condition that
    holds for none of the clients is a note.
    """
    return each_once(judge_for_clients(decisive, clients))


def compose(
    programme: Programme,
    client: Client,
    view: View,
    on: date,
    dependent: DependentParts | None = None,
    values: dict[str, Any] | None = None,
) -> tuple[Edition | None, tuple[Problem, ...]]:
    """One client's edition in one view, or the problems that prevent it.

    Args:
        programme: As loaded, the same for all clients; it is not changed.
        client: The one client whose policy, overlay and look are used.
        view: For trainees or for mentors.
        on: The day on which the edition is made.
        dependent: Empty for the first client of this programme and passed on to the next ones, so that the parts that
            depend on the client are found once.
        values: Values of the client's placeholders and conditions that are known; others are evaluated and added.

    Returns:
        The edition, or None where a problem is an error; and the problems, sorted.
    """
    overlaying = Overlaying(programme, client)
    resolver = Resolver(client, dependent or DependentParts(), {} if values is None else values)
    resolved = resolver.resolve(overlaying.lay())
    collected = (*overlaying.problems, *resolver.problems, *resolver.missing_values(), *_unset(client))
    problems = each_once((*collected, *too_long(resolved, client)))
    _add_unresolved_reads(resolver.reads, resolved)
    rotation = client.policy.rotation
    if errors(problems) or rotation.track is None or rotation.weeks is None:
        return None, problems
    whole = without_removed_references(programme, resolved)
    whole = in_client_weeks(whole, str(rotation.track), rotation.weeks, rotation.minimums)
    whole = with_statements(whole, client.policy)
    problems = each_once((*problems, *judge_tasks(whole, client)))
    if errors(problems):
        return None, problems
    edition = _edition(whole, client, on, resolver, overlaying)
    problems = each_once((*problems, *judge_load(edition.book, client, whole.rotation.effort)))
    return cut(edition, view), problems


def _edition(whole: Programme, client: Client, on: date, resolver: Resolver, overlaying: Overlaying) -> Edition:
    """The mentor's edition of a programme that is resolved and on the client's calendar."""
    return Edition(
        client=client,
        view=View.MENTOR,
        on=on,
        programme=whole,
        book=book_of(whole, client.policy),
        reads={source: tuple(sorted(keys)) for source, keys in resolver.reads.items() if source},
        outcomes=tuple(resolver.outcomes),
        overlay_notes=tuple(overlaying.notes),
        **texts_of(whole),
    )


def unset_values(programme: Programme, client: Client) -> tuple[tuple[str | int, ...], ...]:
    """The values that the programme reads for this client and that nobody has set, as paths of keys."""
    resolver = Resolver(client)
    resolver.resolve(programme)
    return tuple(resolver.missing)


def _add_unresolved_reads(reads: dict[str, set[str]], resolved: Programme) -> None:
    """Add the settings that are read by nodes without a placeholder or a condition."""
    for playbook in resolved.playbooks:
        reads[str(playbook.id)].update(_read_by_tables(playbook))
    reads["rotation"].update(filter(None, (rule.reads for rule in resolved.rotation.signoff_rules)))
    for item in (item for part in resolved.rotation.graduation for item in part.items):
        reads[str(item.id)].update(filter(None, [item.reads]))


def _read_by_tables(playbook: Playbook) -> Iterator[str]:
    """Settings that a playbook's facts and tables read; they stay unresolved until facts are stated."""
    for table in playbook.decision_tables:
        yield from table.rests_on
    for text in walk_texts((playbook.facts, playbook.decision_tables)):
        if isinstance(text, Computed):
            yield from reads_of_decision(text.expression)


def cut(edition: Edition, view: View) -> Edition:
    """A mentor's edition cut to `view`: for trainees without what only mentors see."""
    if view is View.MENTOR:
        return edition
    programme = for_trainees(edition.programme)
    shown = tuple(outcome._replace(title="", has_title=False) for outcome in edition.outcomes if outcome.shown)
    return replace(edition, view=view, programme=programme, outcomes=shown, **texts_of(programme))


def _unset(client: Client) -> Iterator[Problem]:
    file = f"{client.folder}/policy.yml"
    for key in marked(NEEDED):
        group, name = key.split(".")
        if getattr(getattr(client.policy, group), name) is None:
            message, hint = f"{key} is not set for {client.id}; every edition shows it", MissingValue((key,)).hint(file)
            yield Problem(Location(file), PLACEHOLDER_RULE, message, hint=hint, subject=key)
