"""The loading room: golden cases of what it refuses, and what a case file cannot say."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import loading_cases
import pytest
import yaml
from immerse.loading import (
    client_ids,
    find_workspace,
    load_client,
    load_foreign_words,
    load_programme,
    load_waivers,
    strict_yaml,
)
from immerse.loading.logo import read_logo
from immerse.loading.schemas import KINDS, json_schema
from immerse.loading.strict_yaml import YamlMapping, read_yaml
from immerse.loading.validating import validate
from immerse.model.base import OneOf, Points
from immerse.model.lesson import Lesson
from immerse.model.text import Text
from immerse.problems import ImmerseError, Location, Severity

EXAMPLE = loading_cases.BASE / "curriculum/basics/lessons/01-first-loaf.yml"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return loading_cases.make_workspace(tmp_path, {})


@pytest.mark.parametrize("path", sorted(loading_cases.CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    case = loading_cases.read_case(path)
    if path.stem == "case_clash" and (tmp_path / "A").mkdir() is None and (tmp_path / "a").exists():
        pytest.skip("this disk does not tell upper from lower case")
    root = loading_cases.make_workspace(tmp_path, case["changes"])
    problems = loading_cases.problems_of(root, case.get("clients"))
    assert [loading_cases.first_line(problem) for problem in problems] == case["expect"]
    assert [problem.hint for problem in problems] == case.get("hints", [""] * len(problems))


def test_the_workspace_of_the_cases_is_valid(workspace: Path) -> None:
    assert loading_cases.problems_of(workspace) == []


def test_every_problem_has_words_and_a_place(tmp_path: Path) -> None:
    for path in sorted(loading_cases.CASES.glob("*.yml")):
        for line in loading_cases.read_case(path)["expect"]:
            assert line[-1] == "]" and "[" in line, path.name
            assert "invalid" not in line, f"{path.name}: say what is wrong and what is allowed"
            assert "Input should" not in line and "validation" not in line, path.name


# What is read


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
    assert module.place_of("title") == Location("curriculum/basics/module.yml", 2, 1)
    section = module.lessons[1].sections[0]
    assert section.location == Location("curriculum/basics/lessons/01-first-loaf.yml", 11, 5)
    assert not isinstance(section, OneOf)
    assert section.text.locate("slowly") == Location("curriculum/basics/lessons/01-first-loaf.yml", 15, 21)
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


# The layers of the policy


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
    assert client.origins["centre.taxonomy.risks"].value == ("burnt",)
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


# YAML


def test_plain_values_have_one_reading() -> None:
    source = b"a: true\nb: no\nc: 08:00\nd: 2027-01-01\ne: -3\nf: 0.5\ng: null\nh:\ni: 1.2.3\nj: '5'\nk: 0\nl: -\n"
    value, problems = read_yaml(source.replace(b"l: -\n", b""), "x.yml")
    assert problems == ()
    assert value == {
        "a": True, "b": "no", "c": "08:00", "d": "2027-01-01", "e": -3, "f": 0.5,
        "g": None, "h": None, "i": "1.2.3", "j": "5", "k": 0,
    }  # fmt: skip


def test_keys_are_text_and_everything_has_its_place() -> None:
    value, problems = read_yaml("1: [x, 2]\ntrue: {é: 'z'}\n".encode(), "x.yml")
    assert problems == () and isinstance(value, YamlMapping)
    assert value == {"1": ("x", 2), "true": {"é": "z"}}
    assert value.value_locations["1"] == Location("x.yml", 1, 4)
    assert value["1"].item_locations == (Location("x.yml", 1, 5), Location("x.yml", 1, 8))
    text = value["true"]["é"]
    assert isinstance(text, Text) and text.location == Location("x.yml", 2, 11) and text.raw == "'z'"


def test_columns_count_characters_and_lines_count_line_ends() -> None:
    value, _ = read_yaml("\ufeff'😀': é\r\nb: c\r\n".encode(), "x.yml")
    assert value.value_locations["😀"] == Location("x.yml", 1, 6)
    assert value.value_locations["b"] == Location("x.yml", 2, 4)


@pytest.mark.parametrize("depth", [1_000, 100_000, 500_000])
def test_depth_is_refused_before_it_costs_anything(depth: int) -> None:
    value, (problem,) = read_yaml(b"[" * depth, "x.yml")
    assert value is None and problem.location == Location("x.yml", 1, 41)


def test_an_alias_bomb_stays_small() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    value, problems = read_yaml(bomb.encode(), "x.yml")
    assert len(repr(value)) < 5_000 and len(problems) == 12 + 11 * 9


def test_both_builds_of_the_parser_refuse_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pure build stands in where libyaml is missing. It words syntax errors differently; the places may differ by
    a character inside an escape."""
    for path in sorted(loading_cases.CASES.glob("*.yml")):
        case = loading_cases.read_case(path)
        if sum(change.get("times", 0) for change in case["changes"].values() if isinstance(change, dict)) > 10_000:
            continue
        root = loading_cases.make_workspace(tmp_path / path.stem, case["changes"])
        with monkeypatch.context() as patch:
            patch.setattr(strict_yaml, "_PARSER", yaml.SafeLoader)
            problems = loading_cases.problems_of(root, case.get("clients"))
        expected = [line.split(": ")[0].rpartition(":")[0] for line in case["expect"]]
        assert [f"{problem.location.path}:{problem.location.line}" for problem in problems] == expected, path.name


