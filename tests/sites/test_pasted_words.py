"""A word of one client in another's folder or in the core is named with both places, and stops a build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.building.site import build_client
from immerse.model.site_view import View
from immerse.pipeline.check import check_workspace
from immerse.problems import Severity
from pasted_words import (
    FOLDER,
    OURS,
    POLICY,
    THEIRS,
    WAIVER,
    built,
    house,
    into_core,
    into_overlay,
    named,
    renamed,
)
from site_fixtures import DAY

KINDS = {
    "id": ("quayside", "quayside"),
    "name": ("Quayside Ferries", "Quayside Ferries"),
    "brand": ("Tidewater Rowing", "Tidewater Rowing"),
    "short brand": ("Dory", "Dory"),
    "person": ("Agnieszka Nowak", "Agnieszka Nowak"),
    "key of a person": ("person-411", "person-411"),
    "account": ("QuaysideHelp", "QuaysideHelp"),
    "mailbox": ("help@quayside-ferries.example", "help@quayside-ferries.example"),
    "address": ("https://quayside-ferries.example/tides", "https://quayside-ferries.example/tides"),
    "number": ("01632 960411", "+44 1632 960 411"),
    "canary": ("zq0123456789abcdefqz", "zq0123456789abcdefqz"),
    "confidential value": ("Barnacle Vault", "Barnacle Vault"),
    "sentence": (
        "Nobody sails when the harbour master has closed the gate.",
        "Nobody sails when the harbour master has closed the gate.",
    ),
    "half a sentence": (
        "Here nobody sails when the harbour master has closed.",
        "Nobody sails when the harbour master has closed the gate.",
    ),
}
"""Kind -> (what is typed, the word that it is)."""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(house(tmp_path / "workspace"))
    return tmp_path / "workspace"


def test_the_second_client_is_clean(workspace: Path) -> None:
    judged = check_workspace(workspace, (OURS, THEIRS), DAY)
    assert [str(one) for one in judged.open if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("into", [into_overlay, into_core], ids=["overlay", "core"])
@pytest.mark.parametrize("kind", KINDS)
def test_check_and_build_name_both_places(workspace: Path, kind: str, into: Callable[[Path, str], str]) -> None:
    typed, word = KINDS[kind]
    path = into(workspace, typed)
    line = next(n for n, text in enumerate((workspace / path).read_text("utf-8").splitlines(), 1) if typed in text)
    found = named(check_workspace(workspace, (OURS,), DAY).open)
    assert {(one.location.path, one.location.line) for one in found} == {(path, line)}
    (problem,) = [one for one in found if one.word == word]
    begin = (workspace / path).read_text("utf-8").splitlines()[line - 1].index(typed)
    assert begin < problem.location.column <= begin + len(typed)
    assert f"of client quayside ({FOLDER.as_posix()}/quayside" in problem.message
    assert named(check_workspace(workspace, (OURS, THEIRS), DAY).open) == found
    assert [one for one in built(workspace) if one.rule == "L-71"] == found
    assert not (workspace / "site" / OURS).exists()


def test_the_client_whose_word_it_is_may_be_built(workspace: Path) -> None:
    into_core(workspace, "Quayside Ferries")
    found = named(check_workspace(workspace, (THEIRS,), DAY).open)
    assert [one.subject for one in found] == ["core/quayside"]
    assert build_client(workspace, THEIRS, View.TRAINEE, DAY, workspace / "site").pages > 5


def test_a_waiver_that_names_the_word_lifts_it(workspace: Path, immerse: Immerse) -> None:
    into_overlay(workspace, "Agnieszka Nowak")
    waivers = workspace / FOLDER / OURS / "waivers.yml"
    waivers.write_text(WAIVER.format(subject="acme-works/quayside", word="word: Agnieszka Nowak\n    "), "utf-8")
    judged = check_workspace(workspace, (OURS,), DAY)
    assert named(judged.open) == [] and [one.word for one in judged.waived] == ["Agnieszka Nowak"]
    assert build_client(workspace, OURS, View.TRAINEE, DAY, workspace / "site").pages > 5
    into_overlay(workspace, "QuaysideHelp")
    assert [one.word for one in built(workspace)] == ["QuaysideHelp"]


@pytest.mark.parametrize(
    ("subject", "word"),
    [
        ("acme-works/quayside", ""),
        ("acme-works/quayside", "word: Dory\n    "),
        ("acme-works/other", "word: Dory\n    "),
    ],
)
def test_a_waiver_without_the_word_lifts_nothing(workspace: Path, subject: str, word: str) -> None:
    into_overlay(workspace, "Agnieszka Nowak")
    (workspace / FOLDER / OURS / "waivers.yml").write_text(WAIVER.format(subject=subject, word=word), "utf-8")
    assert [one.word for one in built(workspace)] == ["Agnieszka Nowak"]
    assert len(named(check_workspace(workspace, (OURS,), DAY).open)) == 1


def test_what_stands_in_the_core_is_waived_for_the_programme(workspace: Path) -> None:
    into_core(workspace, "Agnieszka Nowak")
    (workspace / "site_config/waivers.yml").write_text(
        WAIVER.format(subject="core/quayside", word="word: Agnieszka Nowak\n    "), "utf-8"
    )
    assert named(check_workspace(workspace, (OURS,), DAY).open) == []
    assert build_client(workspace, OURS, View.TRAINEE, DAY, workspace / "site").pages > 5


def test_the_line_that_waives_it_is_offered(workspace: Path, immerse: Immerse) -> None:
    into_overlay(workspace, "Agnieszka Nowak")
    said = immerse("check", "--client", OURS, "--on", "2026-12-01").out
    assert '- {rule: L-71, subject: "acme-works/quayside", word: "Agnieszka Nowak", owner: ...' in said


def shared(root: Path, setting: str) -> None:
    """The same setting in the policies of both clients."""
    for client in (OURS, THEIRS):
        path = root / FOLDER / client / "policy.yml"
        text = path.read_text("utf-8")
        if "\ntopics:\n  forbidden:\n" in text:
            path.write_text(text.replace("\ntopics:\n  forbidden:\n", f"\ntopics:\n  forbidden:\n{setting}"), "utf-8")
        else:
            path.write_text(f"{text.rstrip()}\ntopics:\n  forbidden:\n{setting}", "utf-8")


def test_what_both_hold_under_one_setting_is_common(workspace: Path) -> None:
    sentence = "A regulator decides whether anybody may speak of it at all"
    shared(workspace, f"    - {{topic: a case, reason: {sentence}, say_instead: I ask}}\n")
    into_overlay(workspace, sentence)
    found = check_workspace(workspace, (OURS, THEIRS), DAY).open
    assert named(found) == []
    notes = named(found, Severity.INFO)
    assert {one.subject for one in notes} == {"acme-works/quayside", "quayside/acme-works"}
    assert all("both say 'A regulator decides" in one.message for one in notes)
    assert build_client(workspace, OURS, View.TRAINEE, DAY, workspace / "site").pages > 5


@pytest.mark.parametrize("typed", ["help@quayside-ferries.example", "zq0123456789abcdefqz", "+44 1632 960 411"])
def test_what_is_private_is_never_common(workspace: Path, typed: str) -> None:
    shared(workspace, f'    - {{topic: a case, reason: "Ask {typed} now", say_instead: I ask}}\n')
    (problem, *_) = named(check_workspace(workspace, (OURS,), DAY).open)
    assert problem.location.path == POLICY.as_posix()
    assert built(workspace)


def test_clients_of_one_group_say_each_others_names(workspace: Path) -> None:
    into_overlay(workspace, "Quayside Ferries")
    for client in (OURS, THEIRS):
        path = workspace / FOLDER / client / "policy.yml"
        path.write_text(
            path.read_text("utf-8").replace("  sector: other\n", "  group: tide\n  sector: other\n"), "utf-8"
        )
    assert named(check_workspace(workspace, (OURS, THEIRS), DAY).open) == []
    assert build_client(workspace, OURS, View.TRAINEE, DAY, workspace / "site").pages > 5
    into_overlay(workspace, "Agnieszka Nowak")
    assert [one.word for one in built(workspace)] == ["Agnieszka Nowak"], "names, and nothing else"


@pytest.mark.parametrize("name", ["Progress", "Orange", "BP"])
def test_an_everyday_name_stops_nobody(workspace: Path, name: str, immerse: Immerse) -> None:
    renamed(workspace, "name: Dory", f"name: {name}")
    into_core(workspace, name)
    into_overlay(workspace, f"{name.lower()}; {name}ive, pro{name}")
    assert named(check_workspace(workspace, (OURS, THEIRS), DAY).open, Severity.WARNING) == []
    into_overlay(workspace, f"Ask at {name} first.")
    for clients in ((OURS,), (OURS, THEIRS)):
        (warning,) = named(check_workspace(workspace, clients, DAY).open, Severity.WARNING)
        assert f"'{name}': a brand of client quayside" in warning.message
    done = immerse("build", "--client", OURS, "--on", "2026-12-01")
    assert done.code == 0 and f"'{name}': a brand of client quayside" in done.err
    (workspace / FOLDER / OURS / "waivers.yml").write_text(
        WAIVER.format(subject="acme-works/quayside", word=""), "utf-8"
    )
    assert named(check_workspace(workspace, (OURS,), DAY).open, Severity.WARNING) == []


@pytest.mark.parametrize("id", ["acme", "acme-works-uk", "works"])
def test_an_id_beside_another_that_holds_it(workspace: Path, id: str) -> None:
    shutil.rmtree(workspace / FOLDER / THEIRS)
    folder = workspace / FOLDER / id
    folder.mkdir()
    name = id.replace("-", " ").title()
    text = (workspace / POLICY).read_text("utf-8").replace(OURS, id).replace("Acme Works", name)
    (folder / "policy.yml").write_text(text, "utf-8")
    found = check_workspace(workspace, (OURS, id), DAY).open
    assert named(found) + named(found, Severity.WARNING) == []
    for client in (OURS, id):
        assert build_client(workspace, client, View.TRAINEE, DAY, workspace / "site").pages > 5


@pytest.mark.parametrize("account", ["charset", "sidebar", "querySelector"])
def test_an_account_called_like_a_word_of_a_script_stops_others_only_where_it_is_typed(
    workspace: Path, account: str
) -> None:
    renamed(workspace, "account: QuaysideHelp", f'account: "@{account}"')
    assert build_client(workspace, OURS, View.TRAINEE, DAY, workspace / "site").pages > 5
    into_overlay(workspace, f"Ask @{account} first.")
    assert [one.word for one in built(workspace)] == [f"@{account}"]


def test_words_that_cannot_be_looked_for_are_named(workspace: Path, immerse: Immerse) -> None:
    renamed(workspace, "name: Dory", "name: Q")
    notes = immerse("check", "--notes", "--on", "2026-12-01").out
    assert (
        "no check finds these words of quayside in the sites of others; they are too short or everyday words: Q"
        in notes
    )
    assert "search the sites of other clients for them yourself" in notes
    done = immerse("build", "--client", OURS, "--on", "2026-12-01")
    assert "search this site yourself for words too short or common for the check: quayside: Q" in done.err


def test_four_common_words_are_nobody_s(workspace: Path) -> None:
    into_core(workspace, "Then the duty officer.")
    renamed(workspace, "reason: Only zq", "reason: Then the duty officer. Only zq")
    assert named(check_workspace(workspace, (OURS, THEIRS), DAY).open) == []
