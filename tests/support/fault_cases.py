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
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import yaml
from immerse.building.site import build_client
from immerse.leaks.containers import pdf_text, xlsx_texts
from immerse.model.site_view import View
from immerse.pipeline.check import check_workspace
from immerse.problems import ImmerseError, Problem, Severity
from site_fixtures import DAY, STARTER_CLIENT, one_line, starter

CASES = Path(__file__).parents[1] / "cases" / "faults"
LESSONS = "curriculum/first-steps/lessons"
LESSON = f"{LESSONS}/02-input.yml"
TOGETHER = 50
"""Inputs in one build."""
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
    case = yaml.safe_load(path.read_text("utf-8"))
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
    """An input cannot be laid over this workspace, because a text that it replaces is not there, or not once."""


def lay(root: Path, inputs: Iterable[Input]) -> dict[str, str]:
    """Lay inputs over a workspace. Gives the page of each input's own lesson, by the input's name.

    Raises:
        DoesNotFit: two of them want the same place.
    """
    pages: dict[str, str] = {}
    written: set[str] = set()
    for number, one in enumerate(inputs, 2):
        for path, change in one.files.items():
            if one.is_lesson and isinstance(change, str):
                path = path.replace("02-", f"{number:02}-")
                change = re.sub(r"\bFST-L2\b", f"FST-L{number}", change)
                pages[one.name] = f"learn/fst/fst-l{number}/index.html"
            if path in written and isinstance(change, str):
                raise DoesNotFit(f"{one.name}: {path} is written twice")
            written |= {path} if isinstance(change, str) else set()
            _write(root / path, change, one.name)
    return pages


def _write(path: Path, change: str | dict[str, str], name: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(change, str):
        path.write_bytes(change.encode())
        return
    content = path.read_bytes().decode()
    for old, new in change.items():
        if content.count(old) != 1:
            raise DoesNotFit(f"{name}: {old!r} stands {content.count(old)} times in {path.name}")
        content = content.replace(old, new)
    path.write_bytes(content.encode())


def said_by_check(root: Path) -> tuple[Problem, ...]:
    """What `immerse check` prints of the workspace."""
    found = check_workspace(root, (STARTER_CLIENT,), DAY).open
    return tuple(problem for problem in found if problem.severity is not Severity.INFO)


def printed(problems: Iterable[Problem]) -> str:
    """Problems as a person sees them; `clean` for none."""
    return "".join(f"{problem}\n" for problem in problems) or "clean"


def check_of(one: Input) -> str:
    """What check prints of an input that stands alone."""
    with workspace_with([one]) as (root, _):
        return printed(said_by_check(root))


@contextmanager
def workspace_with(inputs: Iterable[Input]) -> Iterator[tuple[Path, dict[str, str]]]:
    """A new workspace with these inputs laid over it, and the pages of their lessons; gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="immerse-faults-") as folder:
        root = starter(Path(folder) / "workspace")
        yield root, lay(root, inputs)


def faults_of(inputs: list[Input]) -> Iterator[str]:
    """What is wrong with inputs that check should let pass: it speaks, the build stops, or a page says otherwise."""
    warned = [one for one in inputs if one.check != "clean"]  # apart: beside them check would not be clean for others
    for group in (*_groups([one for one in inputs if one not in warned]), *_groups(warned)):
        yield from _faults_together(group)


def _groups(inputs: list[Input]) -> Iterator[list[Input]]:
    """Inputs that can stand together, as many as a build may have."""
    waiting = inputs
    while waiting:
        group: list[Input] = []
        left: list[Input] = []
        taken: set[tuple[str, str]] = set()
        for one in waiting:
            fits = len(group) < TOGETHER and not (
                taken & one.places or sum(each.is_lesson for each in group) >= LESSONS_TOGETHER
            )
            (group if fits else left).append(one)
            taken |= one.places if fits else set()
        yield group
        waiting = left


def _faults_together(group: list[Input]) -> list[str]:
    found = _faults(group)
    if not found or len(group) == 1:
        return found
    half = len(group) // 2
    return _faults_together(group[:half]) + _faults_together(group[half:])


def _faults(group: list[Input]) -> list[str]:
    names = ", ".join(one.name for one in group)
    try:
        with workspace_with(group) as (root, pages):
            said = said_by_check(root) if group[0].check == "clean" else ()
            if said:
                return [f"{names}: check says\n{printed(said)}"]
            site = build_client(root, STARTER_CLIENT, View.MENTOR, DAY, root.parent / "site").folder
            return [fault for one in group for fault in _unlike(one, site, pages.get(one.name, ""))]
    except ImmerseError as error:
        return [f"{names}: the build stops after a clean check\n{error}"]
    except Exception:
        return [f"{names}: {traceback.format_exc()}"]


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
