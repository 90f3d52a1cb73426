"""What the documents say is true: commands, targets, files, links; and no file names a place of one machine."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from immerse import __version__
from immerse.cli import COMMANDS, program
from immerse.expressions.filters import FILTERS
from immerse.loading.layout import client_ids
from immerse.loading.schemas import KINDS
from immerse.output.csp import HEADERS, HEADERS_FILE
from site_fixtures import REPOSITORY

DOCUMENTS = [*sorted(REPOSITORY.glob("*.md")), *sorted((REPOSITORY / "docs").glob("*.md"))]
DOCUMENTS += sorted((REPOSITORY / "generator").rglob("README.md"))
NOT_OURS = frozenset({".git", ".venv", "site", "build", "dist", "published", "__pycache__", ".hypothesis"})
each_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=[path.relative_to(REPOSITORY).as_posix() for path in DOCUMENTS]
)


def said(name: str) -> str:
    return (REPOSITORY / name).read_text("utf-8")


def as_code(text: str) -> str:
    """What a document shows as typed: indented lines, fences, and spans between back-quotes."""
    lines = re.findall(r"^ {4,}(.*)$", text, re.M) + re.findall(r"^```[^\n]*\n(.*?)^```", text, re.M | re.S)
    return "\n".join([*lines, *re.findall(r"`([^`\n]+)`", text)])


def test_the_readme_shows_every_command() -> None:
    assert set(re.findall(r"^\| `immerse ([a-z-]+)", said("README.md"), re.M)) == set(COMMANDS)


def test_who_may_read_a_log_and_what_a_host_has_to_say_is_told() -> None:
    publish = said("README.md").partition("## Publish it")[2]
    assert "log of a pipeline" in publish and "may open every client's\nfolder" in publish
    assert HEADERS_FILE in publish and "frame" in publish and "frame-ancestors" in HEADERS


@each_document
def test_a_document_names_only_commands_and_options_that_exist(path: Path) -> None:
    text = as_code(path.read_text("utf-8")).replace("\\|", "|")
    for name, rest in re.findall(r"\bimmerse(?: -C \S+)? ([a-z]+(?:-[a-z]+)*)\b([^`\n]*)", text):
        if name in ("turns", "is"):
            continue
        assert name in COMMANDS, name
        command = program.get_command(click.Context(program), name)
        assert command
        commands = [command]
        if isinstance(command, click.Group):
            context = click.Context(command)
            commands = [one for sub in command.list_commands(context) if (one := command.get_command(context, sub))]
        known = {option for one in commands for param in one.params for option in param.opts}
        assert set(re.findall(r"(?<!\S)\[?(--[a-z]+(?:-[a-z]+)*)", rest.split("&&")[0])) <= known, (name, rest)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", said("Makefile"), re.M))


@each_document
def test_a_document_names_only_make_targets_that_exist(path: Path) -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b(?! sure)", as_code(path.read_text("utf-8"))))
    assert named <= targets()


def test_every_make_target_says_what_it_does_and_is_no_file() -> None:
    makefile = said("Makefile")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.M)
    assert set(phony.split()) == targets()
    assert {"site", "serve", "test", "lint", "check", "bench"} <= targets()


@each_document
def test_a_link_to_a_file_arrives(path: Path) -> None:
    # A link in code is an example.
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), target


def test_the_places_that_the_readme_shows_are_there() -> None:
    readme = said("README.md")
    (tree,) = re.findall(r"## Where things are\n\n((?: {4}.*\n)+)", readme)
    for name in re.findall(r"^ {4}(\S+)", tree, re.M):
        assert (REPOSITORY / name).exists(), name
    demos = re.findall(r"`site/([a-z-]+)/trainee/index\.html`", readme)
    assert sorted(demos) == sorted(client_ids(REPOSITORY))


def test_the_rooms_that_architecture_shows_are_those_of_the_package() -> None:
    package = REPOSITORY / "generator" / "immerse"
    shown = said("docs/architecture.md").partition("## Where to make a change")[0]
    named = set(re.findall(r"(?<=[`\s])(\w+)/(?=[`\s])", shown))
    rooms = {path.name for path in package.iterdir() if (path / "__init__.py").is_file()}
    assert rooms <= named
    places = (package, package / "cli", package / "theme" / "assets" / "immerse")
    assert [name for name in named if not any((place / name).is_dir() for place in places)] == []


def test_writing_says_every_kind_of_file_and_every_filter() -> None:
    code = as_code(said("docs/writing.md"))
    assert [name for name in (*KINDS, *FILTERS) if not re.search(rf"\b{name}\b", code)] == []


def test_the_changelog_knows_this_version() -> None:
    heads = re.findall(r"^## \[?([^\]\s]+)", said("CHANGELOG.md"), re.M)
    assert heads
    assert heads[0] == "Unreleased" or heads[0] == __version__


def our_files() -> list[Path]:
    found = []
    for path in sorted(REPOSITORY.rglob("*")):
        parts = path.relative_to(REPOSITORY).parts
        caches = any(part in NOT_OURS or part.endswith(("_cache", ".egg-info")) for part in parts[:-1])
        if path.is_file() and not caches and parts[0] not in NOT_OURS:
            found.append(path)
    return found


# In pieces, so that this file does not hold what it looks for.
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg.com",
    "crates" + ".io",
)
HOMES = "|".join(("ho" + "me", "Us" + "ers", "ro" + "ot", "wo" + "rk", "op" + "t", "tm" + "p", "mn" + "t"))
OF_A_MACHINE = re.compile(r"(?<![\w.:/})\]-])/(?:HOMES)/\w|\b[A-Z]:\\+U[s]ers\b".replace("HOMES", HOMES))


def tied_to_a_machine(text: str) -> list[str]:
    return [host for host in HOSTS if host in text] + OF_A_MACHINE.findall(text)


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine() -> None:
    found = {}
    for path in our_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if marks := tied_to_a_machine(text):
            found[path.relative_to(REPOSITORY).as_posix()] = marks
    assert found == {}


def test_a_planted_registry_and_a_planted_folder_are_found() -> None:
    planted = "see https://" + "py" + "pi.org/simple and " + "/ho" + "me/anna/site and C:" + "\\Us" + "ers\\anna"
    assert len(tied_to_a_machine(planted)) == 3
    assert tied_to_a_machine("a/home/page, https://host.example/home/page, ../work/x, /about/") == []
