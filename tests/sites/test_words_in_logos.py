"""A logo is read like every text of its client, by check, build and export alike."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.pipeline.check import check_workspace
from immerse.problems import Severity
from pasted_words import FOLDER, OURS, built, house, named, renamed
from site_fixtures import DAY


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter with a second client."""
    monkeypatch.chdir(house(tmp_path / "workspace"))
    return tmp_path / "workspace"


LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
LOOK = 'primary: "#0b4f4a"\naccent: "#0b6b64"\naccent_dark: "#7fd6cc"\nlogo: logo.svg\n'


def with_logo(root: Path, inside: str) -> str:
    """Give our client a logo with this drawing."""
    (root / FOLDER / OURS / "look.yml").write_text(LOOK, "utf-8")
    (root / FOLDER / OURS / "logo.svg").write_text(LOGO.format(inside), "utf-8")
    return f"{FOLDER.as_posix()}/{OURS}/logo.svg"


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ("<text>Tidewater Rowing</text>", "Tidewater Rowing"),
        ("<text>Tide<tspan>water</tspan> <tspan x='1'>Ro</tspan>wing</text>", "Tidewater Rowing"),
        ("<text>Quayside</text><text>Ferries</text>", "Quayside Ferries"),
        ("<title>Drawn for Agnieszka &#78;owak</title>", "Agnieszka Nowak"),
        ('<g id="quaysidehelp"><path d="M0 0"/></g>', "QuaysideHelp"),
        ("<desc>help@quayside-ferries.example</desc>", "help@quayside-ferries.example"),
    ],
)
def test_a_logo_is_read_by_check_build_and_export(workspace: Path, immerse: Immerse, inside: str, word: str) -> None:
    path = with_logo(workspace, inside)
    (problem,) = named(check_workspace(workspace, (OURS,), DAY).open)
    assert (problem.location.path, problem.word) == (path, word)
    assert built(workspace) == (problem,)
    stopped = immerse("export", OURS, "out", "--on", "2026-12-01")
    assert stopped.code == 1 and str(problem) in stopped.err and not (workspace / "out").exists()


@pytest.mark.parametrize("name", ["BP", "H&M", "3M", "Q4"])
def test_a_short_name_in_a_logo_is_a_warning_of_check_and_build(workspace: Path, immerse: Immerse, name: str) -> None:
    renamed(workspace, "name: Dory", f'name: "{name}"')
    with_logo(workspace, f"<text>{escape(f'With {name} since 1904, not {name.lower()}s')}</text>")
    (warning,) = named(check_workspace(workspace, (OURS,), DAY).open, Severity.WARNING)
    assert f"'{name}': a brand of client quayside" in warning.message
    done = immerse("build", OURS, "--on", "2026-12-01")
    assert done.code == 0 and str(warning) in done.err
    done = immerse("export", OURS, "out", "--on", "2026-12-01")
    assert done.code == 0 and str(warning) in done.err
