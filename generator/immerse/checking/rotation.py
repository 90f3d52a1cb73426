"""What is taught, trained, measured and asked: nothing may be missing from the chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.rule import Report, rule
from immerse.model.base import Node, OneOf
from immerse.model.book import NOBODY
from immerse.model.competency import Competency
from immerse.model.drill import Drill, Inject
from immerse.model.knowledge_check import Answer, KnowledgeCheck, Option
from immerse.model.rotation import GraduationItem
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity


def _declaring(subject: Subject) -> Iterator[tuple[str, Node, tuple[str, ...]]]:
    """(source id, node, its declared `uses`) for everything that declares what it uses."""
    programme = subject.programme
    yield "curriculum", programme.curriculum, programme.curriculum.uses
    yield "rotation", programme.rotation, programme.rotation.uses
    for module in programme.modules:
        yield module.id, module, module.uses
    parts: list[Node] = [
        *programme.lessons(), *programme.drills(), *programme.injects(), *programme.checks(), *programme.playbooks,
        *(item for part in programme.rotation.graduation for item in part.items),
    ]  # fmt: skip
    for part in parts:
        yield str(getattr(part, "id")), part, getattr(part, "uses")  # noqa: B009


@rule("L-60", Severity.ERROR)
def incomplete_chain(subject: Subject, report: Report) -> Iterable[Problem]:
    """Every competency is taught, trained and attested; every page says exactly which settings it uses.

    A competency that no lesson teaches or no drill trains is a promise without practice (warning). One without an
    attester or evidence cannot be signed, nor a graduation item that is attested by nobody (error). `uses` is what
    the policy box, the digests and the release notes rest on, so it must equal what the texts, conditions and filters
    read, over all branches (error).

    Bad:  uses: [response.targets]       with a text that also reads centre.desks through the filter `due`
    Good: uses: [centre.desks, response.targets]
    """
    yield from _uses(subject, report)
    programme = subject.programme
    taught = {id for lesson in programme.lessons() for id in lesson.teaches}
    tasks: list[Drill | Inject] = [*programme.drills(), *programme.injects()]
    trained = {id for task in tasks for id in task.trains}
    for competency in programme.competencies():
        chain = (("lesson teaches", taught), ("drill trains", trained))
        missing = [word for word, ids in chain if competency.id not in ids]
        if missing and not competency.id.startswith("ROT-"):
            message = f"no {' and no '.join(missing)} {competency.id}"
            hint = "name it in a lesson's `teaches` or a drill's `trains`"
            yield report(competency.location, message, subject=competency.id, hint=hint, severity=Severity.WARNING)
        yield from _attestable(competency, report)
    for module in programme.modules:
        levels = [anchor.level for anchor in module.rubric]
        if lacking := [str(level) for level in (2, 3, 4, 5) if level not in levels]:
            message = f"the rubric of {module.id} has no anchor for level {', '.join(lacking)}"
            yield report(module.place_of("rubric"), message, subject=module.id, hint="say what that level looks like")
    for part in programme.rotation.graduation:
        for item in part.items:
            yield from _signed(item, report)


def _uses(subject: Subject, report: Report) -> Iterator[Problem]:
    for id, node, declared in _declaring(subject):
        read = set(subject.reads.get(id, ()))
        if lacking := sorted(read - set(declared)):
            message = f"the texts of {id} read {', '.join(lacking)}, which `uses` does not list"
            yield report(node.place_of("uses"), message, subject=id, hint=f"uses: [{', '.join(sorted(read))}]")
        if unused := sorted(set(declared) - read):
            message = f"`uses` of {id} lists {', '.join(unused)}, which no text reads"
            yield report(node.place_of("uses"), message, subject=id, hint=f"uses: [{', '.join(sorted(read))}]")


def _attestable(competency: Competency, report: Report) -> Iterator[Problem]:
    attesters = competency.attested_by
    if not attesters.all and not attesters.any:
        message = f"nobody attests {competency.id}"
        place = competency.place_of("attested_by")
        yield report(place, message, subject=competency.id, hint="name roles under `all` or `any`")
    if competency.evidence.observed > competency.evidence.pieces:
        need = competency.evidence
        message = f"{competency.id} asks for {need.observed} observed of {need.pieces} pieces"
        place = competency.place_of("evidence")
        yield report(place, message, subject=competency.id, hint="ask for at least as many pieces as observed ones")


def _signed(item: GraduationItem, report: Report) -> Iterator[Problem]:
    signers = {*item.attested_by.all, *item.attested_by.any} - {NOBODY}
    if item.kind == "attested" and not signers:
        hint = "name roles of people under `all` or `any`, or say `kind: computed`"
        yield report(item.place_of("attested_by"), f"nobody signs {item.id}", subject=item.id, hint=hint)
    if item.kind == "computed" and item.compute is None and not signers:
        message = f"{item.id} is computed, and nothing says from what"
        hint = "say under `compute` what a program computes it from, or under attested_by who confirms it"
        yield report(item.place_of("kind"), message, subject=item.id, hint=hint)
    if item.kind == "attested" and item.computed_from is not None:
        message = f"{item.id} is attested, and says what it is computed from"
        hint = "delete computed_from, or say `kind: computed`; a computed item has no signature"
        yield report(item.place_of("computed_from"), message, subject=item.id, hint=hint)


def _options(check: KnowledgeCheck) -> Iterator[Option]:
    for option in check.options:
        if isinstance(option, OneOf):
            yield from (*option.one_of, *([option.otherwise] if option.otherwise else []))
        else:
            yield option


def _answers(check: KnowledgeCheck) -> Iterator[Answer]:
    if isinstance(check.answer, OneOf):
        yield from (*check.answer.one_of, *([check.answer.otherwise] if check.answer.otherwise else []))
    else:
        yield check.answer


@rule("L-64", Severity.ERROR)
def unanswerable_check(subject: Subject, report: Report) -> Iterable[Problem]:
    """Every knowledge check has an answer among its options and a reason; drills and injects say what is expected.

    A question tagged `policy` must really depend on policy (warning), and one whose answer depends on policy is tagged,
    because such questions are asked again when the policy changes.

    Bad:  answer: {option: d, rationale: ...}   where the options are a, b and c
    Good: answer: {option: b, rationale: A card number in public is a safety matter, not criticism.}
    """
    for check in subject.programme.checks():
        ids = [option.id for option in _options(check)]
        for answer in _answers(check):
            if answer.option not in ids:
                message = f"the answer of {check.id} is option {str(answer.option)!r}, which is not among its options"
                hint = f"options: {', '.join(ids)}"
                yield report(answer.place_of("option"), message, subject=check.id, hint=hint)
        if len(set(ids)) < len(ids):
            yield report(check.place_of("options"), f"two options of {check.id} have the same id", subject=check.id)
        reads = bool(subject.reads.get(check.id))
        if "policy" in check.tags and not reads:
            message = f"{check.id} is tagged policy, but neither its texts nor its answer read a setting"
            hint = "drop the tag, or let the answer depend on policy"
            yield report(check.place_of("tags"), message, subject=check.id, hint=hint, severity=Severity.WARNING)
        if isinstance(check.answer, OneOf) and "policy" not in check.tags:
            message = f"the answer of {check.id} depends on policy, but it is not tagged policy"
            yield report(check.location, message, subject=check.id, hint="tags: [policy]", severity=Severity.WARNING)
    tasks: list[Drill | Inject] = [*subject.programme.drills(), *subject.programme.injects()]
    for task in tasks:
        if not task.expected:
            yield report(
                task.location, f"{task.id} does not say what is expected", subject=task.id, hint="add `expected`"
            )