def test_half_a_megabyte_is_read_well_within_half_a_second() -> None:
    lesson = EXAMPLE.read_text(encoding="utf-8")
    count = 520_000 // len(lesson)
    source = "".join(f"l{n}:\n" + "".join(f"  {line}\n" for line in lesson.splitlines()) for n in range(count))
    begin = time.perf_counter()
    value, problems = read_yaml(source.encode(), "x.yml")
    assert time.perf_counter() - begin < 0.5
    assert problems == () and len(value) == count


# Models


def test_a_model_keeps_the_places_of_its_texts() -> None:
    value, _ = read_yaml(EXAMPLE.read_bytes(), "l.yml")
    lesson, problems = validate(value, Lesson, "l.yml")
    assert problems == () and lesson is not None
    assert lesson.title.location == Location("l.yml", 2, 8)
    assert lesson.teaches[0].location == Location("l.yml", 6, 11)
    points: Points = lesson.objectives
    assert points[0].location == Location("l.yml", 8, 5)


# The workspace


def test_a_workspace_is_found_from_any_folder_inside_it(workspace: Path) -> None:
    assert find_workspace(workspace / "curriculum/basics") == workspace.resolve()
    assert client_ids(workspace) == ("corner",)


def test_no_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ImmerseError, match=r"no workspace here: .* make one with immerse init DIR"):
        find_workspace(tmp_path)


def test_a_workspace_without_clients_has_none(workspace: Path) -> None:
    shutil.rmtree(workspace / "site_config/clients")
    assert client_ids(workspace) == ()
    assert load_programme(workspace)[1] == ()


# Logos


def test_a_drawing_comes_out_as_it_went_in() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><defs><linearGradient id="q">'
        '<stop offset="0" stop-color="#fff" /></linearGradient></defs><path fill="url(#q)" d="M0 0h9" /></svg>'
    )
    logo, problems = read_logo("logo.svg", f'<?xml version="1.0"?><!-- made by hand -->{drawing}'.encode(), "logo.svg")
    assert problems == () and logo == ("logo.svg", drawing.encode())


SVG = '<svg xmlns="http://www.w3.org/2000/svg">'


@pytest.mark.parametrize(
    "inside",
    [
        "<style>*{fill:red}</style>",
        '<a href="https://example.org"><path/></a>',
        '<image href="x.png"/>',
        '<use href="#x"/>',
        "<foreignObject/>",
        '<g style="fill:red"/>',
        '<g fill="u\\72l(x)"/>',
        '<g fill="URL( http://x )"/>',
        '<g xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/>',
        '<title xmlns="http://www.w3.org/1999/xhtml"><script/></title>',
        "<title>a\u202eb</title>",
        '<animate attributeName="href"/>',
        "<g>" * 50 + "</g>" * 50,
    ],
)
def test_a_drawing_with_anything_else_is_refused(inside: str) -> None:
    logo, problems = read_logo("logo.svg", f"{SVG}{inside}</svg>".encode(), "logo.svg")
    assert logo is None and len(problems) == 1


def test_words_in_a_drawing_cannot_become_markup() -> None:
    drawing = f"{SVG}<title><![CDATA[</title><script>alert(1)</script>]]></title></svg>"
    logo, _ = read_logo("logo.svg", drawing.encode(), "logo.svg")
    assert logo is not None and b"<script" not in logo[1]


# Words of other clients


def _second_client(root: Path, policy: str) -> None:
    folder = root / "site_config/clients/harbour"
    folder.mkdir()
    (folder / "policy.yml").write_text(policy, encoding="utf-8")


