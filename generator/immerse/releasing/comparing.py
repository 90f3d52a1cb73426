"""Compares two releases for one group of readers, from the entries of these readers only."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from immerse.model.comparison import (
    Acknowledgement,
    BlockChange,
    ComparedVersion,
    How,
    ItemChange,
    LookChange,
    PageChange,
    ReleaseComparison,
    SettingChange,
    ValueChange,
)
from immerse.model.site_view import View
from immerse.releasing.change_classes import Classing
from immerse.releasing.duties import duties
from immerse.releasing.release_facts import EDITOR, BlockFact, Facts, LookFact, PageFact, SettingFact, read_by
from immerse.releasing.word_diff import runs

T = TypeVar("T")


def compare(old: Facts, new: Facts, view: View | None = None) -> ReleaseComparison:
    """Compare two releases.

    Args:
        old: The earlier release.
        new: The later release, or the workspace as it is now.
        view: The comparison has only the content of this view; None for an editor, who sees everything.
    """
    readers = view.value if view else EDITOR
    new_settings = read_by(readers, new.settings)
    settings = tuple(_settings(read_by(readers, old.settings), new_settings))
    items = tuple(_items(old, new, readers, {setting.key for setting in settings}))
    was, now = read_by(readers, old.pages), read_by(readers, new.pages)
    stayed = was.keys() & now.keys()  # every block of another page is new or removed
    all_blocks = _blocks(read_by(readers, old.blocks), read_by(readers, new.blocks))
    blocks = tuple(block for block in all_blocks if block.page in stayed)
    touched = {block.page for block in blocks} | {item.page for item in items}
    comparison = ReleaseComparison(
        client=new.client,
        client_name=new.client_name,
        readers=readers,
        old=_version(old),
        new=_version(new),
        settings=settings,
        pages=tuple(_pages(was, now, touched)),
        blocks=blocks,
        items=items,
        acknowledgements=tuple(
            _acknowledgement(setting, new_settings.get(setting.key)) for setting in settings if setting.safety
        ),
        look=tuple(_look({part.id: part for part in old.look}, {part.id: part for part in new.look})),
        signers=view is not View.TRAINEE and old.signers != new.signers,
    )
    return replace(comparison, duties=duties(comparison))


def _version(facts: Facts) -> ComparedVersion:
    return ComparedVersion(facts.version, facts.core_version, facts.policy_version, facts.effective)


def _pairs(old: dict[str, T], new: dict[str, T]) -> Iterator[tuple[str, T | None, T | None, T]]:
    """(key, old entry, new entry, the newer of both) of every entry, by key."""
    for key in sorted(old | new):
        was, now = old.get(key), new.get(key)
        yield key, was, now, old[key] if now is None else now


def _how(was: object, now: object) -> How:
    return "changed" if was and now else "added" if now else "removed"


def _settings(old: dict[str, SettingFact], new: dict[str, SettingFact]) -> Iterator[SettingChange]:
    for key, was, now, newer in _pairs(old, new):
        if values := tuple(_values(was, now)):
            readers = sorted({*(was.read_by if was else ()), *(now.read_by if now else ())})
            yield SettingChange(key, newer.title, newer.safety, newer.owner, values, tuple(readers))


def _values(was: SettingFact | None, now: SettingFact | None) -> Iterator[ValueChange]:
    before = {path: (label, words) for path, label, words in was.values} if was else {}
    after = {path: (label, words) for path, label, words in now.values} if now else {}
    for path in after | before:
        label = (after.get(path) or before[path])[0]
        old, new = before.get(path, ("", ""))[1], after.get(path, ("", ""))[1]
        if old != new:
            yield ValueChange(path, label, old, new)


def _pages(old: dict[str, PageFact], new: dict[str, PageFact], touched: set[str]) -> Iterator[PageChange]:
    for address, was, now, newer in _pairs(old, new):
        if was is None or now is None or address in touched or was.title != now.title:
            yield PageChange(address, newer.title, _how(was, now))


def _blocks(old: dict[str, BlockFact], new: dict[str, BlockFact]) -> Iterator[BlockChange]:
    for id, was, now, newer in _pairs(old, new):
        before, after = (f"{block.title}\n{block.text}" if block else "" for block in (was, now))
        if before != after:
            # The title is a heading of its own; it is among the words only where it changed.
            if was and now and was.title == now.title:
                before, after = was.text, now.text
            yield BlockChange(id, newer.page, newer.anchor, newer.title, _how(was, now), runs(before, after))


def _look(old: dict[str, LookFact], new: dict[str, LookFact]) -> Iterator[LookChange]:
    for id in old | new:
        was, now = old.get(id), new.get(id)
        newer = now or old[id]
        if was is None or now is None or was.digest != now.digest:
            yield LookChange(id, newer.title, _how(was, now), was.value if was else "", now.value if now else "")


def _items(old: Facts, new: Facts, readers: str, settings: set[str]) -> Iterator[ItemChange]:
    classing = Classing(old, new, settings)
    for id, was, now, newer in _pairs(read_by(readers, old.items), read_by(readers, new.items)):
        if classed := classing.of(was, now):
            yield ItemChange(
                id=id,
                kind=newer.kind,
                title=newer.title,
                page=newer.page,
                anchor=newer.anchor,
                how=_how(was, now),
                item_class=classed.item_class,
                mandatory=classed.mandatory,
                what=classed.what,
                old_rev=was.rev if was else 0,
                rev=now.rev if now else 0,
                words=runs(was.text if was else "", now.text if now else ""),
                settings=tuple(key for key in newer.settings if key in settings),
                successors=classed.successors,
            )


def _acknowledgement(change: SettingChange, now: SettingFact | None) -> Acknowledgement:
    return Acknowledgement(f"ack:{change.key}", change.key, change.title, now.digest if now else "")
