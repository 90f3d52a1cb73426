"""Changes of items: ids keep their meaning, and changes are declared (L-69)."""

from immerse.checking.references import meant_id
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import whole
from immerse.model.changes import Change, Retired
from immerse.model.release import version_key
from immerse.model.revised import RevisedItem, belongs_to, known_ids, revised_items
from immerse.model.subject import Subject


@rule("L-69", ERROR, each=whole)
def undeclared_change(context: Subject, report: Report) -> None:
    """An id keeps its meaning, and each change of an item is declared.

    A trainee's record says `TRI-5, met`. That is worth something as long as TRI-5 asks what it asked on that day. So a
    competency, a drill, a step of a playbook and a graduation item carry `changes:`, each with a class: `editorial`,
    `clarified`, `raised` or `new`. With one that is raised or mandatory `rev` goes up by one. An id that is removed is
    listed in `retired:` of curriculum.yml with what replaces it, and is never given to anything else.

    immerse check reports what the files show: an id that is retired and used, a successor that does not exist, a rev
    that did not go up, a version that curriculum.yml has not reached. immerse diff also compares with the last release:
    an item that changed without a class, and an id that is missing.

    Bad:  TRI-5 asks for ten samples in place of five, and nothing says so
    Good: rev: 2
          changes: [{version: 1.4.0, class: raised, what: Ten samples are scored in place of five.}]
    """
    for item in revised_items(context.programme):
        _of_item(item, report)
    _of_retired(context, report)


def _of_item(item: RevisedItem, report: Report) -> None:
    node = item.node
    for change in node.changes:
        _too_early(change, item.id, report)
    versions = [version_key(change.version) for change in node.changes]
    if versions != sorted(versions):
        message = f"{item.id}: changes are not in order"
        report(message, at=node.location_of("changes"), about=item.id, hint="put the oldest change first")
    least = 1 + sum(change.raises for change in node.changes)
    if node.rev < least:
        message = f"{item.id} has rev {node.rev}, but {least - 1} of its changes are raised or mandatory"
        place = node.location_of("rev" if "rev" in node.model_fields_set else "changes")
        report(message, at=place, about=item.id, hint=f"write rev: {least}")


def _of_retired(context: Subject, report: Report) -> None:
    known = known_ids(context.programme)
    retired = context.programme.curriculum.retired
    wholes = {str(entry.id) for entry in retired}
    for entry in retired:
        id = str(entry.id)
        _too_early(entry, id, report)
        if used := sorted(known_id for known_id in known if belongs_to(known_id, id)):
            message = f"{id} is retired, but {'is' if used[0] == id else f'{used[0]} is'} in use"
            report(message, at=entry.id, about=id, hint="give the item that is in use a new id")
        for successor in (entry.replaced_by, entry.merged_into, *entry.split_into):
            if successor and successor not in known and not any(belongs_to(successor, whole) for whole in wholes):
                message = f"{id} is replaced by {successor}, which does not exist"
                report(message, at=successor, about=id, hint=meant_id(successor, sorted(known)))


def _too_early(change: Change | Retired, id: str, report: Report) -> None:
    version = str(report.context.programme.curriculum.version)
    if version_key(change.version) > version_key(version):
        message = f"{id} changes with {change.version}, but the curriculum is at {version}"
        report(message, at=change.version, about=id, hint=f"raise version: in curriculum.yml to {change.version}")
