"""A new client in the programme of the demo, like one of its clients and like none."""

from __future__ import annotations

import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from command_line import Immerse
from immerse.loading.client import load_client
from immerse.loading.policy_layers import load_core_policy
from immerse.model.days import Done
from immerse.model.policy.contract import declaring, values_of
from immerse.model.policy.policy import Policy
from immerse.model.policy.policy_leaves import CONFIRMABLE, leaves
from immerse.model.policy.registry import SETTINGS
from immerse.model.policy.stand_ins import tally
from immerse.starting.adding import added
from immerse.starting.deriving import deriving_for
from immerse.starting.new_client import FirstPolicy, policy_text
from immerse.starting.new_parts import programme_of
from immerse.starting.skeletons import skeleton
from looping import some
from open_problems import open_problems
from site_fixtures import CLIENTS, REPOSITORY

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
    found = {one for one in words if is_said(one, text)}
    assert found <= {"HR partner"}, "what an id of ours is called"
    ids = {str(leaf.value) for leaf in leaves(theirs.policy) if leaf.kind == "id"} - {like}
    kept = {one for one in ids if is_said(one, text)}
    assert kept <= {str(leaf.value) for leaf in leaves(own.policy)} | core | ids_of_core()


def is_said(words: str, text: str) -> bool:
    """Whether a text says these words; most it does not even hold as letters, which is seen much sooner."""
    return words in text and re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text) is not None


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
