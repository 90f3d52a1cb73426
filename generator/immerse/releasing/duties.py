"""The duties of each group of people after the changes from one release to another."""

from collections.abc import Iterator

from immerse.model.comparison import Duty, DutyKind, ItemChange, ItemClass, ReleaseComparison, Who

REDO, READ, NOTHING = DutyKind.REDO, DutyKind.READ_AGAIN, DutyKind.NOTHING

_TRAINEES = {ItemClass.EDITORIAL: NOTHING, ItemClass.RAISED: REDO, ItemClass.NEW: REDO}
"""Class of a change of an item that still exists -> the duty of trainees; they read every other change again."""


def duties(comparison: ReleaseComparison) -> tuple[Duty, ...]:
    """The duties of every group, the heaviest first.

    A trainee does not repeat an item that merged or split: whoever met the parts met the whole, and vice versa.
    """
    result: list[Duty] = []
    for who in Who:
        by_kind: dict[DutyKind, dict[str, None]] = {}
        for kind, id in _kinds(comparison, who):
            by_kind.setdefault(kind, {})[id] = None
        done: set[str] = set()
        for kind in DutyKind:
            ids = tuple(id for id in by_kind.get(kind, ()) if id not in done)
            done.update(ids)
            if ids and kind is not NOTHING:
                result.append(Duty(who, kind, ids))
        if not any(duty.who is who for duty in result):
            result.append(Duty(who, NOTHING, ()))
    return tuple(result)


def _kinds(comparison: ReleaseComparison, who: Who) -> Iterator[tuple[DutyKind, str]]:
    carried = (ItemClass.MERGED, ItemClass.SPLIT)
    inherited = {id for item in comparison.items if item.item_class in carried for id in item.successors}
    for item in comparison.items:
        yield _of_item(item, who, inherited), item.id
    if who is Who.ALUMNI:
        return
    for acknowledgement in comparison.acknowledgements:
        yield DutyKind.ACKNOWLEDGE, acknowledgement.setting
    for setting in comparison.settings:
        yield READ, setting.key
    items_alone = {item.page for item in comparison.items} - {block.page for block in comparison.blocks}
    for page in comparison.pages:
        if page.how != "removed" and not (page.how == "changed" and page.address in items_alone):
            yield READ, page.address


def _of_item(item: ItemChange, who: Who, inherited: set[str]) -> DutyKind:
    if item.mandatory and item.how != "removed":
        return REDO
    if who is Who.ALUMNI:
        return NOTHING
    if who is Who.MENTORS:
        # Mentors attest by the items, so they read every change of meaning.
        return NOTHING if item.item_class is ItemClass.EDITORIAL else READ
    if item.id in inherited:
        return READ
    if item.how == "removed":
        return NOTHING
    return _TRAINEES.get(item.item_class, READ)
