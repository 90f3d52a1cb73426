"""Marks of changes on a page, at the position of each change, with the old words folded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from immerse.model.page import Heading, Html, Opened, Part
from immerse.model.periods import later
from immerse.rendering.escaping import filled
from immerse.rendering.parts import ids_of
from immerse.texts.languages import each_directed

if TYPE_CHECKING:
    from immerse.model.comparison import BlockChange, ItemChange, Publication, ReleaseComparison, Run

MARKED_MONTHS = 12
"""Months for which a change is marked: the length of the longest rotation."""
_INSIDE = ("li", "dd", "dt", "div", "section", "td")
"""Elements in which a mark may come first."""
_BEFORE = ("fieldset", "details", "dl", "table")
"""Elements before which a mark is put."""
_LINE = '<p class="im-changed" data-search-exclude>{}</p>'
_FOLDED = '<details class="im-changed" data-search-exclude><summary>{}</summary><div>{}{}</div></details>'
_TAG = re.compile(r'<([a-z][a-z0-9]*)(?: [^<>]*?)? id="([^"]*)"[^<>]*>')


def marked(parts: tuple[Part, ...], address: str, release: Publication | None) -> tuple[Part, ...]:
    """The parts of a page with a mark at each change; one without a position is at the beginning."""
    if not release:
        return parts
    since = later(release.effective, months=-MARKED_MONTHS)
    changes = [change for change in release.changes if date.fromisoformat(change.new.effective) >= since]
    if not changes:
        return parts
    waiting: dict[str, list[str]] = {}
    for anchor, html in _marks(address, changes, frozenset(ids_of(parts))):
        waiting.setdefault(anchor, []).append(each_directed(html))
    return tuple(_with_marks(parts, waiting)) if waiting else parts


def _marks(address: str, changes: Iterable[ReleaseComparison], known: Collection[str]) -> Iterator[tuple[str, Markup]]:
    """(anchor, HTML of its mark) of the latest change of each part of a page."""
    seen: set[str] = set()
    for comparison in changes:
        is_new = any(page.address == address and page.how == "added" for page in comparison.pages)
        if is_new:  # everything on a new page is new
            yield "", filled(_LINE, f"New in {comparison.new.version}")
            return
        for change in comparison.on_page(address):
            if change.id not in seen:
                seen.add(change.id)
                anchor = change.anchor if change.anchor in known else ""
                yield anchor, _mark(change, comparison, named=not anchor)


def _mark(change: BlockChange | ItemChange, comparison: ReleaseComparison, *, named: bool) -> Markup:
    """The mark of one change; `named` is whether it begins with the name of what changed."""
    from immerse.model.comparison import ItemChange  # needed by releases only

    version = comparison.new.version
    word = "New" if change.how == "added" else "Changed"
    label = f"{change.title}: {word.lower()} in {version}" if named else f"{word} in {version}"
    sentences = (*change.what, *_rests_on(change, comparison)) if isinstance(change, ItemChange) else ()
    why = Markup("").join(filled("<p>{}</p>", sentence) for sentence in sentences)
    before = old_words(change.words) if is_reworded(change) else Markup("")
    if not (before or why):
        return filled(_LINE, label)
    words = filled('<p class="im-changed__before">Before:</p>{}', before) if before else ""
    return filled(_FOLDED, label, why, words)


def is_reworded(change: BlockChange | ItemChange) -> bool:
    """Whether something still exists and its words changed."""
    return change.how == "changed" and any(run.kind != "same" for run in change.words)


def _rests_on(change: ItemChange, comparison: ReleaseComparison) -> Iterator[str]:
    """The sentence that tells why an item is marked although its words are the same."""
    titles = [setting.title for setting in comparison.settings if setting.key in change.settings]
    if titles and change.how == "changed" and not is_reworded(change):
        yield f"Its wording is the same, but a setting it depends on changed: {', '.join(titles)}."


def old_words(runs: Iterable[Run]) -> Markup:
    """The earlier text, a paragraph a line, with removed words struck out."""
    return _paragraphs(runs, "removed", "<del>{}</del>")


def new_words(runs: Iterable[Run]) -> Markup:
    """The present text, with added words marked."""
    return _paragraphs(runs, "added", "<ins>{}</ins>")


def _paragraphs(runs: Iterable[Run], kind: str, form: str) -> Markup:
    lines: list[list[Markup]] = [[]]
    for run in runs:
        if run.kind not in ("same", kind):
            continue
        for number, piece in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            if piece:
                lines[-1].append(filled(form, piece) if run.kind == kind and piece.strip() else escape(piece))
    texts = (Markup("").join(line) for line in lines)
    return Markup("").join(filled("<p>{}</p>", text) for text in texts if text.strip())


def _with_marks(parts: tuple[Part, ...], waiting: Mapping[str, list[str]]) -> Iterator[Part]:
    left = dict(waiting)
    for part in parts:
        if isinstance(part, Html):
            yield _inside(part, left)
            continue
        yield part
        if isinstance(part, Heading):
            here_marks = left.pop(part.id, [])
            here_marks += left.pop("", []) if part.level == 1 else []
        elif isinstance(part, Opened):
            here_marks = [mark for id in ids_of((part,)) for mark in left.pop(id, [])]
        else:
            here_marks = []
        if here_marks:
            yield Html("\n".join(here_marks))
    if rest := [mark for marks in left.values() for mark in marks]:
        yield Html("\n".join(rest))


def _inside(part: Html, left: dict[str, list[str]]) -> Html:
    """Finished HTML with the marks of places in it."""

    def placed(tag: re.Match[str]) -> str:
        """A tag with the marks for its id inside it or before it."""
        if tag[2] not in left or tag[1] not in (*_INSIDE, *_BEFORE):
            return tag[0]
        marks = "\n".join(left.pop(tag[2]))
        return f"{tag[0]}{marks}" if tag[1] in _INSIDE else f"{marks}\n{tag[0]}"

    return Html(_TAG.sub(placed, part.text)) if left else part


def words_in(release: Publication | None) -> Iterator[str]:
    """Every text of a comparison that a page may show."""
    for comparison in release.changes if release else ():
        changes: tuple[BlockChange | ItemChange, ...] = (*comparison.blocks, *comparison.items)
        for change in changes:
            yield from (run.text for run in change.words)
        for setting in comparison.settings:
            yield from (words for value in setting.values for words in (value.old, value.new))
        for item in comparison.items:
            yield from item.what
