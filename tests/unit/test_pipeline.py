"""One reading of a workspace serves all its clients and both views, and says no less than a reading for each."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import typst
from calls import calls_of
from composed import CASES, client, edited, programme
from immerse.composing import compose, cut
from immerse.composing.dependent_parts import DependentParts
from immerse.loading.client import load_client
from immerse.loading.policy_layers import resolve_policy
from immerse.model.edition import Edition
from immerse.model.lesson import Lesson
from immerse.model.policy.centre import CentreGroup
from immerse.model.site_view import View
from immerse.pipeline.check import Judgement, check_workspace
from immerse.pipeline.prepare import compose_client, prepare
from immerse.pipeline.source import read_source
from immerse.problems import ContentProblems
from immerse.storage.store import Store
from immerse.words.docstrings import field_doc
from settled_client import settled_client
from site_fixtures import starter

ON = date(2026, 12, 1)
CLIENT = "acme-works"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "workspace"
    starter(root)
    return root


def test_the_programme_is_read_once_for_clients_and_views(workspace: Path) -> None:
    settled_client(workspace, "north-wind")
    source = read_source(workspace)
    for folder in ("curriculum", "playbooks"):
        shutil.rmtree(workspace / folder)
    for id in (CLIENT, "north-wind"):
        for view in View:
            assert compose_client(source, id, view, ON).view is view


def test_the_downloads_are_made_once_and_are_the_same_in_both_views(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = read_source(workspace)
    mentor = prepare(source, CLIENT, View.MENTOR, ON)
    monkeypatch.setattr(typst, "compile", lambda *_, **__: pytest.fail("was made again"))
    trainee = prepare(source, CLIENT, View.TRAINEE, ON)
    names = [name for name in trainee.site.files if name.startswith("downloads/")]
    assert len(names) == 5
    assert all(mentor.site.files[name] == trainee.site.files[name] for name in names)


def test_problems_of_the_programme_and_of_the_client_come_together(workspace: Path) -> None:
    lesson = next((workspace / "curriculum").rglob("lessons/*.yml"))
    lesson.write_text(lesson.read_text("utf-8").replace("minutes:", "minuten:", 1), "utf-8")
    policy = workspace / "site_config" / "clients" / CLIENT / "policy.yml"
    policy.write_text(policy.read_text("utf-8") + "nonsense: 1\n", "utf-8")
    with pytest.raises(ContentProblems) as raised:
        prepare(workspace, CLIENT, View.TRAINEE, ON)
    assert {problem.location.path.split("/")[0] for problem in raised.value.problems} == {"curriculum", "site_config"}


def test_parts_that_depend_on_the_client_are_found_once_and_every_edition_comes_out_the_same() -> None:
    dependent, whole = DependentParts(), programme()
    for one in (client(), client(id="second"), client("rotation: {weeks: 39}", id="third")):
        for view in View:
            assert compose(whole, one, view, ON, dependent) == compose(whole, one, view, ON)
    with calls_of(DependentParts.find_below) as calls:
        assert compose(whole, client(id="fourth"), View.MENTOR, ON, dependent)[0]
    assert not calls


def test_a_fault_is_said_for_the_second_client_too(tmp_path: Path) -> None:
    words = "{{ policy.client.name }}"
    folder = CASES / "programme"
    file = next(path for path in sorted(folder.rglob("lessons/*.yml")) if words in path.read_text("utf-8"))
    broken = edited(words, "{{ policy.client.nam }}", tmp_path, file.relative_to(folder).as_posix())
    dependent = DependentParts()
    first, second = (compose(broken, client(id=id), View.MENTOR, ON, dependent)[1] for id in ("first", "second"))
    assert first and [str(problem) for problem in first] == [str(problem) for problem in second]


def test_a_trainees_edition_is_a_mentors_with_things_left_out() -> None:
    whole, _ = compose(programme(), client(), View.MENTOR, ON)
    trainee, _ = compose(programme(), client(), View.TRAINEE, ON)
    assert whole is not None
    assert cut(whole, View.TRAINEE) == trainee
    assert cut(whole, View.MENTOR) is whole


def test_a_field_means_what_its_docstring_says() -> None:
    assert field_doc(Lesson, "why_here").startswith("Why it matters for this client; ")
    assert field_doc(Lesson, "when").startswith("Expression over `policy`")  # of a class above
    assert field_doc(Lesson, "summary") == ""
    assert field_doc(CentreGroup, "desks") == CentreGroup.model_fields["desks"].description


def _kept(root: Path) -> tuple[Judgement, Edition, dict[str, bytes]]:
    store = Store.of(root)
    judgement = check_workspace(root, (CLIENT,), ON, store)
    prepared = prepare(read_source(root, Store.of(root)), CLIENT, View.MENTOR, ON)
    return judgement, prepared.edition, prepared.site.files


def _anew(root: Path) -> tuple[Judgement, Edition, dict[str, bytes]]:
    judgement = check_workspace(root, (CLIENT,), ON)
    prepared = prepare(root, CLIENT, View.MENTOR, ON)
    return judgement, prepared.edition, prepared.site.files


def test_what_is_kept_is_what_would_be_read(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(workspace.parent / "own"))
    first, again = _kept(workspace), _kept(workspace)
    assert list((workspace / ".immerse" / "store").glob("?/*"))
    assert first == again == _anew(workspace)


def test_a_changed_file_is_read_again_and_so_is_one_with_a_problem(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(workspace.parent / "own"))
    _kept(workspace)
    lesson = next((workspace / "curriculum").rglob("lessons/*.yml"))
    text = lesson.read_text("utf-8")
    lesson.write_text(text.replace("minutes:", "minuten:", 1), "utf-8")
    store = Store.of(workspace)
    broken = [check_workspace(workspace, (CLIENT,), ON, store).open for _ in range(2)]
    assert broken[0] == broken[1] == check_workspace(workspace, (CLIENT,), ON).open
    assert any("minuten" in problem.message for problem in broken[0])
    lesson.write_text(re.sub("^title: .*$", "title: Another title", text, count=1, flags=re.M), "utf-8")
    _, edition, _ = _kept(workspace)
    assert "Another title" in {str(one.title) for one in edition.programme.lessons()}


def test_a_policy_with_the_agencys_own_settings_is_kept_too(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(workspace.parent / "own"))
    declared = "settings:\n  season:\n    type: text\n    doc: The season.\n    affects: []\n"
    (workspace / "site_config" / "settings.yml").write_text(declared, "utf-8")
    policy = workspace / "site_config" / "clients" / CLIENT / "policy.yml"
    policy.write_text(policy.read_text("utf-8") + "custom:\n  season: autumn\n", "utf-8")
    store = Store.of(workspace)
    read, _ = load_client(workspace, CLIENT, store)
    store.flush()
    with calls_of(resolve_policy) as calls:
        kept, _ = load_client(workspace, CLIENT, Store.of(workspace))
        assert calls == []
        load_client(workspace, CLIENT)
        assert len(calls) == 1
    assert read and kept and kept.policy.custom.season == "autumn"  # type: ignore[attr-defined]
    assert kept == read and type(kept.policy) is type(read.policy)
