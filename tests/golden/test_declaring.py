"""What has to be declared before a release, the version that is proposed, and `immerse diff`."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from command_line import Immerse
from immerse.checking.rules import RULES
from immerse.model.comparison import ItemClass, ReleaseComparison
from immerse.model.site_view import View
from immerse.problems import Problem
from immerse.releasing.appearance import layout_digest
from immerse.releasing.change_declarations import propose_version, unacknowledged, undeclared
from immerse.releasing.comparing import compare
from immerse.releasing.comparison_formats import as_text
from immerse.releasing.ledger import read_ledger
from immerse.releasing.release_facts import Facts, RetiredFact
from loading_cases import change_workspace
from release_story import STORY, changed, released, told_in, workspace_at
from site_fixtures import REPOSITORY, STARTER_CLIENT

MODULE, CURRICULUM = "curriculum/first-steps/module.yml", "curriculum/curriculum.yml"
PLAYBOOK = "playbooks/PB-01-first-reply.yml"
ALSO = "core_version: in each policy.yml with a new effective and changelog"


def found_after(tmp_path: Path, changes: dict[str, Any], old: Facts | None = None) -> tuple[Problem, ...]:
    """What has to be declared when a workspace is changed after the second release."""
    root = workspace_at("1.1.0", tmp_path)
    change_workspace(root, changes)
    newer, programme = told_in(root)
    return undeclared(old or released("1.1.0")[0], newer, programme)


def first_line(problem: Problem) -> str:
    """Without the line and column, which move with the starter."""
    return f"{problem.location.path}: {problem.message} [{problem.rule}]"


CHANGED = {
    "the class of a released change": (
        {
            MODULE: {
                "edit": {
                    "    changes:\n      - {version: 0.2.0, class: clarified, what: It is said": (
                        "    rev: 2\n    changes:\n      - {version: 0.2.0, class: raised, what: It is said"
                    )
                }
            }
        },
        f"{MODULE}: FST-2: the change of 0.2.0 was released as clarified and cannot become another [L-69]",
        "restore its class, and declare what is more as a change of version 0.3.0",
    ),
    "an item": (
        {MODULE: {"edit": {"Eighteen of twenty mixed items": "Nineteen of twenty mixed items"}}},
        f"{MODULE}: FST-1 changed since 1.1.0 without a declared change [L-69]",
        f"raise version: in curriculum.yml to 0.3.0, also {ALSO}, and write here\n    changes:\n"
        "      - {version: 0.3.0, class: clarified, what: One sentence.}\n"
        "    class is editorial (a typing error), clarified (the same standard in better words) or raised (more is "
        "required; then rev: 2 as well)",
    ),
    "a rev alone": (
        {MODULE: {"edit": {"uses: [response.targets]\n": "uses: [response.targets]\n    rev: 3\n"}}},
        f"{MODULE}: the rev of FST-1 went from 1 to 3 since 1.1.0, and no change is raised or mandatory [L-69]",
        "write rev: 1, or declare the change: {version: 0.3.0, class: raised, what: ...}",
    ),
    "a module that was removed": (
        {CURRICULUM: {"edit": {", night]": "]"}}, "curriculum/night": None},
        f"{CURRICULUM}: NGT was removed since 1.1.0 without an entry in retired [L-69]",
        f"raise version: in curriculum.yml to 0.3.0, also {ALSO}, and write here\n    retired:\n"
        "      - {id: NGT, version: 0.3.0, what: One sentence.}\n"
        "    with replaced_by: ID, merged_into: ID or split_into: [ID, ID] where other items replace it; or restore "
        "its id",
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_what_is_not_declared_is_named_with_the_words_to_type(name: str, tmp_path: Path) -> None:
    changes, said, hint = CHANGED[name]
    (problem,) = found_after(tmp_path, changes)
    assert (first_line(problem), problem.hint) == (said, hint)


def test_an_item_is_named_where_it_stands(tmp_path: Path) -> None:
    (problem,) = found_after(tmp_path, CHANGED["an item"][0])
    module = (tmp_path / "workspace" / MODULE).read_text("utf-8").splitlines()
    assert module[problem.location.line - 1].strip() == "- id: FST-1"


def test_a_step_with_another_id_is_gone(tmp_path: Path) -> None:
    (problem,) = found_after(tmp_path, {PLAYBOOK: {"edit": {"- id: draft\n": "- id: write\n"}}})
    assert (
        first_line(problem) == f"{CURRICULUM}: PB-01/draft was removed since 1.1.0 without an entry in retired [L-69]"
    )


def test_a_class_without_its_rev_is_named(tmp_path: Path) -> None:
    old = released("1.1.0")[0]
    # An author who took out older changes has a rev that immerse check cannot tell to be too low.
    items = tuple(dataclasses.replace(item, rev=2) if item.id == "FST-1" else item for item in old.items)
    declared = "uses: [response.targets]\n    rev: 2\n    changes: [{version: 0.3.0, class: raised, what: More.}]\n"
    changes: dict[str, Any] = {
        MODULE: {"edit": {"uses: [response.targets]\n": declared}},
        CURRICULUM: {"edit": {"version: 0.2.0": "version: 0.3.0"}},
    }
    (problem,) = found_after(tmp_path, changes, dataclasses.replace(old, items=items))
    said = "FST-1 is raised or mandatory since 1.1.0, and its rev is still 2"
    assert (first_line(problem), problem.hint) == (f"{MODULE}: {said} [L-69]", "write rev: 3")


def test_an_id_that_was_retired_is_not_used_again(tmp_path: Path) -> None:
    gone = RetiredFact("FST-1", "0.1.0", "retired", (), "Nobody asks for it.")
    old = dataclasses.replace(released("1.1.0")[0], retired=(gone,))
    (problem,) = found_after(tmp_path, {}, old)
    assert first_line(problem) == f"{CURRICULUM}: FST-1 was retired with 0.1.0 and is used again [L-69]"


def test_what_a_client_changes_is_not_declared(tmp_path: Path) -> None:
    policy = f"site_config/clients/{STARTER_CLIENT}/policy.yml"
    overlay = {
        f"site_config/clients/{STARTER_CLIENT}/overlay.yml": "replace:\n"
        "  - {target: PB-01/draft, text: Write it in our own words., reason: House style.}\n"
    }
    changes = {policy: {"edit": {"identity:\n": "response: {targets: {P1: {triage_min: 4}}}\nidentity:\n"}}, **overlay}
    assert found_after(tmp_path, changes) == ()


def test_a_safety_setting_that_nobody_acknowledges_is_named() -> None:
    old, new = released("1.1.0")[0], released("2.0.0")[0]
    whole = compare(old, new)
    assert [one.setting for one in whole.acknowledgements] == ["response.targets"]
    assert unacknowledged(old, new, (whole, *(compare(old, new, view) for view in View))) == ()
    (problem,) = unacknowledged(old, new, (dataclasses.replace(whole, acknowledgements=()),))
    said = "response.targets is safety-class and changed, and no editor has to acknowledge it"
    assert (problem.rule, problem.message) == ("L-65", said)
    assert problem.rule in {rule.id for rule in RULES}


def only(**parts: Any) -> ReleaseComparison:
    """A comparison in which one kind of thing changed."""
    whole = changed("1.1.0", "2.0.0").whole
    assert whole
    empty = dict.fromkeys(("settings", "pages", "blocks", "items", "acknowledgements", "duties"), ())
    return dataclasses.replace(whole, **{**empty, **parts})


@pytest.mark.parametrize(
    ("item_class", "mandatory", "version"),
    [
        (ItemClass.EDITORIAL, False, "1.4.3"),
        (ItemClass.BY_POLICY, False, "1.4.3"),
        (ItemClass.CLARIFIED, False, "1.5.0"),
        (ItemClass.NEW, False, "1.5.0"),
        (ItemClass.RAISED, False, "2.0.0"),
        (ItemClass.RETIRED, False, "2.0.0"),
        (ItemClass.REPLACED, False, "2.0.0"),
        (ItemClass.MERGED, False, "2.0.0"),
        (ItemClass.SPLIT, False, "2.0.0"),
        (ItemClass.EDITORIAL, True, "2.0.0"),
    ],
)
def test_the_class_of_a_change_proposes_the_version(item_class: ItemClass, mandatory: bool, version: str) -> None:
    whole = changed("1.1.0", "2.0.0").whole
    assert whole
    item = dataclasses.replace(whole.items[0], item_class=item_class, mandatory=mandatory)
    proposed, why = propose_version(only(items=(item,)), "1.4.2")
    assert proposed == version
    assert version == "1.4.3" or why == f"FST-1 is {'mandatory' if mandatory else item_class.value}"


def test_settings_and_pages_propose_a_version_too() -> None:
    whole = changed("1.1.0", "2.0.0").whole
    assert whole
    (setting,), page = whole.settings, next(one for one in whole.pages if one.how == "removed")
    assert propose_version(only(settings=(setting,)), "1.4.2")[0] == "2.0.0"
    assert propose_version(only(settings=(dataclasses.replace(setting, safety=False),)), "1.4.2")[0] == "1.4.3"
    assert propose_version(only(pages=(page,)), "1.4.2")[0] == "1.5.0"
    assert propose_version(only(), "1.4.2")[0] == "1.4.3"  # another version of the core alone
    same = compare(released("1.1.0")[0], released("1.1.0")[0])
    assert propose_version(same, "1.1.0") == ("1.1.0", "nothing changed since 1.1.0")
    assert propose_version(same, "") == ("1.0.0", "it is the first release")


def test_templates_of_another_program_change_the_layout_and_nothing_else() -> None:
    old = released("2.0.0")[0]
    assert [part.id for part in old.look] == ["primary", "accent", "accent_dark", "layout"]
    look = tuple(dataclasses.replace(part, digest="other") if part.id == "layout" else part for part in old.look)
    found = compare(old, dataclasses.replace(old, look=look))
    assert as_text(found).endswith(
        "Changed: only the look.\n\nWho has to do what\n  Trainees in rotation\n    nothing\n"
        "  Mentors\n    nothing\n  Alumni\n    nothing\n\nLook\n  Layout of the pages: changed\n"
    )
    assert propose_version(found, "2.0.0") == ("2.0.1", "only the look changed: layout of the pages")


def test_a_template_that_is_edited_is_another_layout(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "generator/immerse/rendering", tmp_path / "rendering")
    shutil.copytree(REPOSITORY / "generator/immerse/theme", tmp_path / "theme")
    found = [layout_digest(tmp_path)]
    for path in ("rendering/templates/home.html.jinja", "theme/assets/immerse/print.css"):
        (tmp_path / path).write_text("other", "utf-8")
        found.append(layout_digest(tmp_path))
    assert len(set(found)) == 3
    (tmp_path / "theme/assets/preview/preview.css").write_text("other", "utf-8")  # no reader of a site sees it
    assert layout_digest(tmp_path) == found[-1]


def test_diff_and_release_on_the_command_line(tmp_path: Path, immerse: Immerse) -> None:
    root = workspace_at("1.0.0", tmp_path)
    here = ("-C", root)
    on = ("--on", "2026-12-01")
    done = immerse(*here, "diff", STARTER_CLIENT, *on)
    assert (done.code, "nothing of acme-works is released yet" in done.err) == (2, True)
    done = immerse(*here, "release", STARTER_CLIENT, *on)
    assert (done.code, "add --yes to take 1.0.0" in done.err) == (2, True)
    done = immerse(*here, "release", STARTER_CLIENT, "--yes", *on)
    assert (done.code, "1.0.0 is proposed, because it is the first release" in done.err) == (0, True)
    assert set(read_ledger(root, STARTER_CLIENT).files("1.0.0")) & {"facts.json", "changes.json"} == {"facts.json"}
    done = immerse(*here, "diff", STARTER_CLIENT, *on)
    assert (done.code, "Nothing changed." in done.out, "Proposed" in done.out) == (0, True, False)
    done = immerse(*here, "diff", STARTER_CLIENT, "0.9.0", *on)
    assert (done.code, "has no release '0.9.0'; its releases: 1.0.0" in done.err) == (2, True)

    change_workspace(root, CHANGED["an item"][0])
    done = immerse(*here, "diff", STARTER_CLIENT, *on)
    assert (done.code, "1 problem: declare what changed" in done.err) == (1, True)
    assert "changed, not declared" in done.out and "Proposed" not in done.out
    done = immerse(*here, "release", STARTER_CLIENT, "--yes", *on)
    assert (done.code, "FST-1 changed since 1.0.0" in done.err) == (1, True)
    back = {MODULE: {"edit": {"Nineteen of twenty mixed items": "Eighteen of twenty mixed items"}}}
    change_workspace(root, back)

    change_workspace(root, yaml.safe_load((STORY / "1.1.0.yml").read_text("utf-8"))["changes"])
    done = immerse(*here, "diff", STARTER_CLIENT, "--format", "json", *on)
    assert json.loads(done.out)["proposal"]["version"] == "1.1.0"
    done = immerse(*here, "release", STARTER_CLIENT, "--yes", *on)
    assert (done.code, "1.1.0 is proposed, because FST-2 is clarified" in done.err) == (0, True)
    done = immerse(*here, "release", STARTER_CLIENT, *on)
    assert (done.code, done.out) == (0, "acme-works 1.1.0  was released before, every byte is the same\n")
    kept = read_ledger(root, STARTER_CLIENT).files("1.1.0")
    assert kept["migration.json"] == (STORY / "1.0.0-1.1.0.migration.json").read_bytes()
    assert json.loads(kept["changes.json"]).keys() == {"editor", "trainee", "mentor"}
    for form, golden in (("text", "mentor.txt"), ("md", None), ("html", None), ("json", None)):
        done = immerse(*here, "diff", STARTER_CLIENT, "1.0.0", "1.1.0", "--view", "mentor", "--format", form, *on)
        assert done.code == 0 and "FST-2" in done.out
        assert golden is None or done.out == (STORY / f"1.0.0-1.1.0.{golden}").read_text("utf-8")
    done = immerse(*here, "diff", STARTER_CLIENT, "1.1.0", "1.0.0", *on)
    assert (done.code, "name the earlier release first: 1.0.0 1.1.0" in done.err) == (2, True)
    done = immerse(*here, "diff", STARTER_CLIENT, "--out", tmp_path / "changes.html", "--format", "html", *on)
    assert done.code == 0 and (tmp_path / "changes.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_task_on_another_day_and_of_another_role_is_told(tmp_path: Path) -> None:
    root = workspace_at("2.0.0", tmp_path)
    change_workspace(
        root,
        {
            "curriculum/rotation.yml": {
                "edit": {
                    "who: lead, due: {day: -2}": "who: mentor, due: {day: -3}",
                    "due: {day: 3}, paths: [newcomer]": "due: {day: 4}, paths: [newcomer]",
                }
            }
        },
    )
    newer, _ = told_in(root)
    said = as_text(compare(released("2.0.0")[0], newer))
    assert "T-01 Named access is ready (checklist/tasks.md): changed\n" in said
    assert "[-Centre lead-]{+Mentor+}: [-2-]{+3+} working days before the start" in said
    assert "Trainee: day [-3-]{+4+}" in said


def test_the_content_of_a_withdrawn_release_does_not_come_back_without_a_word(tmp_path: Path, immerse: Immerse) -> None:
    root, on = workspace_at("1.0.0", tmp_path), ("--on", "2026-12-01")
    lesson, policy = (
        "curriculum/first-steps/lessons/01-who-is-speaking.yml",
        f"site_config/clients/{STARTER_CLIENT}/policy.yml",
    )
    release = ("-C", root, "release", STARTER_CLIENT, "--yes", *on)
    assert immerse(*release).code == 0
    change_workspace(root, {lesson: {"edit": {"show who you are": "show who they are"}}})
    assert "1.0.1 is proposed" in immerse(*release).err
    assert immerse("-C", root, "rollback", STARTER_CLIENT, "1.0.0", *on).code == 0
    assert immerse("-C", root, "withdraw", STARTER_CLIENT, "1.0.1", "--why", "Who are they?", *on).code == 0
    assert immerse(*release).out.endswith("every byte is the same; it was withdrawn: Who are they?\n")
    change_workspace(root, {policy: {"edit": {"feedback.example/training": "feedback.example/other"}}})
    refused = immerse(*release)
    assert (refused.code, "1.0.1 was withdrawn (Who are they?), and no item" in refused.err) == (2, True)
    change_workspace(root, {lesson: {"edit": {"show who they are": "show who you are"}}})
    assert immerse(*release).out.startswith("acme-works 1.0.2  released")
