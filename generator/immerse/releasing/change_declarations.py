"""Changes that have to be declared before a release, with file, line and text to write, and the release's version."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from immerse.model.comparison import ItemChange, ItemClass, ReleaseComparison
from immerse.model.programme import Programme
from immerse.model.release import version_key
from immerse.model.revised import RevisedItem, belongs_to, revised_items
from immerse.problems import Location, Problem
from immerse.releasing.change_classes import Classing, is_other
from immerse.releasing.release_facts import EDITOR, Declared, Facts, ItemFact, read_by
from immerse.words.english import uncapitalized

RULE = "L-69"
ACKNOWLEDGED = "L-65"


def undeclared(old: Facts, new: Facts, programme: Programme) -> tuple[Problem, ...]:
    """Changes since the last release that the author of a programme has to declare.

    Args:
        old: The last release.
        new: The workspace as it is now.
        programme: As loaded.
    """
    before, after = read_by(EDITOR, old.items), read_by(EDITOR, new.items)
    written = {item.id: item for item in revised_items(programme)}
    classing, problems = Classing(old, new), list[Problem]()
    text = _Texts(old, programme)
    for id in sorted(before.keys() & after.keys() & written.keys()):
        problems += _of_item(before[id], after[id], written[id], text, classing)
    problems += _vanished(old, new, programme)
    return tuple(sorted(problems))


class _Texts:
    """The last release and the version to declare, in the words of messages."""

    def __init__(self, old: Facts, programme: Programme) -> None:
        self.since = f"since {old.version}" if old.version else "since the last release"
        now = str(programme.curriculum.version)
        major, minor, _ = version_key(old.core_version)
        is_raised = version_key(now) > version_key(old.core_version)
        self.version = now if is_raised else f"{major}.{minor + 1}.0"
        also = "core_version: in each policy.yml with a new effective and changelog"
        raised = f"raise version: in curriculum.yml to {self.version}, also {also}, and write here\n    "
        self.first = "" if is_raised else raised


def _of_item(was: ItemFact, now: ItemFact, item: RevisedItem, text: _Texts, classing: Classing) -> Iterator[Problem]:
    declared = classing.since(now)
    node, id = item.node, item.id
    if altered := _altered(was, now):
        message = f"{id}: the change of {altered.version} was released as {altered.declared} and cannot become another"
        hint = f"restore its class, and declare what is more as a change of version {text.version}"
        yield Problem(node.location_of("changes"), RULE, message, hint=hint, subject=id)
        return
    if not declared and was.written != now.written and is_other(was, now):
        hint = (
            f"{text.first}changes:\n      - {{version: {text.version}, class: clarified, what: One sentence.}}\n"
            "    class is editorial (a typing error), clarified (the same standard in better words) or raised (more is "
            f"required; then rev: {was.rev + 1} as well)"
        )
        message = f"{id} changed {text.since} without a declared change"
        yield Problem(node.location, RULE, message, hint=hint, subject=id)
    raises = any(change.raises for change in declared)
    place = node.location_of("rev") if "rev" in node.model_fields_set else node.location_of("changes")
    if raises and now.rev <= was.rev:
        message = f"{id} is raised or mandatory {text.since}, and its rev is still {now.rev}"
        yield Problem(place, RULE, message, hint=f"write rev: {was.rev + 1}", subject=id)
    elif not raises and now.rev != was.rev:
        message = f"the rev of {id} went from {was.rev} to {now.rev} {text.since}, and no change is raised or mandatory"
        hint = f"write rev: {was.rev}, or declare the change: {{version: {text.version}, class: raised, what: ...}}"
        yield Problem(place, RULE, message, hint=hint, subject=id)


def _altered(was: ItemFact, now: ItemFact) -> Declared | None:
    """The first released change of an item that has another class now, as it was released; None where there is none."""
    pairs = zip(was.changes, now.changes, strict=False)
    return next((old for old, new in pairs if old.version == new.version and old.declared != new.declared), None)


def _vanished(old: Facts, new: Facts, programme: Programme) -> Iterator[Problem]:
    """Ids removed without an entry in `retired` (only that of a whole module or playbook), and ids used again."""
    place = programme.curriculum.location_of("retired")
    text, retired = _Texts(old, programme), [entry.id for entry in new.retired]
    gone = [id for id in old.known if id not in new.known and not any(belongs_to(id, name) for name in retired)]
    for id in gone:
        if any(belongs_to(id, parent) for parent in gone if parent != id):
            continue
        words = f"{{id: {id}, version: {text.version}, what: One sentence.}}"
        hint = (
            f"{text.first}retired:\n      - {words}\n    with replaced_by: ID, merged_into: ID or split_into: [ID, ID] "
            "where other items replace it; or restore its id"
        )
        yield Problem(place, RULE, f"{id} was removed {text.since} without an entry in retired", hint=hint, subject=id)
    for entry in old.retired:
        if entry.id in new.known:
            hint = "give it an id that was never used, and put the entry back into retired:"
            message = f"{entry.id} was retired with {entry.version} and is used again"
            yield Problem(place, RULE, message, hint=hint, subject=entry.id)


def unacknowledged(old: Facts, new: Facts, comparisons: Iterable[ReleaseComparison]) -> tuple[Problem, ...]:
    """Changed safety-class settings that some readers would not be asked to acknowledge (I12)."""
    problems: list[Problem] = []
    for comparison in comparisons:
        before, after = read_by(comparison.readers, old.settings), read_by(comparison.readers, new.settings)
        acknowledged = {item.setting for item in comparison.acknowledgements}
        for key in sorted(before.keys() | after.keys()):
            was, now = before.get(key), after.get(key)
            is_safety = bool((was and was.safety) or (now and now.safety))
            if is_safety and (was and was.values) != (now and now.values) and key not in acknowledged:
                place = Location(f"site_config/clients/{new.client}/policy.yml")
                message = f"{key} is safety-class and changed, and no {comparison.readers} has to acknowledge it"
                problems.append(Problem(place, ACKNOWLEDGED, message, subject=f"{new.client}/{key}"))
    return tuple(problems)


_MAJOR = {ItemClass.RAISED, ItemClass.RETIRED, ItemClass.REPLACED, ItemClass.MERGED, ItemClass.SPLIT}
_MINOR = {ItemClass.CLARIFIED, ItemClass.NEW}


def propose_version(comparison: ReleaseComparison, last: str) -> tuple[str, str]:
    """The version that a release should have, and why.

    Args:
        comparison: With the last release, as an editor sees it.
        last: The version of the last release; empty where there is none.
    """
    if not last:
        return "1.0.0", "it is the first release"
    major, minor, patch = version_key(last)
    safety = (f"{setting.key} is safety-class and changed" for setting in comparison.settings if setting.safety)
    if reasons := [*_reasons(comparison.items, _MAJOR, mandatory=True), *safety]:
        return f"{major + 1}.0.0", _first(reasons)
    words = {"added": "new", "removed": "gone"}
    pages = (f"the page {page.title!r} is {words[page.how]}" for page in comparison.pages if page.how in words)
    if reasons := [*_reasons(comparison.items, _MINOR), *pages]:
        return f"{major}.{minor + 1}.0", _first(reasons)
    if comparison.is_empty and replace(comparison.old, version="") == replace(comparison.new, version=""):
        return last, f"nothing changed since {last}"
    return f"{major}.{minor}.{patch + 1}", _patch(comparison)


def _patch(comparison: ReleaseComparison) -> str:
    if comparison.signers and comparison.says_nothing_else and not comparison.look:
        return "only who may sign changed"
    if comparison.look and comparison.says_nothing_else:
        return f"only the look changed: {', '.join(uncapitalized(part.title) for part in comparison.look)}"
    return "no requirement and no safety-class setting changed"


def _reasons(items: Iterable[ItemChange], classes: set[ItemClass], *, mandatory: bool = False) -> Iterator[str]:
    for item in items:
        if item.item_class in classes or (mandatory and item.mandatory):
            yield f"{item.id} is {'mandatory' if item.mandatory else item.item_class.value}"


def _first(reasons: list[str]) -> str:
    """The first reasons, and how many more there are."""
    shown = "; ".join(reasons[:3])
    return shown + (f"; and {len(reasons) - 3} more" if len(reasons) > 3 else "")
