"""Words of one client in the folder of another, or in the core: somebody typed or pasted them there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from immerse.leaks.decoding import markup_of, without_markup
from immerse.leaks.folding import key_of, letters_in
from immerse.leaks.searching import Hit, Searcher
from immerse.loading.custom_settings import SETTINGS_FILE
from immerse.loading.files import read_file
from immerse.loading.plain_values import PlainValue, plain_values
from immerse.loading.policy_layers import DEFAULTS
from immerse.loading.strict_yaml import MAX_BYTES, read_kept
from immerse.loading.workspace import CLIENTS, CURRICULUM, PLAYBOOKS
from immerse.model.base import walk_texts
from immerse.problems import Location

_OWN = ("policy.yml", "overlay.yml", "look.yml", "logo.svg")
"""Files of a client that are published. A waiver has to name the other client, so waivers.yml is none of them."""
_BREAK = "\n \u01c2 \n"
"""Stands between two texts: a letter that no word holds, so that nothing is found across it."""


class Spot(NamedTuple):
    """A place in a text of a file; its line and column are looked for only when somebody asks."""

    path: str
    source: bytes
    text: PlainValue
    letters: int
    """How many letters and digits of the text stand before it."""

    @property
    def location(self) -> Location:
        """Line and column; where the text begins, if the parser does not know it better."""
        begin = Location(self.path, self.text.line, self.text.column)
        if self.path.endswith(".svg"):
            return begin
        lengths = range(len(self.text.text) + 1)
        offset = bisect_right(lengths, self.letters, key=lambda end: letters_in(self.text.text[:end])) - 1
        value, _ = read_kept(self.source, self.path)
        exact = next((one for one in walk_texts(value) if one.location == begin), None)
        return exact.at(offset) if exact is not None else begin


class Found(NamedTuple):
    """A word in a source file."""

    hit: Hit
    spot: Spot
    setting: str
    """The setting of a policy that holds it; empty elsewhere."""


def core_files(root: Path) -> list[str]:
    """The files that all clients share, with texts that are published."""
    shared = [
        path.relative_to(root).as_posix()
        for folder in (CURRICULUM, PLAYBOOKS)
        for path in sorted((root / folder).rglob("*.yml"))
    ]
    return [*shared, DEFAULTS, SETTINGS_FILE]


def core_words(root: Path, owner: str) -> str:
    """What the core files say, as texts are compared, that hold the lesson or playbook with this id."""
    said = ""
    for path in core_files(root):
        source, _ = read_file(root, path, MAX_BYTES)
        texts = _texts_of(source, path) if source is not None and owner.encode() in source else []
        if any(text.keys[-1:] == ("id",) and text.text == owner for text in texts):
            said += key_of(_BREAK.join(text.text for text in texts))
    return said


def own_files(client: str) -> list[str]:
    """The files of one client that are published."""
    return [f"{CLIENTS}/{client}/{name}" for name in _OWN]


def words_in(root: Path, paths: Iterable[str], searcher: Searcher) -> Iterator[Found]:
    """Each word of the searcher in the texts of these files; a file that cannot be read is judged elsewhere."""
    for path in paths:
        source, _ = read_file(root, path, MAX_BYTES)
        if source is None:
            continue
        texts = _texts_of(source, path)
        begins: list[int] = []
        for hit in _longest(searcher.hits(_as_shown(_BREAK.join(text.text for text in texts)))):
            begins = begins or [0, *accumulate(letters_in(text.text) + 1 for text in texts)]
            at = hit.start % begins[-1]
            number = bisect_right(begins, at) - 1
            setting = ".".join(texts[number].keys[:2]) if path.endswith("/policy.yml") else ""
            yield Found(hit, Spot(path, source, texts[number], at - begins[number]), setting)


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits without those that lie within a longer one of the same client: of an address, not the name in it."""
    found = list(hits)
    reach: dict[str, tuple[int, int]] = {}
    within: set[int] = set()
    for number in sorted(range(len(found)), key=lambda one: (found[one].start, -len(found[one].said))):
        hit = found[number]
        start, end = hit.start, hit.start + len(hit.said)
        first, last = reach.get(hit.word.client, (start, -1))
        if end < last or (end == last and first < start):
            within.add(number)
        elif end > last:
            reach[hit.word.client] = (start, end)
    yield from (hit for number, hit in enumerate(found) if number not in within)


@lru_cache(maxsize=512)
def _texts_of(source: bytes, path: str) -> list[PlainValue]:
    if path.endswith(".svg"):
        drawing = source.decode("utf-8", "replace")
        return [PlainValue((), f"{without_markup(drawing)}{_BREAK}{markup_of(drawing)}", 1, 1)]
    return plain_values(source) or []


def _as_shown(text: str) -> str:
    """The text, and behind it the same as readers see it where the two differ."""
    shown = unescape(text) if "&" in text else text
    return text if shown == text else f"{text}{_BREAK}{shown}"
