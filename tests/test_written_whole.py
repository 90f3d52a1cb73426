"""`init` and `new` leave every file of an author as it was or as it is to be, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.output.writing import write_whole
from immerse.problems import ImmerseError
from immerse.starting import make_part, make_workspace
from site_fixtures import starter

PARTS = (("client", "bay-line"), ("module", "NET"), ("lesson", "FST-L2"), ("playbook", "PB-13"))
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.move"}


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def is_unfinished(name: str) -> bool:
    """Whether a file has the name under which it is written, and nobody takes it for another."""
    return Path(name).name.startswith(".") and name != ".gitignore"


def changes(event: str, arguments: tuple[object, ...], root: Path) -> bool:
    """Whether an event of the audit changes something below `root`."""
    if not any(str(one).startswith(str(root)) for one in arguments if isinstance(one, str | Path)):
        return False
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in CHANGES


def killed_at(number: int, root: Path, act: Callable[[], object]) -> bool:
    """Act in a process of its own that is killed before its change with this number; whether it came that far."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            if changes(event, arguments, root):
                count += 1
                if count == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        act()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def acts(root: Path) -> dict[str, Callable[[], object]]:
    return {kind: lambda kind=kind, id=id: make_part(root, kind, id) for kind, id in PARTS}  # type: ignore[misc]


@pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("kind", ["client", "module", "lesson", "playbook", "workspace"])
def test_a_kill_at_any_change_leaves_whole_files(kind: str, tmp_path: Path) -> None:
    root, done = tmp_path / "agency", tmp_path / "done"
    if kind == "workspace":
        root.mkdir()
        make_workspace(done)
        before: dict[str, bytes] = {}
    else:
        starter(root)
        before = contents(root)
        shutil.copytree(root, done)
        acts(done)[kind]()
    after = contents(done)
    number = 0
    while True:
        number += 1
        shutil.rmtree(root)
        root.mkdir()
        for name, content in before.items():
            write_whole(root / name, content)
        act = (lambda: make_workspace(root)) if kind == "workspace" else acts(root)[kind]
        if not killed_at(number, root, act):
            break
        found = {name: content for name, content in contents(root).items() if not is_unfinished(name)}
        for name, content in found.items():
            assert content in (before.get(name), after.get(name)), (number, name)
        assert before.keys() <= found.keys(), number
        if kind == "workspace":
            make_workspace(root)  # what was cut short can be finished
    assert number > 3
    assert contents(root) == after


@pytest.mark.parametrize("kind", ["client", "module", "lesson", "playbook", "workspace"])
def test_a_full_disk_leaves_everything_as_it_was(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "agency"
    if kind != "workspace":
        starter(root)
        shutil.rmtree(root / "schema")
    before = contents(root) if root.exists() else None
    act = (lambda: make_workspace(root)) if kind == "workspace" else acts(root)[kind]
    for number in range(1, 99):
        written: list[Path] = []

        def full(path: Path, content: bytes, number: int = number, written: list[Path] = written) -> None:
            written.append(path)
            if len(written) == number:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            write_whole(path, content)

        monkeypatch.setattr("immerse.starting.writing.write_whole", full)
        try:
            act()
        except ImmerseError as error:
            assert str(error) == f"{written[-1]} cannot be written: No space left on device; nothing was changed"
            assert (contents(root) if root.exists() else None) == before
            assert before is None or not any(path.is_dir() and not any(path.iterdir()) for path in root.rglob("*"))
        else:
            break
    assert number > 2


def test_the_list_of_modules_is_written_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = starter(tmp_path / "agency")
    order: list[str] = []

    def noted(path: Path, content: bytes) -> None:
        order.append(path.name)
        write_whole(path, content)

    monkeypatch.setattr("immerse.starting.writing.write_whole", noted)
    make_part(root, "module", "NET")
    assert order[-1] == "curriculum.yml" and len(order) == 5


def test_a_folder_with_nothing_but_its_history_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git" / "refs").mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    assert immerse("init", ".").code == 0
    assert immerse("check").code == 0
    assert (tmp_path / ".git" / "HEAD").read_text("utf-8") == "ref: refs/heads/main\n"


@pytest.mark.parametrize("name", ["notes.txt", "curriculum/curriculum.yml", ".env"])
def test_a_folder_that_holds_something_else_is_left_alone(name: str, tmp_path: Path, immerse: Immerse) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine\n", "utf-8")
    done = immerse("init", tmp_path)
    assert done.code == 2 and f"(it holds {name})" in done.err
    assert contents(tmp_path) == {name: b"mine\n"}


@pytest.mark.parametrize("id", ["FST-L2", "FST-L99", "FST-L130", "FST-L999"])
def test_a_lesson_of_any_number_passes_the_check(id: str, workspace: Path, immerse: Immerse) -> None:
    assert immerse("new", "lesson", id).code == 0
    checked = immerse("check")
    assert (checked.code, checked.out) == (0, "")


@pytest.mark.parametrize("id", ["FST-L0", "FST-L01", "FST-L1000", "FST-130", "fst-L2", "FST-L2 "])
def test_any_other_number_is_refused(id: str, workspace: Path, immerse: Immerse) -> None:
    before = contents(workspace)
    done = immerse("new", "lesson", id)
    assert done.code == 2 and "write it like TRI-L7, with a number of 1 to 999" in done.err
    assert contents(workspace) == before


@pytest.mark.parametrize(
    ("kind", "id", "file", "above"),
    [("drill", "FST-D2", "drills", "injects:"), ("inject", "FST-I2", "drills", ""), ("check", "FST-K9", "checks", "")],
)
def test_what_has_no_file_of_its_own_is_shown(
    kind: str, id: str, file: str, above: str, workspace: Path, immerse: Immerse
) -> None:
    done = immerse("new", kind, id)
    assert done.code == 2 and done.out == ""
    assert f"curriculum/first-steps/{file}.yml" in done.err
    lines = done.err.partition("\n\n")[2].rstrip("\n") + "\n"
    assert lines.startswith(f"  - id: {id}\n")
    path = workspace / "curriculum" / "first-steps" / f"{file}.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(above, lines + above, 1) if above else text.rstrip("\n") + "\n" + lines, "utf-8")
    checked = immerse("check")
    assert (checked.code, checked.out) == (0, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("drill", "FST-L2"), "'FST-L2' is no id of a drill; write it like TRI-D7, with a number of 1 to 999"),
        (("check", "FST-K1"), "FST-K1 exists already"),
        (("drill", "NET-D1"), "there is no module 'NET'; modules: FST"),
    ],
)
def test_what_has_no_file_of_its_own_needs_an_id_all_the_same(
    words: tuple[str, ...], said: str, workspace: Path, immerse: Immerse
) -> None:
    done = immerse("new", *words)
    assert done.code == 2 and said in done.err
