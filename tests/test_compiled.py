"""Compiled templates outlive a run, and a torn one is compiled anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from immerse.compiled import KeptTemplates
from immerse.store import Store
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
    (entry,) = folder.glob("??/*")
    entry.write_bytes(entry.read_bytes()[:-20])
    assert environment().get_template("a").render(name="x") == "Hello x"


def test_without_a_safe_folder_nothing_is_kept(folder: Path) -> None:
    environment().get_template("a")
    folder.rename(folder.parent / "elsewhere")
    folder.symlink_to(folder.parent / "elsewhere")
    assert environment().get_template("a").render(name="x") == "Hello x"
