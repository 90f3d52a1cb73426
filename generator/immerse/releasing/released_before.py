"""A version that was released before, held against the same version made anew."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.model.edition import View
from immerse.problems import Refused
from immerse.releasing.ledger import Ledger
from immerse.releasing.ledger_commit import Made
from immerse.releasing.manifest import MANIFEST, Manifest, read_manifest
from immerse.releasing.published import differences, site_folder

_SHOWN = 12


def has_same_sites(ledger: Ledger, made: Made) -> bool:
    """Whether every byte that readers of a version get is the same; its sources may be typed otherwise."""
    return read_manifest(made.files[MANIFEST], MANIFEST).outputs == ledger.manifest(made.version).outputs


def refused(ledger: Ledger, version: str, found: tuple[str, ...]) -> Refused:
    """The refusal of a version with other content than it was released with, the first differences by name."""
    sentence = (
        f"{version} of {ledger.client} was released before with other content; nothing was changed. "
        f"Name a version above {ledger.newest}. What differs:"
    )
    return Refused(_listed(sentence, found))


def refuse_touched(ledger: Ledger, made: Made) -> None:
    """Refuse where what is published of a version was changed.

    Raises:
        Refused: each difference, the first ones by name.
    """
    for view in View:
        folder = site_folder(ledger.root, ledger.client, view, made.version)
        said = differences(ledger.root, ledger.client, made.version, view, ledger.manifest(made.version).outputs[view])
        if said and folder.exists():
            raise Refused(
                _listed(
                    f"{folder} is not as it was released; nothing was changed. Move it away, and release "
                    f"{made.version} again to have it back. What differs:",
                    said,
                )
            )


def differing(ledger: Ledger, made: Made) -> Iterator[str]:
    """What the ledger holds of a version otherwise than it is made now, a line for each difference."""
    before = ledger.manifest(made.version)
    now = read_manifest(made.files[MANIFEST], MANIFEST)
    yield from _of_manifests(before, now)
    known = ledger.files(made.version)
    for name in sorted(known.keys() | made.files.keys()):
        if name != MANIFEST and known.get(name) != made.files.get(name):
            yield f"{ledger.name}/{made.version}/{name}"


def _of_manifests(before: Manifest, now: Manifest) -> Iterator[str]:
    """What differs, but for what was searched for: other clients may have been added since."""
    if before.effective != now.effective:
        yield f"it holds from {now.effective}, and was released to hold from {before.effective}"
    for path in sorted(before.inputs.keys() | now.inputs.keys()):
        if before.inputs.get(path) != now.inputs.get(path):
            yield _changed(path, path in before.inputs, path in now.inputs)
    then, today = _tools(before), _tools(now)
    for name in sorted(then.keys() | today.keys()):
        if then.get(name) != today.get(name):
            yield f"{name}: {then.get(name, 'not there')} then, {today.get(name, 'not there')} now"
    for view in View:
        was, is_now = before.outputs.get(view, {}), now.outputs.get(view, {})
        for path in sorted(was.keys() | is_now.keys()):
            if was.get(path) != is_now.get(path):
                yield f"{view}: {_changed(path, path in was, path in is_now)}"


def _tools(manifest: Manifest) -> dict[str, str]:
    """Name -> version of everything that a release was made with."""
    own = {key: one for key, one in manifest.made_by.items() if key != "libraries"}
    return {**own, **manifest.made_by["libraries"]}


def _changed(path: str, was: bool, is_now: bool) -> str:
    return f"{path} was changed" if was and is_now else f"{path} {'is gone' if was else 'is new'}"


def _listed(sentence: str, found: tuple[str, ...]) -> str:
    lines = [sentence, *(f"  {one}" for one in found[:_SHOWN])]
    return "\n".join(lines + ([f"  and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []))
