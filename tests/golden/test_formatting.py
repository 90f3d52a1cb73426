"""`fmt`: keys in one order, every byte kept, every comment beside its key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import Done, Immerse
from hypothesis import given, settings
from hypothesis import strategies as st
from immerse.loading.file_kinds import KINDS, PLACES, content_files, kind_of
from immerse.loading.formatting import Formatted, format_file, format_source
from immerse.loading.policy_layers import core_source
from immerse.loading.strict_yaml import read_yaml
from immerse.model.base import Block, Node, OneOf, Point
from immerse.model.policy.policy import Policy
from mutated_files import mutated
from site_fixtures import REPOSITORY, starter

CASES = sorted((Path(__file__).parents[1] / "cases" / "formatting").glob("*.yml"))
OTHERS = ("generator/immerse/starter/workspace", "tests/cases/base_workspace", "tests/cases/other_subject")
WORKSPACES = tuple(REPOSITORY / path for path in OTHERS)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    before = case["before"].encode()
    done = format_source(before, "case.yml", KINDS[case["kind"]])
    assert [str(move) for move in done.moves] == case.get("moves", [])
    assert [str(problem).removesuffix(" [yaml]\n    keep one of the two") for problem in done.problems] == case.get(
        "problems", []
    )
    assert done.content == case.get("after", case["before"]).encode()


KEEPS = "a text written with |+ or >+ keeps the blank lines below it; write | or >"


class Leaf(Block):
    id: str
    a: str
    b: str


class Tree(Node):
    one: str
    two: Leaf
    three: tuple[Leaf | OneOf[Point], ...]
    four: dict[str, Leaf]


FIELDS: dict[str, tuple[str, ...]] = {"leaf": ("id", "when", "a", "b"), "tree": ("one", "two", "three", "four")}


class Writer:
    """YAML as somebody might type it. Each key has a number of its own, in a comment above it and behind its value."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.number = 0

    def mapping(self, indent: str, kind: str, order: list[str]) -> Iterator[str]:
        for key in order:
            self.number += 1
            yield from [""] * self.draw(st.integers(0, 1))
            if self.draw(st.booleans()):
                yield f"{indent}# c{self.number}"
                yield from [""] * self.draw(st.integers(0, 1))
            yield from self.value(indent, key, f"{indent}{key}:", f"k{self.number}")
            if self.draw(st.integers(0, 4)) == 0:
                yield f"{indent}   # deep"

    def value(self, indent: str, key: str, head: str, mark: str) -> Iterator[str]:
        if key == "two":
            yield f"{head}  # {mark}"
            yield from self.leaf(f"{indent}  ")
        elif key == "three":
            yield f"{head}  # {mark}"
            dash = indent + self.draw(st.sampled_from(["", "  "]))
            for _ in range(self.draw(st.integers(1, 2))):
                yield from self.item(dash)
        elif key == "four":
            yield f"{head}  # {mark}"
            for name in self.draw(st.permutations(["zed", "ann"])):
                yield f"{indent}  {name}: {{b: x, id: 'y}}#', a: [1, {{}}]}}"
        else:
            yield from self.scalar(indent, head, mark)

    def leaf(self, indent: str) -> Iterator[str]:
        return self.mapping(indent, "leaf", self.draw(st.permutations(FIELDS["leaf"])))

    def item(self, indent: str) -> Iterator[str]:
        lines = list(self.leaf(f"{indent}  "))
        first = next(place for place, line in enumerate(lines) if line.lstrip() and not line.lstrip().startswith("#"))
        lines[first] = f"{indent}- {lines[first].lstrip()}"
        return (line for place, line in enumerate(lines) if place >= first)

    def scalar(self, indent: str, head: str, mark: str) -> Iterator[str]:
        style = self.draw(st.integers(0, 6))
        if style == 0:
            yield f"{head} plain words  # {mark}"
        elif style == 1:
            yield from (f'{head} "quoted {mark}', f"{indent} # no comment", "", f'{indent}   ü: - "  # {mark}')
        elif style == 2:
            yield from (f"{head} |  # {mark}", f"{indent}  # no comment", "", f"{indent}  {mark}")
        elif style == 3:
            yield from (f"{head} >+ # {mark}", f"{indent}  folded", f"{indent}  # no comment", "")
        elif style == 4:
            yield from (f"{head} plain", f"{indent}  on two lines  # {mark}")
        elif style == 5:
            yield f"{head}  # {mark}"
        else:
            yield from (f"{head} '{mark}", f"{indent}  it''s'")


