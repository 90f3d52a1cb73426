"""What is not there yet: a release before its first day, and one that is only tried."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import Immerse
from released_starter import ON, changed, released_starter
from site_fixtures import STARTER_CLIENT as CLIENT
from site_fixtures import copied, files_of

LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"
MODULE, CURRICULUM = "curriculum/first-steps/module.yml", "curriculum/curriculum.yml"
POLICY = f"site_config/clients/{CLIENT}/policy.yml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copied(released_starter(), tmp_path / "agency")
    monkeypatch.chdir(root)
    return root


def test_a_release_is_in_force_from_its_first_day(root: Path, immerse: Immerse) -> None:
    changed(root, LESSON, "summary: ", "summary: Now ")
    assert immerse("release", CLIENT, "1.0.1", "--effective", "2027-01-04", *ON).code == 0
    line = f"{CLIENT} 1.0.1  from 2027-01-04"
    assert f"{line}  latest, in force from 2027-01-04\n" in immerse("releases", *ON).out
    assert f"{line}  latest\n" in immerse("releases", "--on", "2027-01-04").out
    assert immerse("rollback", CLIENT, "1.0.0", *ON).code == 0
    assert f"{line}  in force from 2027-01-04\n" in immerse("releases", "--on", "2027-01-03").out
    assert f"{line}  in force\n" in immerse("releases", "--on", "2027-01-04").out


def test_a_dry_run_says_what_a_release_would_ask(root: Path, immerse: Immerse) -> None:
    changed(root, LESSON, "summary: ", "summary: Now ")
    assert immerse("release", CLIENT, "1.0.1", *ON).code == 0
    changed(root, LESSON, "summary: ", "summary: Now ")
    before = [files_of(root / name) for name in ("releases", "published")]
    done = immerse("release", CLIENT, "--dry-run", *ON)
    asks = "would ask on which day 1.0.0 ends, as at most two versions may be in force; --sunset DATE answers it"
    assert (done.code, done.out.splitlines()) == (
        0,
        [f"{CLIENT} 1.0.2  would be released, in force from 2026-01-01", f"  {asks}"],
    )
    (told,) = json.loads(immerse("release", CLIENT, "--dry-run", "--format", "json", *ON).out)
    assert (told["ends"], told["until"]) == ("1.0.0", None)
    done = immerse("release", CLIENT, "--dry-run", "--sunset", "2027-03-01", *ON)
    assert done.out.endswith("  1.0.0 would end on 2027-03-01\n")
    assert [files_of(root / name) for name in ("releases", "published")] == before


def test_who_does_what_the_first_refusal_says_can_release(root: Path, immerse: Immerse) -> None:
    changed(root, MODULE, "Forty of forty", "Fifty of fifty")
    done = immerse("release", CLIENT, "--dry-run", *ON)
    version = re.search(r"raise version: in curriculum.yml to (\S+), also core_version: in each policy.yml", done.err)
    entry = re.search(r"    changes:\n      - \{.*\}\n", done.err)
    assert done.code == 1 and version and entry and "raised (more is required; then rev: 2 as well)" in done.err
    changed(root, CURRICULUM, "\nversion: 0.1.0", f"\nversion: {version[1]}")
    # Whoever does one thing alone is told all others at once.
    done = immerse("release", CLIENT, "--dry-run", *ON)
    assert done.code == 1 and done.err.count("[L-69]") == done.err.count("[L-73]") == 1
    changed(root, POLICY, "core_version: 0.1.0", f"core_version: {version[1]}")
    declared = entry[0].replace("clarified", "raised")
    changed(root, MODULE, "    criterion: Fifty", f"    rev: 2\n{declared}    criterion: Fifty")
    done = immerse("release", CLIENT, "--dry-run", *ON)
    assert (done.code, "2.0.0 is proposed, because FST-2 is raised" in done.err) == (0, True)


def test_a_changed_setting_is_called_by_its_title_wherever_people_read(root: Path, immerse: Immerse) -> None:
    new = "https://feedback.example/other\n  mentor_url: https://mentors.example/"
    changed(root, POLICY, "https://feedback.example/training", new)
    said = immerse("diff", CLIENT, *ON).out
    assert said.count('read again: "Site: feedback address", "Site: mentors\' address"\n') == 2
    assert re.findall(r".*_url.*", said) == [
        "  Site: feedback address (site.feedback_url; IT)",
        "  Site: mentors' address (site.mentor_url; IT)",
    ]
    settings = json.loads((root / f"releases/{CLIENT}/1.0.0/facts.json").read_bytes())["settings"]
    titles = [setting["title"].casefold() for setting in settings]
    assert len(titles) > 5 and not [title for title in titles if re.search(r"\burl\b|_", title)]
