"""What commands print: UTF-8 wherever it goes, and a plain end where nobody can take it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from immerse.cli.output_files import changing_releases
from immerse.cli.streams import OutputRefused
from immerse.problems import ImmerseError
from site_fixtures import starter

NAME = "Zażółć 北京 👍"
SURROUNDINGS: dict[str, dict[str, str]] = {
    "American console": {"PYTHONIOENCODING": "cp437"},
    "Japanese console": {"PYTHONIOENCODING": "cp932"},
    "Western Europe, strict": {"PYTHONIOENCODING": "latin-1:strict"},
    "UTF-16": {"PYTHONIOENCODING": "utf-16"},
    "bare C": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
COMMANDS = (
    ("policy", "acme-works", "client"),
    ("policy", "acme-works", "client", "--json"),
    ("check", "--format", "json", "--on", "2026-12-01"),
    ("check", "--format", "github", "--on", "2026-12-01"),
    ("check", "--on", "2026-12-01"),
    ("coverage", "--format", "csv"),
    ("coverage", "--format", "json"),
    ("matrix", "--format", "csv"),
    ("explain", "custom.cover"),
    ("nothing-of-the-kind-ż",),
)
_ALL = """
import sys
from immerse.cli import main
for words in {commands!a}:
    try:
        main(words)
    except SystemExit as end:
        print("=> exit", end.code)
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("agency") / "Büro"
    starter(root)
    policy = root / "site_config/clients/acme-works/policy.yml"
    policy.write_text(policy.read_text("utf-8").replace("name: Acme Works", f'name: "{NAME}"'), "utf-8")
    module = root / "curriculum/first-steps/module.yml"
    module.write_text(module.read_text("utf-8").replace("purpose: ", f"purpose: See **{NAME}**. ", 1), "utf-8")
    (root / "site_config/settings.yml").write_text(
        f"settings:\n  cover:\n    type: text\n    doc: Что закрыто, {NAME}\n", "utf-8"
    )
    return root


def output(workspace: Path, surroundings: dict[str, str], *python: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONIOENCODING", "PYTHONUTF8")}
    return subprocess.run(
        [sys.executable, *python], cwd=workspace, env=kept | surroundings, capture_output=True, check=False
    )


@pytest.mark.parametrize("surroundings", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_every_command_writes_utf8_into_a_pipe(workspace: Path, surroundings: dict[str, str]) -> None:
    done = output(workspace, surroundings, "-c", _ALL.format(commands=COMMANDS))
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err and "\\u" not in out + err
    assert out.count(NAME) >= 4 and out.count(f"'**{NAME}**' is shown as typed") == 3
    assert "nothing-of-the-kind-ż" in err
    assert done.stdout.count(b"\xef\xbb\xbf") == 2  # the two tables for spreadsheets begin with the mark
    assert out.count("=> exit") == len(COMMANDS)


def test_what_is_written_for_programs_can_be_read_as_it_is(workspace: Path) -> None:
    latin = SURROUNDINGS["Western Europe, strict"]
    problems = output(workspace, latin, "-m", "immerse", "check", "--format", "json", "--on", "2026-12-01").stdout
    problem = json.loads(problems)[0]
    assert problem["message"].startswith(f"'**{NAME}**' is shown as typed")
    rows = json.loads(output(workspace, latin, "-m", "immerse", "policy", "acme-works", "--json").stdout)
    assert NAME in [row["value"] for row in rows]


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("words", [("explain", "--all"), ("--help",), ("check",)], ids=" ".join)
def test_a_full_disk_behind_the_output_is_one_sentence(
    workspace: Path, words: tuple[str, ...], unbuffered: str
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "immerse", *words],
            cwd=workspace,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == "error: nothing more can be printed: No space left on device"
    assert b"Traceback" not in done.stderr and b"Exception ignored" not in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_reader_that_went_away_ends_a_command_quietly(workspace: Path, stream: str, unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    other = "stderr" if stream == "stdout" else "stdout"
    words = ("explain", "--all") if stream == "stdout" else ("no-such-command",)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "immerse", *words],
            cwd=workspace,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            check=False,
            **{stream: closed, other: subprocess.PIPE},  # type: ignore[call-overload]
        )
    assert (done.returncode, getattr(done, other)) == (2, b"")


def test_a_reader_that_went_away_is_no_disk_that_refuses(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused), changing_releases(tmp_path):
        raise OutputRefused("")
    with pytest.raises(ImmerseError, match="cannot be written: full"), changing_releases(tmp_path):
        raise OSError(28, "full")


def test_a_command_without_any_output_to_write_to_does_its_work(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "matrix.csv"
    command = f'"{sys.executable}" -m immerse matrix --format csv --out "{out}" >&- 2>&-'
    assert subprocess.run(command, shell=True, cwd=workspace, check=False).returncode == 0
    assert NAME in out.read_text("utf-8-sig")


def test_no_file_is_read_or_written_in_the_code_page_of_the_machine(workspace: Path) -> None:
    strict = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"}
    commands = (
        *COMMANDS,
        ("new", "module", "NET"),
        ("new", "lesson", "FST-L7"),
        ("fmt", "--check"),
        ("schema", "look"),
    )
    done = output(workspace, strict, "-c", _ALL.format(commands=commands))
    assert b"EncodingWarning" not in done.stderr and done.stdout.count(b"=> exit") == len(commands)
