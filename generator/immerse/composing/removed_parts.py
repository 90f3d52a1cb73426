"""Removes references to nodes that conditions and the overlay left out of a client's edition."""

from immerse.model.id_slots import id_kinds
from immerse.model.programme import Programme
from immerse.model.pruning import pruned
from immerse.model.references import ids_by_kind

_NAMED = id_kinds(Programme, defined=False)


def removed_from(before: Programme, after: Programme) -> dict[str, set[str | int]]:
    """Kind -> the ids that `before` defines and `after` does not, for kinds that something references."""
    known, left = ids_by_kind(before), ids_by_kind(after)
    removed = {kind: known[kind].keys() - left.get(kind, {}).keys() for kind in known.keys() & _NAMED}
    return {kind: ids for kind, ids in removed.items() if ids}


def without_removed_references(before: Programme, after: Programme) -> Programme:
    """`after` without dangling references to ids that only `before` defines.

    A node that requires such a reference is removed as well: the check of a removed competency, a drill that trains
    removed competencies only.
    """
    removed = removed_from(before, after)
    if not removed:
        return after
    folders = {module.folder.rpartition("/")[2] for module in before.modules}
    folders -= {module.folder.rpartition("/")[2] for module in after.modules}
    named = tuple(name for name in after.curriculum.modules if name not in folders)
    curriculum = after.curriculum.model_copy(update={"modules": named})
    left = pruned(after.model_copy(update={"curriculum": curriculum}), removed)
    if left is None:
        raise AssertionError("removing parts left no programme")
    return left
