"""Teaching, training and attesting: the chain is complete (L-60), and every knowledge check and drill has an answer
(L-64)."""

from collections.abc import Iterator

from immerse.checking.references import meant_id
from immerse.checking.rule import ERROR, Report, Visit, rule
from immerse.checking.scopes import each_competency, each_module, nodes
from immerse.model.base import Node, OneOf
from immerse.model.book import NOBODY
from immerse.model.competency import Competency
from immerse.model.drill import Drill, Inject
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.module import Module
from immerse.model.programme import Programme
from immerse.model.rotation import GraduationItem
from immerse.model.subject import Subject


def _declaring(context: Subject) -> Iterator[Visit[Node]]:
    """Everything that has `uses`."""
    programme = context.programme
    yield Visit(programme.curriculum, "curriculum", node=programme.curriculum)
    yield Visit(programme.rotation, "rotation", node=programme.rotation)
    parts: list[Node] = [
        *programme.modules, *programme.lessons(), *_tasks(programme), *programme.checks(), *programme.playbooks,
        *_graduation_items(programme),
    ]  # fmt: skip
    yield from (Visit(part, str(getattr(part, "id")), node=part) for part in parts)  # noqa: B009


def _tasks(programme: Programme) -> Iterator[Drill | Inject]:
    yield from programme.drills()
    yield from programme.injects()


def _graduation_items(programme: Programme) -> Iterator[GraduationItem]:
    for part in programme.rotation.graduation:
        yield from part.items


@rule("L-60", ERROR, each=_declaring)
def incomplete_chain(part: Node, report: Report) -> None:
    """Every competency is taught, trained and attested; every page lists exactly the settings that it uses.

    A competency that no lesson teaches or no drill trains is never practised (warning). One without an attester or
    evidence cannot be signed, nor can a graduation item that nobody attests (error). The policy box, the digests and
    the release notes rely on `uses`, so it must list exactly what the texts, conditions and filters read, over all
    branches (error).

    Bad:  uses: [response.targets]       with a text that also reads centre.desks through the filter `due`
    Good: uses: [centre.desks, response.targets]
    """
    declared: set[str] = set(getattr(part, "uses"))  # noqa: B009
    read = set(report.reads)
    known = read | declared if report.subject in report.context.unreadable else read
    wrong = []
    if lacking := sorted(read - declared):
        wrong.append(f"does not list {', '.join(lacking)}, which its texts read")
    if unused := sorted(declared - known):
        wrong.append(f"lists {', '.join(unused)}, which no text reads")
    if wrong:
        hint = f"uses: [{', '.join(sorted(known))}]"
        report(f"`uses` of {report.subject} {', and '.join(wrong)}", at="uses", hint=hint)


def _untrained(context: Subject) -> Iterator[Visit[str]]:
    """The missing part of each competency that no lesson teaches or no drill trains."""
    programme = context.programme
    taught = {id for lesson in programme.lessons() for id in lesson.teaches}
    trained = {id for task in _tasks(programme) for id in task.trains}
    for competency in programme.competencies():
        chain = (("lesson teaches", taught), ("drill trains", trained))
        missing = [word for word, ids in chain if competency.id not in ids]
        if missing and not competency.id.startswith("ROT-"):
            yield Visit(" and no ".join(missing), str(competency.id), node=competency)


@incomplete_chain.also(_untrained)
def _without_practice(missing: str, report: Report) -> None:
    report.warn(f"no {missing} {report.subject}", hint="name it in a lesson's `teaches` or a drill's `trains`")


@incomplete_chain.also(each_competency)
def _attestable(competency: Competency, report: Report) -> None:
    if not competency.attested_by.all and not competency.attested_by.any:
        report(f"nobody attests {competency.id}", at="attested_by", hint="name roles under `all` or `any`")
    need = competency.evidence
    if need.observed > need.pieces:
        message = f"{competency.id} asks for {need.observed} observed of {need.pieces} pieces"
        report(message, at="evidence", hint="ask for at least as many pieces as observed ones")


@incomplete_chain.also(each_module)
def _rubric(module: Module, report: Report) -> None:
    levels = {anchor.level for anchor in module.rubric}
    scale = {level.level for level in report.context.programme.rotation.levels}
    lacking = [str(level) for level in (2, 3, 4, 5) if level not in levels]
    if lacking and levels <= scale:
        message = f"the rubric of {module.id} has no anchor for level {', '.join(lacking)}"
        report(message, at="rubric", hint="say what that level looks like")


@incomplete_chain.also(nodes(_graduation_items))
def _signed(item: GraduationItem, report: Report) -> None:
    signers = {*item.attested_by.all, *item.attested_by.any} - {NOBODY}
    if item.kind == "attested" and not signers:
        hint = "name roles under `all` or `any`, or write `kind: computed`"
        report(f"nobody signs {item.id}", at="attested_by", hint=hint)
    if item.kind == "computed" and item.compute is None and not signers:
        hint = "state under `compute` what it is computed from, or under attested_by who confirms it"
        report(f"{item.id} is computed, but nothing says from what", at="kind", hint=hint)
    if item.kind == "attested" and item.computed_from is not None:
        hint = "delete computed_from, or write `kind: computed`; a computed item has no signature"
        report(f"{item.id} is attested, but has computed_from", at="computed_from", hint=hint)


@rule("L-64", ERROR, each=nodes(Programme.checks))
def unanswerable_check(check: KnowledgeCheck, report: Report) -> None:
    """Every knowledge check has an answer among its options and a reason; drills and injects say what is expected.

    A question tagged `policy` must really depend on policy (warning), and one whose answer depends on policy is tagged,
    because such questions are asked again when the policy changes.

    Bad:  answer: {option: d, rationale: ...}   where the options are a, b and c
    Good: answer: {option: b, rationale: A card number in public is a safety matter, not criticism.}
    """
    ids = check.option_ids
    for option in check.unknown_answers:
        message = f"the answer of {check.id} is option {option!r}, which is not among its options"
        report(message, at=option, hint=meant_id(option, ids))
    if len(set(ids)) < len(ids):
        report(f"two options of {check.id} have the same id", at="options")
    if "policy" in check.tags and not report.reads:
        message = f"{check.id} is tagged policy, but neither its texts nor its answer read a setting"
        report.warn(message, at="tags", hint="drop the tag, or let the answer depend on policy")
    if isinstance(check.answer, OneOf) and "policy" not in check.tags:
        message = f"the answer of {check.id} depends on policy, but it is not tagged policy"
        report.warn(message, hint="tags: [policy]")


@unanswerable_check.also(nodes(_tasks))
def _expected(task: Drill | Inject, report: Report) -> None:
    if not task.expected:
        report(f"{task.id} does not say what is expected", hint="add `expected`")