@st.composite
def documents(draw: st.DrawFn) -> str:
    writer = Writer(draw)
    lines = ["# header", "", *writer.mapping("", "tree", draw(st.permutations(FIELDS["tree"])))]
    return "\n".join([*lines, *draw(st.sampled_from([["# footer"], [""]])), ""])


def comments_by_key(text: str) -> dict[str, str]:
    """Number of a comment -> number in the next line that is neither blank nor a comment."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    for line in text.split("\n"):
        if match := re.fullmatch(r" *(?:- )?# c(\d+)", line):
            waiting.append(match.group(1))
        elif waiting and line.strip() and not line.lstrip().startswith("#"):
            found |= dict.fromkeys(waiting, line)
            waiting = []
    return {number: (re.findall(r"\bk(\d+)", line) or [line])[0] for number, line in found.items()}


def keys_in_order(value: Any) -> Iterator[tuple[list[str], list[str]]]:
    if isinstance(value, dict):
        for names in FIELDS.values():
            if value.keys() <= set(names):
                yield list(value), [name for name in names if name in value]
        for item in value.values():
            yield from keys_in_order(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from keys_in_order(item)


def bare(text: str) -> list[str]:
    return sorted(re.sub(r"[ -]", "", line) for line in text.split("\n") if "{" not in line)


@settings(deadline=None, max_examples=300)
@given(documents())
def test_whatever_is_written_keeps_its_value_its_bytes_and_its_comments(text: str) -> None:
    before = read_yaml(text.encode(), "case.yml")
    assert before.problems == ()
    done = format_source(text.encode(), "case.yml", Tree)
    if done.problems:
        assert (done.content, done.moves) == (text.encode(), ())
        assert {problem.hint for problem in done.problems} == {KEEPS}
        return
    after = done.content.decode()
    assert read_yaml(done.content, "case.yml").value == before.value
    assert all(found == wanted for found, wanted in keys_in_order(read_yaml(done.content, "case.yml").value))
    assert bare(after) == bare(text)
    moved, was = comments_by_key(after), comments_by_key(text)
    assert moved.keys() == was.keys()
    top = re.findall(r"\A(?:#.*\n|\n)*", text)[0]
    assert {number: key for number, key in moved.items() if f"# c{number}\n" not in top} == {
        number: key for number, key in was.items() if f"# c{number}\n" not in top
    }
    assert format_source(done.content, "case.yml", Tree) == Formatted("case.yml", done.content)


@settings(deadline=None, max_examples=300)
@given(mutated())
def test_a_broken_file_is_changed_whole_or_not_at_all(broken: tuple[bytes, str]) -> None:
    source, path = broken
    done = format_source(source, path, KINDS[kind_of(path)])
    if done.problems:
        assert (done.content, done.moves) == (source, ())
    else:
        assert read_yaml(done.content, path).value == read_yaml(source, path).value
        assert sorted(done.content) == sorted(source)
        assert format_source(done.content, path, KINDS[kind_of(path)]).moves == ()


@pytest.mark.parametrize("root", WORKSPACES, ids=lambda root: root.name)
def test_files_of_workspaces_are_in_order(root: Path) -> None:
    found = [format_file(root, path) for path in content_files(root)]
    assert found
    assert [str(fault) for done in found for fault in (*done.moves, *done.problems)] == []


def test_the_core_defaults_are_in_order() -> None:
    assert format_source(core_source(), "core", Policy).moves == ()


def test_every_kind_has_a_place_and_every_file_of_a_workspace_a_kind() -> None:
    assert {kind for _, kind in PLACES} == KINDS.keys()
    for root in WORKSPACES:
        for folder in ("curriculum", "playbooks", "site_config"):
            files = {path.relative_to(root).as_posix() for path in (root / folder).rglob("*.yml")}
            assert files <= set(content_files(root))
    assert [kind_of(path) for path in ("mkdocs.yml", "curriculum/.x/module.yml", "a/playbooks/PB-01-a.yml")] == [""] * 3


LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"
MOVE = f"{LESSON}:3:1: 'id' belongs above 'title'\n"


@pytest.fixture
def untidy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one lesson whose title stands above its id."""
    root = starter(tmp_path / "workspace")
    monkeypatch.chdir(root)
    path = root / LESSON
    head, id, title, *rest = path.read_text("utf-8").splitlines(keepends=True)
    assert head.startswith("# yaml-language-server")
    path.write_text("".join([head, title, id, *rest]), "utf-8")
    path.chmod(0o600)
    return path


