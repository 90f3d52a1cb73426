"""Inputs that people tried: what `check` says of each, and what a reader gets where `check` lets it pass.

An input is a file of tests/cases/faults:

    about: a sentence
    files:                      laid over the workspace that `immerse init` makes
      path: text                the whole file
      path: {old: new, ...}     the file as it is with these texts replaced; each old text must be there once
    lesson: |                   in place of `files`: keys of a lesson, of which the rest is the stock one below;
      limits: None              line 1 here is line 1 of `LESSON`
    check: clean                or everything that check prints
    shows: {page: [html, ...]}  what the file `page` of the mentor's site holds, blanks and line breaks as one blank
    shows_not: {page: [html, ...]}
    text_of: {page: [words]}    the same of the visible text of a page, a PDF or a workbook

A page is a path in the site; `lesson` stands for the page of an input's own lesson. Inputs that can stand together are
checked and built together, and apart when something is wrong.
"""

from __future__ import annotations

import re
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from case_files import read_case_file
from checked import checked
from immerse.building.site import build_client
from immerse.leaks.containers import pdf_text, xlsx_texts
from immerse.model.site_view import View
from immerse.problems import ImmerseError, Problem, Severity
from site_fixtures import DAY, STARTER_CLIENT, copied, files_of_starter, one_line

CASES = Path(__file__).parents[1] / "cases" / "faults"
LESSONS = "curriculum/first-steps/lessons"
LESSON = f"{LESSONS}/02-input.yml"
TOGETHER = 50
"""Inputs in one build."""
FIRST_OF_SEVERAL = 11
"""Number of the first lesson of inputs in one build; an input of several files numbers its lessons itself, from 2."""
LESSONS_TOGETHER = 24
"""Lessons of inputs in one build; a module of more than thirty pages is a warning."""

STOCK = """\
id: FST-L2
title: An input
review_by: 2030-12-31
summary: What becomes of this text.
minutes: 10
teaches: [FST-1]
uses: [centre.languages, identity.disclosure]
objectives: [Read the page and the source side by side.]
why_here: "Signed: {{ policy.identity.disclosure.employee_text | wording }}."
sections:
  - id: one
    title: One
    text: A section.
showing:
  situation: A person reads the page.
  think_aloud: ["Does the page say what the file says?"]
practice:
  task: Compare page and source.
  done_when: [Every difference is written down.]
limits: Nothing of it is published.
pitfalls: []
mentor: {}
"""
"""A lesson that passes check, of which an input replaces some keys."""

Files = dict[str, str | dict[str, str]]


@dataclass(frozen=True)
class Input:
    """One input, and what is right for it."""

    name: str
    files: Files
    check: str = "clean"
    shows: dict[str, list[str]] = field(default_factory=dict)
    shows_not: dict[str, list[str]] = field(default_factory=dict)
    text_of: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_lesson(self) -> bool:
        """Whether it is one lesson of its own and nothing else, which can have any number."""
        return list(self.files) == [LESSON]

    @property
    def places(self) -> set[tuple[str, str]]:
        """What no other input may change as well: a text of a file, or the whole of it."""
        if self.is_lesson:
            return set()
        texts = ((path, change if isinstance(change, dict) else ("",)) for path, change in self.files.items())
        return {(path, text) for path, several in texts for text in several}


def read_input(path: Path) -> Input:
    """One case file."""
    case = read_case_file(path)
    files: Files = {LESSON: lesson_of(case["lesson"])} if "lesson" in case else case["files"]
    parts = {name: case.get(name, {}) for name in ("shows", "shows_not", "text_of")}
    known = {"about", "files", "lesson", "check", *parts}
    assert case["about"] and set(case) <= known, f"{path.name}: unknown keys {set(case) - known}"
    return Input(path.stem, files, case["check"], **parts)


def all_inputs() -> list[Input]:
    """Every case file, in the order of their names."""
    return [read_input(path) for path in sorted(CASES.rglob("*.yml"))]


def lesson_of(keys: str) -> str:
    """A lesson with these keys, and all others from the stock one."""
    given = set(re.findall(r"^(\w+):", keys, re.MULTILINE))
    blocks = re.split(r"^(?=\w)", STOCK, flags=re.MULTILINE)
    return keys + "".join(block for block in blocks if block.partition(":")[0] not in given)


class DoesNotFit(Exception):
    """An input cannot be laid over these files, because a text that it replaces is not there, or not once."""


class Laid:
    """The files of a new workspace with inputs laid over them."""

    def __init__(self) -> None:
        self.files = dict(files_of_starter())
        self.pages: dict[str, str] = {}
        """The page of each input's own lesson, by the input's name."""
        self._whole: set[str] = set()

    def add(self, one: Input, number: int) -> None:
        """Lay one more input; its lesson, if it is one, gets this number.

        Raises:
            DoesNotFit: another input wants the same place. The files are then as they were.
        """
        new: dict[str, bytes] = {}
        for path, change in one.files.items():
            if one.is_lesson and isinstance(change, str):
                path = path.replace("02-", f"{number:02}-")
                change = re.sub(r"\bFST-L2\b", f"FST-L{number}", change)
            if path in self._whole and isinstance(change, str):
                raise DoesNotFit(f"{one.name}: {path} is written twice")
            new[path] = self._changed(path, change, one.name)
        if one.is_lesson:
            self.pages[one.name] = f"learn/fst/fst-l{number}/index.html"
        self._whole |= {path for path in new if one.is_lesson or isinstance(one.files[path], str)}
        self.files |= new

    def _changed(self, path: str, change: str | dict[str, str], name: str) -> bytes:
        if isinstance(change, str):
            return change.encode()
        content = self.files[path].decode()
        for old, new in change.items():
            if content.count(old) != 1:
                raise DoesNotFit(f"{name}: {old!r} stands {content.count(old)} times in {path}")
            content = content.replace(old, new)
        return content.encode()