HARBOUR = """
client:
  id: harbour
  name: Harbour Inn   # next to Corner Bakery
  brands: [{id: main, name: Saltmarsh}, {id: two, name: Ox}]
centre:
  channels: [{id: x, account: SaltmarshHelp, mailbox: desk@harbour.example, purpose: short}]
  vendors: [{id: v, contact: Mary Quint, deputy: the desk}]
escalation:
  contacts: {duty: {person: person-71, phone: +44 20 7946 0123, channel: phone}}
  canary: zq0123456789abcdefqz
topics:
  forbidden:
    - {topic: the flood, reason: "An open case. See https://harbour.example/case about it."}
    - {topic: bread, say_instead: It comes back slowly. We say nothing of the kitchen fire.}
"""


def test_foreign_words_are_names_people_accounts_addresses_and_sentences(workspace: Path) -> None:
    _second_client(workspace, HARBOUR)
    words = load_foreign_words(workspace, "corner")
    assert words.by_client == {
        "harbour": (
            "+44 20 7946 0123",
            "Harbour Inn",
            "Mary Quint",
            "Saltmarsh",
            "SaltmarshHelp",
            "See https://harbour.example/case about it.",
            "We say nothing of the kitchen fire.",
            "desk@harbour.example",
            "harbour",
            "https://harbour.example/case",
            "person-71",
            "zq0123456789abcdefqz",
        )
    }
    assert words.too_short == {"harbour": ("Ox",)}
    assert words.read_as_lines == ()


def test_what_this_client_or_the_core_says_is_not_foreign(workspace: Path) -> None:
    _second_client(workspace, HARBOUR.replace("Saltmarsh", "Corner Bakery").replace("Harbour Inn", "oak mill"))
    words = load_foreign_words(workspace, "corner").by_client["harbour"]
    assert "Corner Bakery" not in words and "oak mill" not in words
    assert "harbour" in words, "a comment in a file of ours is not something that we say"


def test_own_texts_are_values_not_comments(workspace: Path) -> None:
    path = workspace / "curriculum/curriculum.yml"
    path.write_text("# as at Harbour Inn\n" + path.read_text())
    _second_client(workspace, HARBOUR)
    words = load_foreign_words(workspace, "corner")
    assert "Harbour Inn" in words.by_client["harbour"]
    assert not any("Harbour Inn" in text for text in words.own)
    assert any("Corner Bakery" in text for text in words.own)


def test_another_client_with_broken_yaml_is_read_by_lines_and_named(workspace: Path) -> None:
    _second_client(workspace, HARBOUR + "agency: {name: 'Tide\n")
    words = load_foreign_words(workspace, "corner")
    assert words.read_as_lines == ("site_config/clients/harbour/policy.yml",)
    found = words.by_client["harbour"]
    for word in ("Harbour Inn", "Saltmarsh", "SaltmarshHelp", "desk@harbour.example", "person-71", "harbour"):
        assert word in found


def test_another_client_that_is_not_text_is_named(workspace: Path) -> None:
    _second_client(workspace, "")
    path = workspace / "site_config/clients/harbour/policy.yml"
    path.write_bytes(b"name: Caf\xe9 Saltmarsh\n")
    words = load_foreign_words(workspace, "corner")
    assert words.read_as_lines == ("site_config/clients/harbour/policy.yml",)
    assert any("Saltmarsh" in word for word in words.by_client["harbour"])
    path.unlink()
    path.symlink_to("/etc/hostname")
    words = load_foreign_words(workspace, "corner")
    assert words.read_as_lines == ("site_config/clients/harbour/policy.yml",)
    assert words.by_client == {"harbour": ("harbour",)}


# Schemas for editors


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_schema_is_whole_and_holds_nothing_of_ours(name: str) -> None:
    schema = json_schema(name)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["properties"]) == set(KINDS[name].model_fields)
    assert schema["additionalProperties"] is False
    for part in _parts(schema):
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/$defs/") in schema["$defs"]
        assert "immerse" not in part


def _parts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [part for item in value for part in _parts(item)]
    if not isinstance(value, dict):
        return []
    return [value, *(part for item in value.values() for part in _parts(item))]


def test_the_schema_of_points_takes_plain_texts_and_days_are_texts() -> None:
    schema = json_schema("lesson")
    assert {"type": "string"} in schema["properties"]["objectives"]["items"]["oneOf"][0]["anyOf"]
    assert schema["properties"]["review_by"]["type"] == "string"


def test_the_schema_of_the_policy_takes_some_keys_of_a_mapping_and_whole_entries_of_a_list() -> None:
    schema = json_schema("policy")
    assert "required" not in schema["$defs"]["Target"]
    assert "required" not in schema["$defs"]["CrisisTimers"]
    assert "spoke_owner" in schema["$defs"]["Brand"]["required"]


def test_an_unknown_schema_names_those_there_are() -> None:
    with pytest.raises(ImmerseError, match="there is no schema 'lessons'; schemas: curriculum, module, lesson"):
        json_schema("lessons")
