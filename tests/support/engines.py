"""An export built by other engines, and what their pages say otherwise than ours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

COMMANDS = {"mkdocs": "mkdocs build --strict -d mkdocs-site", "zensical": "zensical build --strict"}
FOLDERS = {"mkdocs": "mkdocs-site", "zensical": "site"}


def built_by_engines(export: Path) -> dict[str, Path]:
    """The sites that two engines make of an export, as their users would."""
    tools = Path(sys.executable).parent
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    for command in COMMANDS.values():
        name, *options = command.split()
        done = subprocess.run([tools / name, *options], cwd=export, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return {name: export / folder for name, folder in FOLDERS.items()}


@dataclass
class Article:
    """What a page says, and what can be linked to."""

    ids: list[str] = field(default_factory=list)
    headings: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Level, id, words, and the way in which they run where the page says it."""
    words: str = ""
    links: list[str] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)
    """Address and words of each entry of the table of contents."""


class _Reader(HTMLParser):
    """A reader of its own, so that a mistake in the program's reader is no mistake of the tests."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.article = Article()
        self._said: list[str] = []
        self._inside = self._beside = False
        self._heading: tuple[str, str, list[str], str] | None = None
        self._entry: tuple[str, list[str]] | None = None
        self._permalink = False
        self.feed(html)
        self.close()
        self.article.words = " ".join("".join(self._said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = values.get("class", "").split()
        if tag == "article":
            self._inside = True
        if "md-sidebar--secondary" in classes:
            self._beside = True
        if tag == "a" and self._beside and "md-nav__link" in classes:
            self._entry = (values.get("href", ""), [])
        if not self._inside:
            return
        self._said.append(" ")
        id = values.get("id", "")
        self.article.ids += [id] if id and not id.startswith("__") else []  # the rest is the theme's
        if re.fullmatch("h[1-6]", tag):
            self._heading = (tag, values.get("id", ""), [], values.get("dir", ""))
        if tag == "a":
            self._permalink = "headerlink" in classes
            self.article.links += [values["href"]] if "href" in values and not self._permalink else []

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._inside = self._beside = False
        if tag == "a" and self._entry:
            address, words = self._entry
            self.article.contents.append((address, " ".join("".join(words).split())))
            self._entry = None
        if not self._inside:
            return
        self._said.append(" ")
        if tag == "a":
            self._permalink = False
        if self._heading and tag == self._heading[0]:
            level, id, words, way = self._heading
            self.article.headings.append((level, id, " ".join("".join(words).split()), way))
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._entry:
            self._entry[1].append(data)
        if self._inside and not self._permalink:
            self._said.append(data)
            if self._heading:
                self._heading[2].append(data)


def articles(folder: Path) -> dict[str, Article]:
    """The article of each page of a built site."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.html"))}
    return {name: _Reader(path.read_text("utf-8")).article for name, path in found.items() if name != "404.html"}


def differences(ours: dict[str, Article], theirs: dict[str, Article]) -> list[str]:
    """What another engine's pages have otherwise: ids, headings, words, links, tables of contents."""
    found = [f"{name}: only one has it" for name in sorted(ours.keys() ^ theirs.keys())]
    for name in sorted(ours.keys() & theirs.keys()):
        for part in vars(ours[name]):
            one, other = getattr(ours[name], part), getattr(theirs[name], part)
            if one != other:
                found.append(f"{name}: {part}: {_first(one, other)}")
    return found


def _first(one: list[object] | str, other: list[object] | str) -> str:
    place = next((here for here, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    place = min(len(one), len(other)) if place is None else place
    begin = max(place - 40, 0) if isinstance(one, str) else place
    return f"{one[begin : place + 40]!r} is {other[begin : place + 40]!r}"
