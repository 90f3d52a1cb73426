"""Every command that writes files of an author: whatever cuts it short, each is the old one or the new one."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from command_line import Immerse
from filled_in import edited, typed
from immerse.cli import COMMANDS, program
from immerse.cli.commands.new import new
from immerse.cli.output_files import unwritable
from immerse.hosts.export import export_site
from immerse.loading.schemas import schema_file
from immerse.model.policy.custom import CustomSettings
from immerse.model.public_keys import fingerprint
from immerse.output.writing import UNFINISHED, write_whole
from immerse.pipeline.check import Judgement
from killing import DISKS, STEPS, Act, failing, faults, files_in, kills, restore
from made_rotations import Person
from rendered_site import SITE
from signed_workspace import write_signers
from site_fixtures import REPOSITORY, Files, files_of, starter

ON = ("--on", "2026-12-01")
MENTOR = Person("p-7f3a", "client", ["mentor"])
FINGERPRINT = fingerprint(MENTOR.key.thumbprint())
LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"
WRITE = {
    "init": ("init", "."),
    "new client": ("new", "client", "bay-line"),
    "new module": ("new", "module", "NET"),
    "new lesson": ("new", "lesson", "FST-L2"),
    "new playbook": ("new", "playbook", "PB-13"),
    "fmt": ("fmt",),
    "upgrade": ("upgrade", *ON),
    "answers": ("answers", "harbour-foods", "filled.xlsx", "--yes"),
    "questions": ("questions", "acme-works", "--out", "asked.html"),
    "schema": ("schema", "--out", "schema"),
    "coverage": ("coverage", "--format", "csv", "--out", "coverage.csv", *ON),
    "matrix": ("matrix", "--format", "csv", "--out", "matrix.csv"),
    "checklist": ("checklist", "acme-works", "--format", "json", "--out", "list.json", *ON),
    "export": ("export", "acme-works", "pages", *ON),
    "signers": ("signers", "revoke", FINGERPRINT, "--client", "acme-works", "--reason", "left", *ON),
}
"""Commands that write files of an author, or into a folder that may hold some."""
RELEASES = {"release", "releases", "verify-release", "diff", "rollback", "withdraw", "publish"}
ONLY_PRINT = {"check", "explain", "why", "policy", "drill", "build", "serve", "records"} | RELEASES
"""Commands that write no file of an author; sites and releases have tests of their own (test_kill,
test_release_cut_short), and records are a trainee's (test_records_commands)."""
ALL_OR_NOTHING = ("init", "new client", "new module", "new lesson", "new playbook")
"""On a full disk these leave nothing of what they made."""

SCHEMAS: dict[str, str] = {}

