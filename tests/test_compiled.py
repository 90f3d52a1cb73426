"""Compiled templates outlive a run, in a folder that only their owner can open."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from immerse.compiled import kept_templates
from jinja2 import DictLoader, Environment


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept_templates.cache_clear()
    yield tmp_path
    kept_templates.cache_clear()


def environment(source: str = "Hello {{ name }}") -> Environment:
    return Environment(loader=DictLoader({"a": source}), bytecode_cache=kept_templates(), autoescape=True)


def test_what_one_run_compiled_the_next_does_not(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment().get_template("a")
    (folder,) = temporary.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    kept_templates.cache_clear()
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("was compiled"))
    assert environment().get_template("a").render(name="<b>") == "Hello &lt;b&gt;"


@pytest.mark.usefixtures("temporary")
def test_a_changed_template_is_compiled_anew() -> None:
    assert environment().get_template("a").render(name="x") == "Hello x"
    assert environment("Bye {{ name }}").get_template("a").render(name="x") == "Bye x"


def test_without_a_safe_folder_nothing_is_kept(temporary: Path) -> None:
    environment().get_template("a")
    (folder,) = temporary.iterdir()
    folder.rename(temporary / "elsewhere")
    folder.symlink_to(temporary / "elsewhere")
    kept_templates.cache_clear()
    assert kept_templates() is None
    assert environment().get_template("a").render(name="x") == "Hello x"
