"""A change of any part of a playbook is in the comparison of two releases."""

from __future__ import annotations

from pathlib import Path

import pytest
from immerse.model.site_view import View
from immerse.releasing.comparing import compare
from immerse.releasing.release_facts import Facts
from release_story import told_in, workspace_at

PLAYBOOK = "playbooks/PB-01-first-reply.yml"
FACTS = """\
co_author: head of care
facts:
  loss_seen: {ask: Has somebody lost money?}
  place: {ask: Where is it?, values: {forum: a forum, shop: one of our shops}}
variants:
  - id: at-night
    title: At night
    trigger: Nobody else is awake.
    steps:
      - {id: wake, title: Wake somebody, who: trainee, text: Call the lead.}
decisions:
"""


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Keep a copy with", "Keep two copies with", "PB-01/capture"),
        ("Call the lead.", "Call the deputy.", "PB-01/at-night/wake"),
        ("Nobody else is awake.", "Nobody else is there.", "PB-01/variant-at-night"),
        ("Has somebody lost money?", "Has anybody lost money?", "PB-01.facts"),
        ("one of our shops", "a shop of ours", "PB-01.facts"),
        ("head of care", "head of sales", "PB-01.co_author"),
        ("title: First reply", "title: The first reply", "playbooks/pb-01.md"),
    ],
)
def test_a_change_of_any_part_of_a_playbook_is_told(old: str, new: str, changed: str, tmp_path: Path) -> None:
    was, now = (
        facts_with_playbook(tmp_path / name, *words) for name, words in {"was": ("", ""), "now": (old, new)}.items()
    )
    found = compare(was, now, View.TRAINEE)
    told = {item.id for item in found.items} | {block.id for block in found.blocks}
    assert changed in told | {page.address for page in found.pages if page.title.endswith(new.removeprefix("title: "))}


def facts_with_playbook(folder: Path, old: str, new: str) -> Facts:
    """The facts of the second release, whose playbook has every kind of part, with some words replaced."""
    root = workspace_at("1.1.0", folder)
    text = (root / PLAYBOOK).read_text("utf-8").replace("decisions:\n", FACTS)
    assert not old or text.count(old) == 1
    (root / PLAYBOOK).write_text(text.replace(old, new) if old else text, "utf-8")
    return told_in(root)[0]