def test_what_is_out_of_order_is_named_and_then_mended(untidy: Path, immerse: Immerse) -> None:
    found = untidy.read_bytes()
    count = len(content_files(Path.cwd()))
    assert immerse("fmt", "--check") == Done(1, MOVE, f"{count} files: 1 out of order, 0 left as found\n")
    assert untidy.read_bytes() == found
    assert immerse("fmt") == Done(0, f"{LESSON}\n", f"{count} files: 1 put in order, 0 left as found\n")
    assert untidy.stat().st_mode & 0o777 == 0o600
    assert immerse("fmt", "--check") == Done(0, "", f"{count} files: 0 out of order, 0 left as found\n")
    assert immerse("fmt") == Done(0, "", f"{count} files: 0 put in order, 0 left as found\n")
    assert [path.name for path in untidy.parent.iterdir()] == [untidy.name]


def test_files_are_named_from_where_one_stands(untidy: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(untidy.parent)
    assert immerse("fmt", "../module.yml", "--check").code == 0
    assert immerse("fmt", untidy.name, untidy, "--check") == Done(1, MOVE, "1 file: 1 out of order, 0 left as found\n")


def test_a_file_that_cannot_be_put_in_order_is_left_and_the_others_are_not(untidy: Path, immerse: Immerse) -> None:
    module = Path("curriculum/first-steps/module.yml")
    broken = module.read_text("utf-8") + "id: FST\n"
    module.write_text(broken, "utf-8")
    done = immerse("fmt")
    assert (done.code, done.out) == (1, f"{LESSON}\n")
    assert re.match(rf"{module}:\d+:1: duplicate key 'id' \(first on line 2\) \[yaml\]\n", done.err)
    assert done.err.endswith("1 put in order, 1 left as found\n")
    assert module.read_text("utf-8") == broken


@pytest.mark.parametrize(
    ("file", "code", "sentence"),
    [
        ("README.md", 1, "README.md:1:1: this is not a content file [path]\n"),
        ("playbooks/PB-99-none.yml", 1, "playbooks/PB-99-none.yml:1:1: there is no such file [path]\n"),
        ("../else.yml", 2, "error: ../else.yml is not in the workspace "),
    ],
)
def test_what_is_no_file_of_ours_is_said(untidy: Path, immerse: Immerse, file: str, code: int, sentence: str) -> None:
    done = immerse("fmt", file)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(sentence)


def test_a_link_is_not_followed(untidy: Path, immerse: Immerse) -> None:
    other = untidy.with_name("02-linked.yml")
    other.symlink_to(untidy.name)
    done = immerse("fmt", other)
    assert done.code == 1
    assert "this is a link; links are not followed" in done.err
    assert immerse("fmt").code == 0
    assert other.is_symlink()
