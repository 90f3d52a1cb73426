"""The checklist book: the items that a trainee is measured by, each with a digest of its meaning for this client.

The digest covers the resolved normative text and the effective values of the settings in `uses`, so a changed
trigger is a changed item; lesson prose and mentor notes are not in it, so the book is the same in both views.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from immerse.composing.book_frame import STRAND, frame_of, gate_of_part
from immerse.composing.computed import facts_of
from immerse.composing.delegates import delegates_of, undelegated_gate
from immerse.composing.digests import digest_of, hash_of
from immerse.composing.tasks import tasks_of
from immerse.model.base import Node
from immerse.model.book import Book, Item
from immerse.model.competency import Attesters, Competency
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.rotation import GraduationItem, GraduationPart, Rotation
from immerse.model.signoff import AttesterCount, rule_of
from immerse.words.english import join


def book_of(programme: Programme, policy: Policy) -> Book:
    """The book of a resolved programme.

    Args:
        programme: Resolved for the client, before a view is cut.
        policy: The client's; `client`, `rotation` and `site.release` must be set.
    """
    items = tuple(_items(programme, policy))
    release, client, rotation = policy.site.release, policy.client, policy.rotation
    if release is None or client.id is None or client.name is None or not rotation.track or not rotation.weeks:
        raise ValueError("a book needs client, rotation and site.release")
    return Book(
        client=str(client.id),
        client_name=str(client.name),
        core_version=str(programme.curriculum.version),
        policy_version=str(release.policy_version),
        effective=release.effective.isoformat(),
        track=str(rotation.track),
        weeks=rotation.weeks,
        **frame_of(programme, policy),
        path_items=_path_items(programme.rotation, items),
        items=items,
        digest=digest_of([[item.id, item.digest] for item in items]),
        tasks=tasks_of(programme, policy),
    )


def _path_items(rotation: Rotation, items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    ids = [item.id for item in items]
    return {str(path.id): tuple(id for id in ids if id in path.items) for path in rotation.paths if path.items}


def effective(policy: Policy, key: str) -> Any:
    """A setting's value as JSON; absent parts are left out, so that a new optional part changes no digest."""
    group, _, name = key.partition(".")
    return _as_json(getattr(getattr(policy, group, None), name, None))


def _as_json(value: Any) -> Any:
    if isinstance(value, Node):
        return value.model_dump(mode="json", exclude_none=True)
    if isinstance(value, tuple):
        return [_as_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _as_json(item) for key, item in value.items()}
    return value if isinstance(value, (bool, int, float)) or value is None else str(value)


def _items(programme: Programme, policy: Policy) -> Iterator[Item]:
    for module in programme.modules:
        for competency in module.competencies:
            yield _competency(competency, str(module.id), programme.rotation, policy)
    for competency in programme.rotation.competencies:
        yield _competency(competency, STRAND, programme.rotation, policy)
    for part in programme.rotation.graduation:
        for item in part.items:
            yield _graduation(item, part, programme, policy)


def _competency(competency: Competency, module: str, rotation: Rotation, policy: Policy) -> Item:
    gates = [gate for gate in rotation.gates if gate.id in competency.levels]
    levels = tuple((str(gate.id), competency.levels[gate.id]) for gate in gates)
    meaning = competency_meaning(competency, policy)
    return Item(
        id=str(competency.id),
        kind="competency",
        module=module,
        title=str(competency.title),
        statement=str(competency.statement),
        criterion=str(competency.criterion),
        steps=_texts(competency.steps),
        phase=str(gates[0].after or "") if gates else "",
        gate=str(gates[0].id) if gates else "",
        levels=levels,
        level=levels[-1][1] if levels else 0,
        attest_all=_texts(competency.attested_by.all),
        attest_any=_texts(competency.attested_by.any),
        distinct_attesters=attesters_of(competency, rotation),
        evidence_pieces=competency.evidence.pieces,
        evidence_kinds=_texts(competency.evidence.kinds),
        evidence_observed=competency.evidence.observed,
        contexts=_texts(competency.contexts),
        critical=competency.critical,
        rare=competency.rare,
        uses=_texts(competency.uses),
        digest=digest_of(meaning),
        earlier=hash_of(meaning),
        rev=competency.rev,
        delegates=delegates_of(competency, policy),
        undelegated=undelegated_gate(rotation),
    )


def attesters_of(competency: Competency, rotation: Rotation) -> int:
    """The number of different people who attest a competency."""
    rule = rule_of(AttesterCount, rotation.signoff_rules)
    return rule.count if rule and (competency.critical or rule.among == "every") else 1


def competency_meaning(competency: Competency, policy: Policy) -> dict[str, Any]:
    """The input of a competency's digest; `settings` has the effective values of its `uses`."""
    steps = {"steps": list(_texts(competency.steps))} if competency.steps else {}
    return {
        "id": str(competency.id),
        "statement": str(competency.statement),
        "criterion": str(competency.criterion),
        **steps,
        "evidence": _as_json(competency.evidence) | {"kinds": sorted(competency.evidence.kinds)},
        "levels": _as_json(competency.levels),
        "attesters": _attesters(competency.attested_by),
        "settings": {str(key): effective(policy, key) for key in competency.uses},
    }


def _attesters(attesters: Attesters) -> dict[str, list[str]]:
    return {"all": sorted(attesters.all), "any": sorted(attesters.any)}


def graduation_meaning(item: GraduationItem, policy: Policy) -> dict[str, Any]:
    """The input of a graduation item's digest; `settings` has the effective values of its `uses`."""
    return {
        "id": str(item.id),
        "statement": str(item.statement),
        "kind": item.kind,
        "attesters": _attesters(item.attested_by),
        "settings": {str(key): effective(policy, key) for key in item.uses},
    }


def _graduation(item: GraduationItem, part: GraduationPart, programme: Programme, policy: Policy) -> Item:
    gate = gate_of_part(part, programme.rotation)
    meaning = graduation_meaning(item, policy)
    return Item(
        id=str(item.id),
        kind="graduation",
        module=str(part.id),
        title=str(item.statement),
        statement=str(item.statement),
        phase=str(gate.after or "") if gate else "",
        gate=str(gate.id) if gate else "",
        attest_all=_texts(item.attested_by.all),
        attest_any=_texts(item.attested_by.any),
        distinct_attesters=max(1, len(item.attested_by.all)),
        uses=_texts(item.uses),
        digest=digest_of(meaning),
        earlier=hash_of(meaning),
        rev=item.rev,
        computed=item.kind == "computed",
        compute=facts_of(item, programme, policy),
        computed_from=_basis(item) if item.kind == "computed" else "",
    )


_EVERY = {
    "competency": "every competency",
    "critical": "every critical competency",
    "other": "every competency that is not critical",
}


def _basis(item: GraduationItem) -> str:
    """The basis of a computed item in words."""
    if item.computed_from is not None:
        return str(item.computed_from)
    competencies = [*([_EVERY[item.every_one]] if item.every_one else []), *_texts(item.competencies)]
    return f"the records of {join(competencies)}" if competencies else "the records"


def _texts(values: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(map(str, values))
