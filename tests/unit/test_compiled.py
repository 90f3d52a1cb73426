"""Compiled templates outlive a run, and a torn one is compiled anew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from immerse.storage.store import Store
from immerse.templating.compiled_templates import InstalledTemplates, KeptTemplates
from jinja2 import DictLoader, Environment


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's templates are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "immerse" / "store"


def environment(source: str = "Hello {{ name }}") -> Environment:
    kept = KeptTemplates(Store.of_user())
    return Environment(loader=DictLoader({"a": source}), bytecode_cache=kept, autoescape=True)


def test_what_one_run_compiled_the_next_does_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment().get_template("a")
    assert folder.stat().st_mode & 0o777 == 0o700
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("was compiled"))
    assert environment().get_template("a").render(name="<b>") == "Hello &lt;b&gt;"


def test_a_changed_template_is_compiled_anew() -> None:
    assert environment().get_template("a").render(name="x") == "Hello x"
    assert environment("Bye {{ name }}").get_template("a").render(name="x") == "Bye x"


def test_a_torn_one_is_compiled_anew(folder: Path) -> None:
    environment().get_template("a")
    (entry,) = folder.glob("?/*")
    entry.write_bytes(entry.read_bytes()[:-20])
    assert environment().get_template("a").render(name="x") == "Hello x"


def test_without_a_safe_folder_nothing_is_kept(folder: Path) -> None:
    environment().get_template("a")
    folder.rename(folder.parent / "elsewhere")
    folder.symlink_to(folder.parent / "elsewhere")
    assert environment().get_template("a").render(name="x") == "Hello x"


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder of the program."""
    return tmp_path / "program" / "templates"


def installed(beside: Path, source: str = "Hello {{ name }}") -> Environment:
    kept = InstalledTemplates(beside, KeptTemplates(Store.of_user()))
    return Environment(loader=DictLoader({"a": source}), bytecode_cache=kept, autoescape=True)


def test_a_template_is_kept_beside_the_program(beside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    installed(beside).get_template("a")
    assert not folder.exists()
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("was compiled"))
    assert installed(beside).get_template("a").render(name="<b>") == "Hello &lt;b&gt;"


def test_a_changed_template_takes_the_place_of_the_earlier(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert installed(beside).get_template("a").render(name="x") == "Hello x"
    assert installed(beside, "Bye {{ name }}").get_template("a").render(name="x") == "Bye x"
    assert len(list(beside.iterdir())) == 1


@pytest.mark.parametrize("torn", [b"", b"\0" * 200, None])
def test_a_torn_file_of_the_program_is_compiled_anew(
    beside: Path, monkeypatch: pytest.MonkeyPatch, torn: bytes | None
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    installed(beside).get_template("a")
    (entry,) = beside.iterdir()
    entry.write_bytes(entry.read_bytes()[:-20] if torn is None else torn)
    assert installed(beside).get_template("a").render(name="x") == "Hello x"


def test_where_nobody_may_write_beside_the_program_the_user_keeps_it(
    beside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    beside.parent.write_text("a file, so that there can be no folder")
    installed(beside).get_template("a")
    assert list(folder.glob("?/*"))
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("was compiled"))
    assert installed(beside).get_template("a").render(name="x") == "Hello x"


def test_a_program_that_may_write_no_compiled_modules_writes_no_templates(
    beside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    installed(beside).get_template("a")
    assert not beside.exists() and list(folder.glob("?/*"))
