"""Maps the items of one release to those of a later one, with the effect on people who met them. Maps can be
composed."""

from collections.abc import Iterator, Mapping

from immerse.model.comparison import ItemClass
from immerse.model.release import version_key
from immerse.model.site_view import View
from immerse.releasing.change_classes import Classing
from immerse.releasing.migration_file import Effect, ItemMove, Migration
from immerse.releasing.release_facts import EDITOR, Declared, Facts, ItemFact, read_by

_EFFECTS: tuple[Effect, ...] = ("kept", "partial", "redo")
_FATES: dict[str, Effect] = {"merged": "kept", "split": "kept", "replaced": "redo", "retired": "kept"}


def migration(old: Facts, new: Facts, view: View | None = None) -> Migration:
    """The map from one release to a later one, as a view may show it; None is for an editor."""
    readers = view.value if view else EDITOR
    classing = Classing(old, new)
    before, after = read_by(readers, old.items), read_by(readers, new.items)
    moves: set[ItemMove] = set()
    for id, was in before.items():
        now = after.get(id)
        if now is None:
            moves |= {
                ItemMove(id, target, effect)
                for target, effect in _moves_of_removed(id, after, classing)
                if target in after
            }
        else:
            class_ = classing.of(was, now)
            redo = class_ is not None and class_.mandatory
            raised = class_ is not None and class_.item_class is ItemClass.RAISED
            moves.add(ItemMove(id, id, "redo" if redo else "partial" if raised else "kept"))
    mandatory = {id for id, now in after.items() if any(change.mandatory for change in classing.since(now))}
    return _made(new.client, (old.version, new.version), moves, set(before), set(after), mandatory)


def _moves_of_removed(id: str, items: Mapping[str, ItemFact], classing: Classing) -> Iterator[tuple[str, Effect]]:
    """The successors of an item, over several steps, and the effect of the steps together."""
    entry = classing.entry_of(id)
    if entry is None:
        return
    effect, retired = _FATES[entry.fate], version_key(entry.version)
    for successor in entry.successors:
        if successor in items:
            later = [change for change in items[successor].changes if version_key(change.version) > retired]
            yield successor, _heaviest(effect, *map(_of, later))
        else:
            for target, further in _moves_of_removed(successor, items, classing):
                yield target, _heaviest(effect, further)


def _of(change: Declared) -> Effect:
    return "redo" if change.mandatory else "partial" if change.declared == "raised" else "kept"


def _heaviest(*effects: Effect) -> Effect:
    return max(effects, key=_EFFECTS.index)


def composed(first: Migration, second: Migration) -> Migration:
    """The map from the old release of the first to the new release of the second."""
    moves = {
        ItemMove(move.old, after.new, _heaviest(move.effect, after.effect))
        for move in first.moves
        for after in second.moves
        if move.new == after.old
    }
    before = {move.old for move in first.moves} | set(first.retired)
    after = {move.new for move in second.moves} | set(second.added)
    mandatory = {move.new for move in second.moves if move.old in first.mandatory} | set(second.mandatory)
    return _made(second.client, (first.old, second.new), moves, before, after, mandatory)


def _made(
    client: str, versions: tuple[str, str], moves: set[ItemMove], before: set[str], after: set[str], mandatory: set[str]
) -> Migration:
    heaviest: dict[tuple[str, str], Effect] = {}
    for move in moves:
        pair = (move.old, move.new)
        heaviest[pair] = _heaviest(move.effect, heaviest.get(pair, "kept"))
    return Migration(
        client,
        *versions,
        moves=tuple(sorted(ItemMove(*pair, effect) for pair, effect in heaviest.items())),
        retired=tuple(sorted(before - {old for old, _ in heaviest})),
        added=tuple(sorted(after - {new for _, new in heaviest})),
        mandatory=tuple(sorted(mandatory)),
    )
