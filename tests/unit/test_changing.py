"""Values of a policy by their paths, and single values of a file set without touching anything else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from immerse.loading.changing import REMOVED, CannotChange, changed, without_stand_ins
from immerse.loading.client import load_client
from immerse.loading.strict_yaml import read_yaml
from immerse.model.policy.policy import Policy
from immerse.model.policy.policy_leaves import Leaf, leaves
from page_cases import CLIENT, workspace_of_case

POLICY = b"""\
# who it is
client:
  id: acme  # stays
  name: "Acme"
centre:
  desks:
    - id: main  # the first

      open: "09:00"
      days: [mon, tue]
  channels: [{id: x-care, account: one}, {id: y-care, account: two}]
  known: {a: 1, b: two}
# the end
stand_ins:
  - client.name
  - centre.desks.main.open  # asked Ann
"""


def read(content: bytes) -> Any:
    reading = read_yaml(content, "policy.yml")
    assert not reading.problems
    return reading.value


def odd(leaf: Leaf) -> Any:
    """Another value, of the kind that is hardest to write."""
    plain: dict[str, Any] = {"date": date(2031, 1, 1), "number": 7, "yes_no": True}
    value = plain.get(leaf.kind, "Maria: 'x' #1, \"q\" é\n  two")
    return (value, value, "b" * 90) if leaf.many else value


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> tuple[Policy, bytes]:
    """The policy of a client that sets everything, and its file."""
    root = workspace_of_case({"begins_with": "many_values.yml"}, tmp_path_factory.mktemp("changing"))
    loaded, problems = load_client(root, CLIENT)
    assert loaded is not None, problems
    return loaded.policy, (root / loaded.folder / "policy.yml").read_bytes()


def test_every_value_of_a_policy_has_a_path_of_its_own(client: tuple[Policy, bytes]) -> None:
    found = list(leaves(client[0]))
    paths = [leaf.path for leaf in found]
    assert len(found) > 700 and len(set(paths)) == len(paths)
    phone = next(leaf for leaf in found if leaf.path.endswith(".phone"))
    assert phone.kind == "phone" and phone.optional
    target = next(leaf for leaf in found if leaf.path == "response.targets.P1.triage_min")
    assert (target.kind, target.limit.unit, target.limit.least, target.limit.most) == ("number", "minutes", 2, 20160)


def test_all_values_of_a_policy_can_be_set_at_once(client: tuple[Policy, bytes]) -> None:
    policy, source = client
    said = read(source)
    wanted = {leaf.path: odd(leaf) for leaf in leaves(policy) if stands(said, leaf.keys)}
    assert len(wanted) > 300
    content = changed(source, wanted)
    comments = [line for line in source.splitlines() if line.lstrip().startswith(b"#")]
    assert len(comments) > 2
    assert [line for line in content.splitlines() if line.lstrip().startswith(b"#")] == comments


def stands(value: Any, keys: tuple[str, ...]) -> bool:
    for key in keys:
        if isinstance(value, tuple):
            ids = [str(entry.get("id")) for entry in value]
            value = value[ids.index(key)] if key in ids else value[int(key)] if key.isdecimal() else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            return False
    return True


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ("client.name", "Acme: Works", b'"Acme"', b'"Acme: Works"'),
        ("client.id", "acme-works", b"id: acme  # stays", b"id: acme-works  # stays"),
        ("centre.desks.main.open", "08:00", b'"09:00"', b'"08:00"'),
        ("centre.desks.main.days", ["sat"], b"[mon, tue]", b"[sat]"),
        ("centre.channels.y-care.account", "three", b"account: two", b"account: three"),
        ("centre.known.b", date(2027, 1, 1), b"b: two", b"b: 2027-01-01"),
        ("centre.known.c", 3, b"b: two}", b"b: two, c: 3}"),
        ("centre.known.a", REMOVED, b"{a: 1, b", b"{b"),
        ("centre.desks.main.close", "17:00", b"[mon, tue]\n", b'[mon, tue]\n      close: "17:00"\n'),
        ("centre.desks.1", {"id": "two"}, b"[mon, tue]\n", b"[mon, tue]\n    - {id: two}\n"),
        ("centre.desks.main.id", REMOVED, b"id: main  # the first\n\n      open", b"open"),
        ("stand_ins.2", "client.id", b"  # asked Ann\n", b"  # asked Ann\n  - client.id\n"),
        ("voice.tone", "Calm", b"# asked Ann\n", b"# asked Ann\nvoice: {tone: Calm}\n"),
    ],
)
def test_one_value_is_set_and_everything_else_stays(path: str, value: Any, old: bytes, new: bytes) -> None:
    assert POLICY.count(old) == 1
    assert changed(POLICY, {path: value}) == POLICY.replace(old, new)


def test_answers_leave_the_list_of_stand_ins() -> None:
    assert without_stand_ins(POLICY, frozenset({"client.name"})) == POLICY.replace(b"  - client.name\n", b"")
    without = without_stand_ins(POLICY, frozenset({"client.name", "centre.desks.main.open"}))
    assert without == POLICY[: POLICY.index(b"stand_ins:")]


def test_two_new_keys_below_one_that_is_missing_come_together() -> None:
    content = changed(POLICY, {"agency.name": "Our house", "agency.starts": date(2027, 1, 4)})
    assert content == POLICY + b"agency: {name: Our house, starts: 2027-01-04}\n"


@pytest.mark.parametrize("path", ["centre.desks.other.open", "client.name.first", "centre.channels.5", "centre.gone"])
def test_what_has_no_place_is_said(path: str) -> None:
    with pytest.raises(CannotChange, match=r"has no place for|is not set"):
        changed(POLICY, {path: REMOVED})


def test_a_file_with_other_line_ends_and_a_mark_keeps_them() -> None:
    source = b"\xef\xbb\xbf" + POLICY.replace(b"\n", b"\r\n")
    content = changed(source, {"client.name": "B", "centre.desks.main.close": "17:00"})
    assert content.startswith(b"\xef\xbb\xbf# who") and content.count(b"\n") == content.count(b"\r\n")