pytestmark = [
    pytest.mark.forks,
    pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The starter with a client that answered, a lesson out of order, and files that are there already."""
    root = starter(tmp_path_factory.mktemp("house") / "agency")
    for words in (("new", "client", "harbour-foods"), ("questions", "harbour-foods", "--out", f"{root}/asked.xlsx")):
        assert CliRunner().invoke(program, ["-C", str(root), *words]).exit_code == 0
    edited(root, typed("client.name", "Harbour"))
    write_signers(root, "acme-works", {"mentor": MENTOR})
    first, id, *rest = (root / LESSON).read_text("utf-8").splitlines(keepends=True)
    (root / LESSON).write_text("".join([first, *rest]) + id, "utf-8")
    shutil.rmtree(root / "schema")
    for name in ("schema/lesson.json", "schema/policy.json", "coverage.csv", "matrix.csv", "list.json", "asked.html"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("old", "utf-8")
    return files_in(root)


def before(name: str, agency: Files) -> Files:
    """The files from which a command begins."""
    if name == "init":
        return {}
    return files_of(REPOSITORY / "tests/cases/upgrade/format-1/centre") if name == "upgrade" else agency


def act(name: str, root: Path) -> Act:
    """The command as somebody gives it in this folder; what an export writes is a small site here."""
    if name == "export":
        return lambda: export_site(SITE, root / "pages")
    return lambda: CliRunner().invoke(program, WRITE[name], catch_exceptions=False)


def told(name: str, root: Path, immerse: Immerse) -> tuple[int, str]:
    """The exit code of a command and its last line; an export is the small site here too."""
    if name != "export":
        done = immerse(*WRITE[name])
        return done.code, "".join(done.err.splitlines(True)[-1:])
    try:
        act(name, root)()
    except OSError as error:
        return 2, f"error: {unwritable(Path(WRITE[name][2]), error)}\n"
    return 0, ""


def made_once(name: str, custom: CustomSettings | None = None) -> str:
    """The schema of a kind of file: each process that is killed would take longer to make them than for all else."""
    asked = f"{name} {custom!r}"
    if asked not in SCHEMAS:
        SCHEMAS[asked] = schema_file(name, custom)
    return SCHEMAS[asked]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and a test that stands in it."""
    monkeypatch.setattr("immerse.upgrading.check_workspace", lambda *_: Judgement((), (), ()))
    for module in ("immerse.starting", "immerse.loading.schemas"):
        monkeypatch.setattr(f"{module}.schema_file", made_once)
    (tmp_path / "root").mkdir()
    monkeypatch.chdir(tmp_path / "root")
    return tmp_path / "root"


def done(name: str, root: Path, old: Files) -> Files:
    """The files as the command leaves them."""
    restore(root, old)
    act(name, root)()
    return files_in(root)


@pytest.mark.parametrize("name", WRITE)
def test_a_kill_leaves_the_old_files_or_the_new_ones(name: str, root: Path, agency: Files) -> None:
    old = before(name, agency)
    new = done(name, root, old)
    assert new != old
    for number in kills(root, old, act(name, root)):
        found = files_in(root)
        assert faults(old, new, found) == [], number
        if name not in ALL_OR_NOTHING[1:] and number % 5 == 0 and found != new:
            act(name, root)()  # what was cut short can be finished
            assert files_in(root) == new, number
    assert files_in(root) == new


@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("name", WRITE)
def test_a_disk_that_fails_leaves_the_old_files_or_the_new_ones(
    name: str, disk: str, root: Path, agency: Files, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = before(name, agency)
    restore(root, old)
    assert told(name, root, immerse)[0] in (0, 1)  # 1: something is left for a person to do
    new = files_in(root)
    for number in STEPS:
        restore(root, old)
        with monkeypatch.context() as patch:
            failed = failing(patch, disk, number)
            code, line = told(name, root, immerse)
        found = files_in(root)
        if not failed:
            break
        assert code == 2
        assert re.fullmatch(rf"error: \S+ cannot be written: {failed[0]}; [^\n]+\n", line)
        assert faults(old, new, found) == [] and not [path for path in found if path.endswith(UNFINISHED)]
        assert found == old or name not in ALL_OR_NOTHING
    assert number > 1 and found == new


def test_an_export_onto_a_full_disk_says_so(
    root: Path, agency: Files, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore(root, agency)
    failed = failing(monkeypatch, "full", 2)
    said = immerse(*WRITE["export"])
    assert said.code == 2 and f"pages cannot be written: {failed[0]}" in said.err


def test_every_command_is_here_or_writes_no_file_of_an_author() -> None:
    written = {words[0] for words in WRITE.values()}
    assert written | ONLY_PRINT == set(COMMANDS) and not written & ONLY_PRINT
    kinds = set(next(one for one in new.params if one.name == "kind").type.choices)  # type: ignore[attr-defined]
    assert kinds == {words[1] for words in WRITE.values() if words[0] == "new"} | {"drill", "inject", "check"}


def in_place(path: Path, content: bytes) -> None:
    """Writes over what is there."""
    with path.open("wb") as file:
        os.fsync(file.fileno())
        file.write(content)


def removed_first(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    write_whole(path, content)


def left_behind(path: Path, content: bytes) -> None:
    staged = path.with_name(f".{path.name}.x{UNFINISHED}")
    with staged.open("wb") as file:
        file.write(content)
        os.fsync(file.fileno())
    staged.replace(path)


@pytest.mark.parametrize(
    ("writer", "says"),
    [(in_place, f"{LESSON} is neither the old one nor the new one"), (removed_first, f"{LESSON} is gone")],
)
def test_a_file_that_is_written_otherwise_is_found_by_a_kill(
    writer: Callable[[Path, bytes], None], says: str, root: Path, agency: Files
) -> None:
    new = done("fmt", root, agency)
    killed = kills(root, agency, lambda: writer(root / LESSON, new[LESSON]))
    assert {fault for _ in killed for fault in faults(agency, new, files_in(root))} == {says}


@pytest.mark.parametrize("writer", [in_place, left_behind])
def test_a_file_that_is_written_otherwise_is_found_by_a_full_disk(
    writer: Callable[[Path, bytes], None], root: Path, agency: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = done("fmt", root, agency)
    restore(root, agency)
    assert failing(monkeypatch, "full", 1) == []
    with pytest.raises(OSError, match="No space left"):
        writer(root / LESSON, new[LESSON])
    found = files_in(root)
    assert faults(agency, new, found) or [path for path in found if path.endswith(UNFINISHED)]


def test_what_a_kill_left_beside_a_file_goes_with_the_next_write_and_nothing_else(tmp_path: Path) -> None:
    path, other = tmp_path / "policy.yml", tmp_path / ".overlay.yml.abcd1234.immerse"
    mine = [tmp_path / name for name in (".policy.yml.original", ".policy.yml.swp", "policy.yml.immerse")]
    for one in (path, other, *mine):
        one.write_text("mine", "utf-8")
    dead, living = (tmp_path / f".policy.yml.{name}{UNFINISHED}" for name in ("abcd1234", "wxyz5678"))
    dead.write_text("half", "utf-8")
    with living.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        write_whole(path, b"new")
        assert living.exists() and not dead.exists()
    write_whole(path, b"newer")
    assert sorted(one for one in tmp_path.iterdir()) == sorted((path, other, *mine))
    assert path.read_bytes() == b"newer"
