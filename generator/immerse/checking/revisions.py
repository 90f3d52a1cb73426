"""What an author says of changes: ids that stay what they are, and changes that are declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immerse.checking.rule import Report, rule
from immerse.model.changes import Change, Retired
from immerse.model.release import version_key
from immerse.model.revised import RevisedItem, belongs_to, known_ids, revised_items
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity


@rule("L-69", Severity.ERROR)
def undeclared_change(subject: Subject, report: Report) -> Iterable[Problem]:
    """An id keeps its meaning, and each change of an item is declared.

    A trainee's record says `TRI-5, met`. That is worth something as long as TRI-5 asks what it asked on that day. So a
    competency, a drill, a step of a playbook and a graduation item carry `changes:`, each with a class: `editorial`,
    `clarified`, `raised` or `new`. With one that is raised or mandatory `rev` goes up by one. An id that is gone stands
    in `retired:` of curriculum.yml with what replaces it, and is never given to anything else.

    immerse check judges what can be seen in the files: an id that is retired and used, a successor that does not exist,
    a rev that did not go up, a version that curriculum.yml has not reached. immerse diff compares with the last release
    as well: an item that changed without a class, and an id that vanished.

    Bad:  TRI-5 asks for ten samples in place of five, and nothing says so
    Good: rev: 2
          changes: [{version: 1.4.0, class: raised, what: Ten samples are scored in place of five.}]
    """
    version = str(subject.programme.curriculum.version)
    for item in revised_items(subject.programme):
        yield from _of_item(item, version, report)
    yield from _of_retired(subject, version, report)


def _of_item(item: RevisedItem, version: str, report: Report) -> Iterator[Problem]:
    node = item.node
    for change in node.changes:
        yield from _too_early(change, item.id, version, report)
    versions = [version_key(change.version) for change in node.changes]
    if versions != sorted(versions):
        hint = "put the oldest change first"
        yield report(node.place_of("changes"), f"{item.id}: changes are not in order", subject=item.id, hint=hint)
    least = 1 + sum(change.raises for change in node.changes)
    if node.rev < least:
        message = f"{item.id} has rev {node.rev}, and {least - 1} of its changes are raised or mandatory"
        place = node.place_of("rev" if "rev" in node.model_fields_set else "changes")
        yield report(place, message, subject=item.id, hint=f"write rev: {least}")


def _of_retired(subject: Subject, version: str, report: Report) -> Iterator[Problem]:
    known = known_ids(subject.programme)
    retired = subject.programme.curriculum.retired
    for entry in retired:
        id = str(entry.id)
        yield from _too_early(entry, id, version, report)
        if used := sorted(one for one in known if belongs_to(one, id)):
            message = f"{id} is retired, and {'is' if used[0] == id else f'{used[0]} is'} in use"
            yield report(entry.id.location, message, subject=id, hint="give what is in use an id that was never used")
    wholes = {str(entry.id) for entry in retired}
    for entry in retired:
        for one in (entry.replaced_by, entry.merged_into, *entry.split_into):
            if one and one not in known and not any(belongs_to(one, whole) for whole in wholes):
                message = f"{entry.id} leads to {one}, which does not exist"
                yield report(one.location, message, subject=str(entry.id), hint="name an item that is there")


def _too_early(said: Change | Retired, id: str, version: str, report: Report) -> Iterator[Problem]:
    if version_key(said.version) > version_key(version):
        message = f"{id} changes with {said.version}, and the curriculum is at {version}"
        hint = f"raise version: in curriculum.yml to {said.version}"
        yield report(said.version.location, message, subject=id, hint=hint)
