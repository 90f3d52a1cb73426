"""A new client works at once: check and build --draft succeed, and nothing of it is taken for an answer."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from command_line import Immerse
from immerse.leaks.containers import pdf_text
from immerse.loading.changing import changed, without_stand_ins
from immerse.loading.client import load_client
from immerse.loading.policy_layers import load_core_policy
from immerse.model.days import Done
from immerse.model.policy.contract import declaring, values_of
from immerse.model.policy.policy import Policy
from immerse.model.policy.policy_leaves import CONFIRMABLE, leaves
from immerse.model.policy.registry import SETTINGS
from immerse.model.policy.stand_ins import is_placeholder, tally
from immerse.pipeline.check import check_workspace
from immerse.problems import Severity
from immerse.starting import make_part
from immerse.starting.adding import added
from immerse.starting.deriving import deriving_for
from immerse.starting.new_client import FirstPolicy, policy_text
from immerse.starting.new_parts import programme_of
from immerse.starting.skeletons import skeleton
from looping import some
from site_fixtures import CLIENTS, REPOSITORY, read

POLICY = Path("site_config/clients/harbour-foods/policy.yml")
ALIKE = {like: f"harbour-foods-{number}" for number, like in enumerate(CLIENTS, 1)}
"""Client of this repository -> a new client that is made like it."""


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """The programme of this repository with its clients, to be added to."""
    root = tmp_path / "full"
    for folder in ("curriculum", "playbooks", "site_config", "schema"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    return root


programme = cache(programme_of)


@cache
def first_policy(id: str = "harbour-foods") -> FirstPolicy:
    return FirstPolicy(REPOSITORY, programme(REPOSITORY), id, date.today(), skeleton("client", "policy.yml"))


@cache
def text_like(client: str) -> str:
    return first_policy(ALIKE[client]).text(client)


def open_problems(root: Path, *clients: str) -> list[str]:
    judged = check_workspace(root, clients, date.today())
    return [str(problem) for problem in judged.open if problem.severity is not Severity.INFO]


def test_a_new_client_in_the_starter(workspace: Path, immerse: Immerse) -> None:
    assert immerse("new", "client", "harbour-foods").code == 0
    checked = immerse("check")
    assert (checked.code, checked.out) == (0, "")
    assert "harbour-foods is a draft: 0 of " in checked.err
    assert "immerse policy harbour-foods --stand-ins lists the rest" in checked.err
    refused = immerse("build", "--client", "harbour-foods")
    assert refused.code == 1
    assert "harbour-foods is a draft: 0 of " in refused.err and "--draft" in refused.err
    assert not (workspace / "site" / "harbour-foods").exists()
    built = immerse("build", "--client", "harbour-foods", "--draft")
    assert built.code == 0 and "is a draft" in built.err
    pages = sorted((workspace / "site" / "harbour-foods").rglob("index.html"))
    assert len(pages) > 20
    assert all('class="im-draft"' in page.read_text("utf-8") for page in pages)


def test_a_draft_stops_nobody_else(workspace: Path, immerse: Immerse) -> None:
    immerse("new", "client", "harbour-foods")
    done = immerse("build")
    assert done.code == 1
    assert "acme-works" in done.out and "harbour-foods" not in done.out
    assert "harbour-foods is a draft" in done.err
    assert (workspace / "site" / "acme-works" / "trainee" / "index.html").is_file()


def test_export_and_checklist_ask_for_a_draft_too(workspace: Path, immerse: Immerse) -> None:
    immerse("new", "client", "harbour-foods")
    for words in (
        ("export", "harbour-foods", "out"),
        ("checklist", "harbour-foods", "--format", "json", "--out", "c.json"),
    ):
        refused = immerse(*words)
        assert refused.code == 1 and "is a draft" in refused.err
        assert immerse(*words, "--draft").code == 0
    assert "im-draft" in (workspace / "out" / "docs" / "index.md").read_text("utf-8")
    assert immerse("checklist", "harbour-foods", "--format", "pdf", "--out", "c.pdf", "--draft").code == 0
    assert "Draft: values are made up." in pdf_text((workspace / "c.pdf").read_bytes())


def test_a_new_client_in_the_full_programme(full: Path, immerse: Immerse) -> None:
    assert immerse("-C", full, "new", "client", "harbour-foods").code == 0
    assert open_problems(full, "harbour-foods") == []
    text = (full / POLICY).read_text("utf-8")
    assert not re.search(r"^\s*(- )?\{?.*(verified_on|tested_on|signed_on):", text.partition("stand_ins:")[0], re.M)
    client, _ = load_client(full, "harbour-foods")
    assert client is not None
    assert tally(client).answered == 0
    built = immerse("-C", full, "build", "--client", "harbour-foods", "--draft", "--view", "mentor")
    assert built.code == 0, built.err


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme of this repository with a new client like each of its clients."""
    root = tmp_path_factory.mktemp("alike")
    for folder in ("curriculum", "playbooks", "site_config"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for like, id in ALIKE.items():
        client = root / "site_config" / "clients" / id
        client.mkdir()
        (client / "policy.yml").write_text(text_like(like), "utf-8")
        (client / "overlay.yml").write_text(skeleton("client", "overlay.yml"), "utf-8")
    return root


def test_clients_like_others_pass_the_check(alike: Path) -> None:
    assert open_problems(alike, *ALIKE.values()) == []


@pytest.mark.parametrize("like", CLIENTS)
def test_a_client_like_another_one(like: str, alike: Path) -> None:
    theirs, ours = (load_client(alike, id)[0] for id in (like, ALIKE[like]))
    assert theirs is not None and ours is not None
    assert len(ours.policy.escalation.contacts or ()) == len(theirs.policy.escalation.contacts or ())
    for name, target in (theirs.policy.response.targets or {}).items():
        ours_too = (ours.policy.response.targets or {})[name]
        assert ours_too.model_dump(exclude={"reason", "owner"}) == target.model_dump(exclude={"reason", "owner"})
    assert tally(ours).answered == 0
    persons = {str(contact.person) for contact in (ours.policy.escalation.contacts or {}).values() if contact.person}
    assert all(re.fullmatch(r"person-\d\d", one) for one in persons), "in no text: somebody may write of person 2"


@pytest.mark.parametrize("like", CLIENTS)
def test_nothing_was_done_for_a_new_client_yet(like: str, alike: Path) -> None:
    theirs, ours = (load_client(alike, id)[0] for id in (like, ALIKE[like]))
    assert theirs is not None and ours is not None
    done = [field for field, _ in declaring(Policy, Done)]
    assert [value.path for field in done for value in values_of(field, theirs.policy)] != []
    assert [value.path for field in done for value in values_of(field, ours.policy)] == []


@pytest.mark.parametrize("like", CLIENTS)
def test_no_word_of_another_client_is_taken_over(like: str) -> None:
    theirs, _ = load_client(REPOSITORY, like)
    assert theirs is not None
    core = {text for leaf in leaves(load_core_policy()) for text in texts_of(leaf.value)}
    own = first_policy().skeleton
    known = core | {text for leaf in leaves(own.policy) for text in texts_of(leaf.value)}
    text = text_like(like)
    kept = " ".join(text for leaf in leaves(theirs.policy) if leaf.kind in CONFIRMABLE for text in texts_of(leaf.value))
    words = {
        one
        for leaf in leaves(theirs.policy)
        if theirs.layer_of(leaf.keys) == "client" and leaf.kind in ("text", "name", "web", "mailbox", "phone", "date")
        for one in texts_of(leaf.value)
        if one not in known and len(one) > 5 and one not in kept and one not in Policy.model_fields
    }
    assert len(words) > 300
    found = {one for one in words if re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", text)}
    assert found <= {"HR partner"}, "what an id of ours is called"
    ids = {str(leaf.value) for leaf in leaves(theirs.policy) if leaf.kind == "id"} - {like}
    kept = {one for one in ids if re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", text)}
    assert kept <= {str(leaf.value) for leaf in leaves(own.policy)} | core | ids_of_core()


def texts_of(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, tuple) else [str(value)]


def ids_of_core() -> set[str]:
    return {key for leaf in leaves(load_core_policy()) for key in leaf.keys}


@cache
def written_down() -> set[str]:
    """The settings that the pattern or the core policy sets."""
    pattern, core = first_policy().skeleton.policy, load_core_policy()
    return {leaf.setting.key for policy in (pattern, core) for leaf in leaves(policy)}


def test_what_every_client_has_to_set_is_in_the_pattern() -> None:
    assert [key for key, setting in SETTINGS.items() if setting.required and key not in written_down()] == []


def test_any_other_setting_is_derived_from_its_type() -> None:
    policy = first_policy().skeleton.policy
    for key in some(key for key in SETTINGS if key not in written_down()):
        data: dict[str, Any] = {}
        group, name = key.split(".")
        unset = policy.model_copy(update={group: type(getattr(policy, group))()})
        added(data, unset, (group, name), deriving_for(policy, date.today()))
        client = first_policy().client_of(policy_text(data), complete=False)
        assert getattr(getattr(client.policy, group), name) is not None, key


def test_what_the_programme_reads_and_nobody_set_stands_in(workspace: Path, immerse: Immerse) -> None:
    lesson = workspace / "curriculum/first-steps/lessons/01-who-is-speaking.yml"
    text = lesson.read_text("utf-8")
    read_here = """\
  - id: partners
    title: Partners
    text: |
      {{ policy.crisis.partners | table("With whom=body", "Limit=release_limits") }}

      {{ policy.escalation.numbers.list }} {{ policy.legal.complaints.signs | list }}
      {{ policy.approvals.pre_cleared[0].expires | date }} {{ policy.legal.none_applies[0].signed_on | date }}
"""
    text = text.replace("sections:\n", f"sections:\n{read_here}", 1)
    names = "crisis.partners, escalation.numbers, legal.complaints, approvals.pre_cleared, legal.none_applies"
    lesson.write_text(text.replace("uses: [", f"uses: [{names}, ", 1), "utf-8")
    assert immerse("new", "client", "harbour-foods").code == 0
    assert [line for line in immerse("check", "--client", "harbour-foods").out.splitlines() if "harbour" in line] == []
    assert immerse("build", "--client", "harbour-foods", "--draft").code == 0
    page = read(workspace / "site/harbour-foods/trainee/learn/fst/fst-l1/index.html").text
    assert "1 January 2000" in page and "To be given: signs 1 (complaints)" in page


def test_stand_ins_are_listed_with_what_they_mean(workspace: Path, immerse: Immerse) -> None:
    immerse("new", "client", "harbour-foods")
    done = immerse("policy", "harbour-foods", "--stand-ins")
    assert done.code == 0
    assert re.search(r"^client\.name = Harbour Foods  name  line \d+  Our name as readers know it\.$", done.out, re.M)
    rows = json.loads(immerse("policy", "harbour-foods", "--stand-ins", "--json").out)
    assert len(rows) == len(done.out.splitlines())
    assert "stand-in" in immerse("policy", "harbour-foods", "client.name").out
    assert json.loads(immerse("policy", "harbour-foods", "client.name", "--json").out)[0]["stand_in"] is True


def test_answering_one_value_after_the_other(workspace: Path, immerse: Immerse) -> None:
    immerse("new", "client", "harbour-foods")
    source = POLICY.read_bytes()
    client, _ = load_client(workspace, "harbour-foods")
    assert client is not None
    total = tally(client).total
    POLICY.write_bytes(without_stand_ins(source, frozenset({"client.name", "client.sector"})))
    assert f"2 of {total} values answered" in immerse("check").err
    placeholder = next(leaf for leaf in leaves(client.policy) if is_placeholder(leaf.value))
    POLICY.write_bytes(without_stand_ins(source, frozenset({placeholder.path})))
    assert f"{placeholder.path} is a placeholder, but stand_ins does not list it" in immerse("check").out
    given = changed(
        source, {placeholder.path: "https://harbour-foods.example/" if placeholder.kind == "web" else "Given"}
    )
    POLICY.write_bytes(without_stand_ins(given, frozenset({placeholder.path})))
    assert immerse("check").code == 0
    POLICY.write_bytes(
        without_stand_ins(source, frozenset(map(str, client.stand_ins))).replace(b"to-be-given.example", b"h.example")
    )
    assert "is a draft" not in immerse("check").err


def test_a_page_marks_what_nobody_gave(workspace: Path, immerse: Immerse) -> None:
    immerse("new", "client", "harbour-foods")
    immerse("build", "--client", "harbour-foods", "--draft")
    site = workspace / "site" / "harbour-foods" / "trainee"
    glance = (site / "reference" / "policy" / "index.html").read_text("utf-8")
    assert glance.count('class="im-stand-in"') >= 3
    lesson = site / "learn" / "fst" / "fst-l1" / "index.html"
    assert 'class="im-stand-in"' in lesson.read_text("utf-8")
    assert re.search(r"To be given: employee text .* stand-in", read(lesson).text)


def test_forty_new_clients_leave_the_others_alone(workspace: Path, immerse: Immerse) -> None:
    built = ("build", "--client", "acme-works", "--on", "2026-12-01")
    assert immerse(*built).code == 0
    before = (workspace / "site" / "acme-works" / "trainee" / "site-manifest.json").read_bytes()
    ids = [f"harbour-foods-{number}" for number in range(40)]
    for id in ids:
        make_part(workspace, "client", id, date.today(), "acme-works" if id.endswith("9") else "")
    checked = immerse("check")
    assert (checked.code, checked.out) == (0, "")
    assert checked.err.count(" is a draft: 0 of ") == 3
    assert "37 more clients are drafts" in checked.err
    assert immerse(*built).code == 0
    assert (workspace / "site" / "acme-works" / "trainee" / "site-manifest.json").read_bytes() == before
    for id in ids[7:10]:
        assert immerse("build", "--client", id, "--draft").code == 0
