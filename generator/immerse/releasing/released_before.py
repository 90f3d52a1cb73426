"""Compares a released version with the same version made again."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from immerse.model.site_view import View
from immerse.problems import Refused
from immerse.releasing.ledger import Ledger
from immerse.releasing.ledger_commit import Made
from immerse.releasing.manifest import MANIFEST, Manifest, read_manifest
from immerse.releasing.published import differing_files, site_folder

_SHOWN = 12
T = TypeVar("T")


def has_same_sites(ledger: Ledger, made: Made) -> bool:
    """Whether both sites of a version are the same, byte for byte; its sources may differ."""
    return read_manifest(made.files[MANIFEST], MANIFEST).outputs == ledger.manifest(made.version).outputs


def refused(ledger: Ledger, version: str, differences: tuple[str, ...]) -> Refused:
    """The refusal of a version whose content differs from the released one, with the first differences."""
    return _refusal(
        f"{version} of {ledger.client} was released before with other content; nothing was changed. "
        f"Name a version above {ledger.newest}. What differs:",
        differences,
    )


def refuse_touched(ledger: Ledger, made: Made) -> None:
    """Raises Refused with the first differences where a published site of a version was changed."""
    for view in View:
        folder = site_folder(ledger.root, ledger.client, view, made.version)
        differences = differing_files(folder, ledger.manifest(made.version).outputs[view])
        if differences and folder.exists():
            raise _refusal(
                f"{folder} is not as it was released; nothing was changed. Move it away, and release "
                f"{made.version} again to have it back. What differs:",
                differences,
            )


def differing(ledger: Ledger, made: Made) -> Iterator[str]:
    """The differences between a version in the ledger and the same version made now, a line each."""
    yield from _of_manifests(ledger.manifest(made.version), read_manifest(made.files[MANIFEST], MANIFEST))
    for name, *_ in _changes(ledger.files(made.version), made.files):
        if name != MANIFEST:
            yield f"{ledger.name}/{made.version}/{name}"


def _of_manifests(before: Manifest, now: Manifest) -> Iterator[str]:
    """The differences of two manifests but for `leaks`: other clients may have been added since."""
    if before.effective != now.effective:
        yield f"it is effective from {now.effective}, and was released as effective from {before.effective}"
    for path, old, new in _changes(before.inputs, now.inputs):
        yield f"{path} {_change(old, new)}"
    for name, old_version, new_version in _changes(_tools(before), _tools(now)):
        yield f"{name}: {old_version or 'not there'} then, {new_version or 'not there'} now"
    for view in View:
        for path, old_file, new_file in _changes(before.outputs.get(view, {}), now.outputs.get(view, {})):
            yield f"{view}: {path} {_change(old_file, new_file)}"


def _changes(before: Mapping[str, T], now: Mapping[str, T]) -> Iterator[tuple[str, T | None, T | None]]:
    """(key, old value, new value) of the entries that differ, by key."""
    for key in sorted(before.keys() | now.keys()):
        if before.get(key) != now.get(key):
            yield key, before.get(key), now.get(key)


def _change(old: object, new: object) -> str:
    return "is new" if old is None else "was removed" if new is None else "was changed"


def _tools(manifest: Manifest) -> dict[str, str]:
    """Name -> version of everything that a release was made with."""
    tools = {key: version for key, version in manifest.made_by.items() if key != "libraries"}
    return {**tools, **manifest.made_by["libraries"]}


def _refusal(sentence: str, differences: tuple[str, ...]) -> Refused:
    more = [f"  and {len(differences) - _SHOWN} more"] if len(differences) > _SHOWN else []
    return Refused("\n".join([sentence, *(f"  {difference}" for difference in differences[:_SHOWN]), *more]))
