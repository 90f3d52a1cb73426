"""The demo's files: in order, of today's format, as the schemas want them, and added to without errors."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from command_line import Immerse
from editor_schemas import as_editors_read, files_of_kind
from immerse.loading.file_kinds import KINDS, content_files
from immerse.loading.formatting import format_file
from immerse.problems import ContentProblems
from immerse.releasing.gate import fit_source
from immerse.storage.store import NOTHING_KEPT
from immerse.upgrading import plan_upgrade
from jsonschema import Draft202012Validator
from made_clients import add_clients
from schema_lines import assert_first_lines_resolve
from site_fixtures import DAY, REPOSITORY


def test_our_own_files_are_in_order() -> None:
    found = [format_file(REPOSITORY, path) for path in content_files(REPOSITORY)]
    assert found
    assert [str(fault) for done in found for fault in (*done.moves, *done.problems)] == []


def test_our_own_programme_is_of_the_format_that_is_read() -> None:
    assert not plan_upgrade(REPOSITORY, DAY).is_needed


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_accepts_our_own_files(name: str) -> None:
    validator = Draft202012Validator(json.loads((REPOSITORY / "schema" / f"{name}.json").read_text("utf-8")))
    paths = files_of_kind(REPOSITORY, name)
    assert paths or name in ("waivers", "answers", "signers")
    for path in paths:
        assert list(validator.iter_errors(as_editors_read(path))) == [], path
        assert not validator.is_valid(as_editors_read(path) | {"sumary": 1}), path


def test_our_own_files_lead_an_editor_to_schemas_of_today() -> None:
    assert_first_lines_resolve(REPOSITORY)
    assert {path.name for path in (REPOSITORY / "schema").iterdir()} == {
        f"{kind}.json" for kind in (*KINDS, "record", "event")
    }


NEEDED = ("curriculum", "module", "lesson", "drills", "checks", "playbook")


def test_a_skeleton_passes_the_check_in_our_own_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse
) -> None:
    for folder in ("curriculum", "playbooks", "site_config"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    for kind, id in (("lesson", "TRI-L7"), ("lesson", "CRI-L7"), ("module", "NET"), ("playbook", "PB-13")):
        done = immerse("new", kind, id)
        assert (done.code, done.err) == (0, "")
        assert all(Path(line).is_file() for line in done.out.splitlines())
    assert {path.name for path in Path("schema").iterdir()} == {f"{kind}.json" for kind in NEEDED}
    checked = immerse("check", "--on", "2026-12-01")
    assert (checked.code, checked.out) == (0, "")
    assert immerse("fmt", "--check").code == 0


def test_made_clients_have_no_errors_and_no_words_of_one_another(tmp_path: Path, immerse: Immerse) -> None:
    for folder in ("curriculum", "playbooks", "site_config"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    add_clients(tmp_path, 4)
    told = immerse("-C", str(tmp_path), "check", "--on", "2026-12-01")
    assert "8 clients: 0 errors" in told.out + told.err


def test_law_that_nobody_verified_stops_a_release() -> None:
    with pytest.raises(ContentProblems) as stopped:
        fit_source(REPOSITORY, ("hearthline",), date(2026, 12, 1), NOTHING_KEPT)
    assert {problem.rule for problem in stopped.value.problems} == {"release"}
    assert all("is not verified, so this client" in problem.message for problem in stopped.value.problems)
    fit_source(REPOSITORY, ("northgate",), date(2026, 12, 1), NOTHING_KEPT)


@pytest.mark.parametrize("name", [*KINDS, "record", "event"])
def test_a_kept_schema_is_current(immerse: Immerse, name: str) -> None:
    written = immerse("-C", REPOSITORY, "schema", name).out
    assert (REPOSITORY / "schema" / f"{name}.json").read_text("utf-8") == written, "renew it: make reference"