def laid(inputs: Sequence[Input]) -> Laid:
    """A new workspace with all these inputs.

    Raises:
        DoesNotFit: two of them want the same place.
    """
    workspace = Laid()
    for number, one in enumerate(inputs, FIRST_OF_SEVERAL if len(inputs) > 1 else 2):
        workspace.add(one, number)
    return workspace


def said_by_check(root: Path) -> tuple[Problem, ...]:
    """What `immerse check` prints of the workspace."""
    found = checked(root).open
    return tuple(problem for problem in found if problem.severity is not Severity.INFO)


def printed(problems: Iterable[Problem]) -> str:
    """Problems as a person sees them; `clean` for none."""
    return "".join(f"{problem}\n" for problem in problems) or "clean"


def check_of(one: Input) -> str:
    """What check prints of an input that stands alone."""
    with workspace_with([one]) as (root, _):
        return printed(said_by_check(root))


@contextmanager
def workspace_with(inputs: Sequence[Input]) -> Iterator[tuple[Path, dict[str, str]]]:
    """A new workspace with these inputs laid over it, and the pages of their lessons; gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="immerse-faults-") as folder:
        workspace = laid(inputs)
        yield copied(workspace.files, Path(folder) / "workspace"), workspace.pages


def faults_of(inputs: list[Input], build: Callable[..., Any] = build_client) -> Iterator[str]:
    """What is wrong with inputs that check should let pass: it speaks, the build stops, or a page says otherwise."""
    warned = [one for one in inputs if one.check != "clean"]  # apart: beside them check would not be clean for others
    for group in (*_groups([one for one in inputs if one not in warned]), *_groups(warned)):
        yield from _faults_together(group, build)


def _groups(inputs: list[Input]) -> Iterator[list[Input]]:
    """Inputs that can stand together, as many as a build may have."""
    waiting = inputs
    while waiting:
        group: list[Input] = []
        left: list[Input] = []
        taken: set[tuple[str, str]] = set()
        workspace = Laid()
        for one in waiting:
            fits = len(group) < TOGETHER and not (
                taken & one.places or sum(each.is_lesson for each in group) >= LESSONS_TOGETHER
            )
            if fits:
                try:
                    workspace.add(one, FIRST_OF_SEVERAL + len(group))
                except DoesNotFit:
                    fits = not group  # alone it says why it does not fit
            (group if fits else left).append(one)
            taken |= one.places if fits else set()
        yield group
        waiting = left


def _faults_together(group: list[Input], build: Callable[..., Any]) -> list[str]:
    found = _faults(group, build)
    wrong = [one for one in group if one.name in found]
    if not found or len(group) == 1:
        return [fault for faults in found.values() for fault in faults]
    if len(wrong) < len(group):
        return _faults_together(wrong, build)
    half = len(group) // 2
    return _faults_together(group[:half], build) + _faults_together(group[half:], build)


def _faults(group: list[Input], build: Callable[..., Any]) -> dict[str, list[str]]:
    """What is wrong, by the name of the input; all of them where it cannot be told whose it is."""
    names = ", ".join(one.name for one in group)

    def of_all(fault: str) -> dict[str, list[str]]:
        return {one.name: [fault] for one in group}

    try:
        with workspace_with(group) as (root, pages):
            said = said_by_check(root) if group[0].check == "clean" else ()
            if said:
                return of_all(f"{names}: check says\n{printed(said)}")
            site = build(root, STARTER_CLIENT, View.MENTOR, DAY, root.parent / "site").folder
            unlike = {one.name: [*_unlike(one, site, pages.get(one.name, ""))] for one in group}
            return {name: faults for name, faults in unlike.items() if faults}
    except ImmerseError as error:
        return of_all(f"{names}: the build stops after a clean check\n{error}")
    except Exception:
        return of_all(f"{names}: {traceback.format_exc()}")


def _unlike(one: Input, site: Path, own_page: str) -> Iterator[str]:
    """What pages say otherwise than the input wants."""
    for wanted, present, form in (
        (one.shows, True, one_line),
        (one.shows_not, False, one_line),
        (one.text_of, True, _visible),
    ):
        for page, fragments in wanted.items():
            content = form(_content(site / (own_page if page == "lesson" else page)))
            for fragment in fragments:
                if (one_line(fragment) in content) is not present:
                    yield f"{one.name}: {page} {'lacks' if present else 'holds'} {fragment!r}"


def _content(path: Path) -> str:
    if path.suffix == ".pdf":
        return pdf_text(path.read_bytes())
    return "\n".join(xlsx_texts(path.read_bytes())) if path.suffix == ".xlsx" else path.read_text("utf-8")


def _visible(html: str) -> str:
    return one_line(unescape(re.sub(r"<[^>]*>", "", html)))


def passes(one: Input) -> bool:
    """Whether check lets the input pass, perhaps with a warning, so that a build must not stop."""
    lines = [line for line in one.check.splitlines() if not line.startswith(" ")]
    return one.check == "clean" or all(": warning: " in line for line in lines)
