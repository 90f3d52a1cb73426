"""Commands load only the modules and libraries that they need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def loaded_by(*words: str) -> tuple[int, set[str]]:
    """The exit code of a command, and the names of all that it imported."""
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from immerse.cli import program\n"
        f"print(CliRunner().invoke(program, {[*words]}).exit_code, *sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    exit_code, *names = done.stdout.split()
    return int(exit_code), set(names)


def test_check_never_loads_a_site_generator(workspace: Path) -> None:
    code, names = loaded_by("-C", str(workspace), "check", "--on", "2026-12-01")
    heavy = {"mkdocs", "markdown", "typst", "xlsxwriter", "pypdfium2", "material", "joserfc", "cryptography"}
    assert (code, names & heavy) == (0, set())


def test_help_loads_no_model() -> None:
    code, names = loaded_by("--help")
    assert (code, names & {"immerse.model.base", "immerse.pipeline", "pydantic", "yaml", "jinja2"}) == (0, set())


def loaded_with(*modules: str) -> set[str]:
    """The names of all that these modules import."""
    code = f"import sys, {', '.join(modules)}\nprint(*sys.modules)\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


MODELS = {"immerse.model.base", "immerse.pipeline.source", "yaml"}
"""Loaded by what reads a workspace; they take longer than a look at a site that stands."""


def test_a_look_at_a_site_that_stands_loads_no_model() -> None:
    assert loaded_with("immerse.building.builder", "immerse.building.jobs") & MODELS == set()
    assert loaded_with("immerse.releasing.published") & MODELS == set()
    assert loaded_with("immerse.building.site") & MODELS == MODELS
