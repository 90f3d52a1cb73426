"""The loading room: golden cases of what it refuses, and what a case file cannot say."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import loading_cases
import pytest
from immerse.loading.client import load_client, load_waivers
from immerse.loading.layout import client_ids, find_workspace
from immerse.loading.programme import load_programme
from immerse.model.base import OneOf
from immerse.problems import ImmerseError, Location, Severity

EXAMPLE = loading_cases.BASE / "curriculum/basics/lessons/01-first-loaf.yml"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return loading_cases.make_workspace(tmp_path, {})


@pytest.mark.parametrize("path", sorted(loading_cases.CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    case = loading_cases.read_case(path)
    if path.stem == "case_clash" and tmp_path.with_name(tmp_path.name.upper()).exists():
        pytest.skip("this disk does not tell upper from lower case")
    root = loading_cases.make_workspace(tmp_path, case["changes"])
    problems = loading_cases.problems_of(root, case.get("clients"))
    assert loading_cases.shown(problems) == case["expect"]


def test_the_workspace_of_the_cases_is_valid(workspace: Path) -> None:
    assert loading_cases.problems_of(workspace) == []


def test_no_message_speaks_the_language_of_the_tools() -> None:
    for path in sorted(loading_cases.CASES.glob("*.yml")):
        expected = loading_cases.read_case(path)["expect"].lower()
        for word in ("invalid", "input should", "validation", "token", "scalar", "tuple", "dictionary", "string"):
            assert word not in expected, f"{path.name}: say what is wrong and what is allowed"


def test_a_programme_keeps_order_ids_and_places(workspace: Path) -> None:
    lessons = workspace / "curriculum/basics/lessons"
    second = EXAMPLE.read_text(encoding="utf-8").replace("BAS-L1", "BAS-L2")
    (lessons / "00-before.yml").write_text(second, encoding="utf-8")
    programme, problems = load_programme(workspace)
    assert problems == () and programme is not None
    assert [lesson.id for lesson in programme.lessons()] == ["BAS-L2", "BAS-L1"]
    (module,) = programme.modules
    assert module.folder == "curriculum/basics"
    assert module.location == Location("curriculum/basics/module.yml", 1, 1)
    assert module.location_of("title") == Location("curriculum/basics/module.yml", 2, 1)
    section = module.lessons[1].sections[0]
    assert section.location == Location("curriculum/basics/lessons/01-first-loaf.yml", 11, 5)
    assert not isinstance(section, OneOf)
    assert section.text.at(section.text.index("slowly")) == Location(
        "curriculum/basics/lessons/01-first-loaf.yml", 15, 21
    )
    assert [drill.id for drill in programme.drills()] == ["BAS-D1"]
    assert [check.id for check in programme.checks()] == ["BAS-K1"]
    assert [playbook.id for playbook in programme.playbooks] == ["PB-01"]


def test_a_module_may_do_without_drills_checks_and_playbooks(workspace: Path) -> None:
    (workspace / "curriculum/basics/drills.yml").unlink()
    (workspace / "curriculum/basics/checks.yml").unlink()
    shutil.rmtree(workspace / "playbooks")
    programme, problems = load_programme(workspace)
    assert problems == () and programme is not None
    assert programme.modules[0].drills is None and programme.playbooks == ()


def test_a_warning_does_not_stop_a_programme_and_names_what_a_waiver_would(workspace: Path) -> None:
    (workspace / "curriculum/notes.txt").write_text("x")
    programme, (problem,) = load_programme(workspace)
    assert programme is not None
    assert problem.severity is Severity.WARNING and problem.subject == "curriculum/notes.txt"


def test_a_programme_opens_no_folder_of_a_client(workspace: Path) -> None:
    (workspace / "site_config/clients/corner/policy.yml").write_bytes(b"\xff")
    assert load_programme(workspace)[1] == ()


def test_a_client_is_read_from_its_own_folder_only(workspace: Path) -> None:
    other = workspace / "site_config/clients/other"
    other.mkdir()
    (other / "policy.yml").write_bytes(b"\xff")
    client, problems = load_client(workspace, "corner")
    assert problems == () and client is not None
    assert client.id == "corner" and client.folder == "site_config/clients/corner"
    assert client.overlay.why_here == {"BAS-L1": "Our neighbours have eaten here for years."}
    assert client.look.primary == "#1f3a5f"
    assert client.logo is not None and client.logo[0] == "logo.svg" and b"<circle" in client.logo[1]


def test_a_client_may_do_without_everything_but_its_policy(workspace: Path) -> None:
    folder = workspace / "site_config/clients/corner"
    for name in ("overlay.yml", "look.yml", "logo.svg"):
        (folder / name).unlink()
    (workspace / "site_config/defaults.yml").unlink()
    client, problems = load_client(workspace, "corner")
    assert problems == () and client is not None
    assert client.logo is None and client.look.primary.startswith("#")
    assert client.overlay.why_here == {} and client.waivers.waivers == ()


def test_a_broken_waivers_file_waives_nothing(workspace: Path) -> None:
    (workspace / "site_config/waivers.yml").write_text("waivers: none\n")
    waivers, problems = load_waivers(workspace)
    assert waivers.waivers == () and len(problems) == 1


def test_each_value_has_the_origin_of_the_layer_that_set_it(workspace: Path) -> None:
    client, _ = load_client(workspace, "corner")
    assert client is not None
    assert client.policy.response.targets is not None
    assert client.policy.response.targets["P1"].triage_min == 10
    origin = client.origins["response.targets.P1.triage_min"]
    assert (origin.value, origin.layer) == (10, "client")
    assert origin.location == Location("site_config/clients/corner/policy.yml", 8, 22)
    ratio = client.origins["rotation.ratio"]
    assert (ratio.value, ratio.layer, str(ratio.location)) == (2, "defaults", "site_config/defaults.yml:2:10")
    track = client.origins["response.targets.P1.clock"]
    assert (track.value, track.layer, track.location.path) == ("wall", "core", "core defaults")


def test_a_list_replaces_a_list_and_is_one_leaf(workspace: Path) -> None:
    policy = workspace / "site_config/clients/corner/policy.yml"
    policy.write_text(policy.read_text() + "centre:\n  taxonomy:\n    risks: [burnt]\n")
    client, problems = load_client(workspace, "corner")
    assert problems == () and client is not None
    assert client.policy.centre.taxonomy is not None
    assert client.policy.centre.taxonomy.risks == ("burnt",)
    assert client.origins["centre.taxonomy.risks"].value == ["burnt"]
    assert client.origins["centre.taxonomy.topics"].layer == "core"
    assert not any(path.startswith("centre.taxonomy.risks.") for path in client.origins)


def test_what_the_model_left_aside_has_no_origin(workspace: Path) -> None:
    policy = workspace / "site_config/clients/corner/policy.yml"
    policy.write_text(policy.read_text().replace("    P1:", "    P4: {first_response_min: 1440}\n    P1:"))
    client, problems = load_client(workspace, "corner")
    assert problems == () and client is not None
    assert client.origins["response.targets.P4.first_response_min"].value == 1440
    assert "response.targets.P4.cover_days" not in client.origins


def test_null_takes_a_default_away(workspace: Path) -> None:
    policy = workspace / "site_config/clients/corner/policy.yml"
    policy.write_text(policy.read_text() + "voice: {sign_off: null}\n")
    client, problems = load_client(workspace, "corner")
    assert problems == () and client is not None
    assert client.policy.voice.sign_off is None
    assert client.origins["voice.sign_off"].layer == "client"


def test_every_leaf_of_the_core_defaults_has_an_origin_and_a_value(workspace: Path) -> None:
    client, _ = load_client(workspace, "corner")
    assert client is not None
    core = {path: origin for path, origin in client.origins.items() if origin.layer == "core"}
    assert len(core) > 100
    for path in core:
        value: Any = client.policy
        for part in path.split("."):
            value = value[part] if isinstance(value, dict) else getattr(value, part)
        assert value is not None, path


def test_a_workspace_is_found_from_any_folder_inside_it(workspace: Path) -> None:
    assert find_workspace(workspace / "curriculum/basics") == workspace.resolve()
    assert client_ids(workspace) == ("corner",)


def test_no_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ImmerseError, match=r"no workspace here: .* create one with immerse init DIR"):
        find_workspace(tmp_path)


def test_a_workspace_without_clients_has_none(workspace: Path) -> None:
    shutil.rmtree(workspace / "site_config/clients")
    assert client_ids(workspace) == ()
    assert load_programme(workspace)[1] == ()
