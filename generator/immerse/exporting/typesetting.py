"""Runs the PDF compiler with the fonts that a book needs, without letters that it cannot print."""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from immerse.exporting.printed_texts import Lettering, texts_in
from immerse.lettering.clusters import clusters
from immerse.lettering.fonts import MAIN, Fonts
from immerse.model.fonts import FontFile
from immerse.problems import ImmerseError
from immerse.storage.scratch import temporary_folder
from immerse.storage.store import NOTHING_KEPT, Store

Loaded = typst.Fonts | list[Any]
"""Fonts as the compiler takes them; none of ours where the list is empty."""
_OTHERS = ("New Computer Modern", "DejaVu Sans Mono", "New Computer Modern Math")
"""The compiler's own fonts, after all others. Each is named, because it tries only one of the unnamed."""

_PROBE = b"""#set document(title: "probe")
#let probe = json(bytes(sys.inputs.probe))
#set text(font: probe.fonts)
= Probe
#for text in probe.texts [#text #parbreak()]
"""


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets one template in given fonts."""

    template: bytes
    timestamp: int
    fonts: tuple[FontFile, ...] = ()
    """The agency's fonts, in the order in which letters are searched for in them."""
    languages: tuple[str, ...] = ()
    """The client's languages, in which a text in other letters than Latin may be."""
    store: Store = NOTHING_KEPT
    """Holds the documents that earlier runs set from the same book in the same fonts."""

    def pdf(self, book: dict[str, Any], **inputs: str) -> bytes:
        """The book as PDF/UA-1, with a box in place of each letter that no font has.

        Raises:
            ImmerseError: a font breaks the compiler.
        """
        lettering = Lettering(Fonts(self.fonts), self.languages)
        lettered = lettering.all_of(book)
        settings = json.dumps([lettered, inputs, self.timestamp]).encode()
        made_of = (self.template, settings, *(font.path.read_bytes() for font in lettering.needed))
        return self.store.kept("task book", *made_of, make=lambda: self._made(book, lettered, lettering, inputs))

    def _made(self, book: dict[str, Any], lettered: Any, lettering: Lettering, inputs: dict[str, str]) -> bytes:
        title = str(book["client"])
        with _loaded(lettering.needed) as (fonts, families):
            try:
                return self._set(lettered | {"title": title, "fonts": families}, fonts, inputs)
            except typst.TypstError:
                lettering.doubted = frozenset(_not_printed(texts_in(book), fonts, families))
            try:
                return self._set(lettering.all_of(book) | {"title": title, "fonts": families}, fonts, inputs)
            except typst.TypstError as error:
                used = ", ".join(font.name for font in lettering.needed) or "no font but its own"
                message = f"the PDF compiler cannot make the task book with {used}: {error.message}"
                raise ImmerseError(message) from error

    def _set(self, book: dict[str, Any], fonts: Loaded, inputs: dict[str, str]) -> bytes:
        # Content travels as JSON input and is shown as text, so nothing in it can be read as Typst markup.
        all_inputs = inputs | {"book": json.dumps(book, ensure_ascii=False)}
        return _compiled(self.template, fonts, all_inputs, self.timestamp)


def _compiled(template: bytes, fonts: Loaded, inputs: dict[str, str], timestamp: int = 0) -> bytes:
    pdf = typst.compile(
        template,
        format="pdf",
        font_paths=fonts,
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=timestamp,
        sys_inputs=inputs,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("the PDF compiler returned several documents for one task book")
    return pdf


@contextmanager
def _loaded(needed: list[FontFile]) -> Iterator[tuple[Loaded, list[str]]]:
    """The compiler's fonts and the needed ones, and the families in which a letter is looked for, in this order.

    Each file is in a folder of its own: a folder is read whole, in whatever order its disk gives.
    """
    if not needed:
        yield [], [MAIN, *_OTHERS]
        return
    with temporary_folder() as scratch:
        places = [_placed(font, scratch / str(number)) for number, font in enumerate(needed)]
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[place.parent for place in places])
        known = [info for info in fonts.fonts() if info.path]
        families = [MAIN]
        for place in places:
            installed = [info for info in known if place.samefile(info.path or "")]
            families += [info.family for info in sorted(installed, key=lambda info: info.index)]
        yield fonts, list(dict.fromkeys((*families, *_OTHERS)))


def _placed(font: FontFile, folder: Path) -> Path:
    """The file as the only one in a folder; copied where the file system has no links."""
    folder.mkdir()
    place = folder / font.path.name
    try:
        place.symlink_to(font.path.absolute())
    except OSError:
        shutil.copyfile(font.path, place)
    return place


def _not_printed(texts: Iterable[str], fonts: Loaded, families: list[str]) -> Iterator[str]:
    """The clusters that the compiler cannot print although a font claims to have them."""
    for text in _refused([text for text in dict.fromkeys(texts) if not text.isascii()], fonts, families):
        parts = dict.fromkeys(text[start:end] for start, end in clusters(text))
        beyond = [part for part in parts if not part.isascii()]
        yield from _refused(beyond, fonts, families) or beyond


def _refused(texts: list[str], fonts: Loaded, families: list[str]) -> list[str]:
    """The texts that the compiler refuses, found by bisection."""
    if not texts:
        return []
    try:
        _compiled(_PROBE, fonts, {"probe": json.dumps({"fonts": families, "texts": texts}, ensure_ascii=False)})
        return []
    except typst.TypstError:
        if len(texts) == 1:
            return texts
    middle = len(texts) // 2
    return [*_refused(texts[:middle], fonts, families), *_refused(texts[middle:], fonts, families)]
