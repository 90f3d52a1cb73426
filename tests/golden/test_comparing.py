"""Two releases compared: a story of three as a golden, what holds of any, and what no view may say."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from immerse.model.comparison import Run
from immerse.model.site_view import View
from immerse.problems import Refused
from immerse.releasing.comparing import compare
from immerse.releasing.comparison_formats import as_html, as_json, as_markdown, as_text, html_of
from immerse.releasing.migration import composed, migration
from immerse.releasing.migration_file import Migration
from immerse.releasing.release_facts import Declared, Facts, ItemFact, RetiredFact
from immerse.releasing.word_diff import runs
from markupsafe import escape
from release_story import STORY, VERSIONS, WAYS, changed, released, said_of, told_in, workspace_at
from site_fixtures import STARTER_CLIENT

READERS = (None, *View)
POLICY = f"site_config/clients/{STARTER_CLIENT}/policy.yml"


def facts(version: str) -> Facts:
    return released(version)[0]


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_the_story_is_told_as_kept(way: tuple[str, str]) -> None:
    for name, content in said_of(*way).items():
        assert content.decode() == (STORY / name).read_text("utf-8"), name
    assert changed(*way).problems == ()


@pytest.mark.parametrize("view", READERS)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_release_is_no_other_than_itself(version: str, view: View | None) -> None:
    found = compare(facts(version), facts(version), view)
    assert found.is_empty and not found.acknowledgements
    assert {duty.kind.value for duty in found.duties} == {"nothing"}


@pytest.mark.parametrize("version", VERSIONS)
def test_facts_are_the_same_after_a_file(version: str) -> None:
    content = facts(version).to_bytes()
    assert Facts.from_bytes(content) == facts(version)
    assert Facts.from_bytes(content).to_bytes() == content
    entries = [line for line in content.decode().splitlines() if line.startswith('{"')]
    assert len(entries) > 50 and all(json.loads(line.rstrip(",")) for line in entries)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "cannot be read"),
        (b"[]", "format None"),
        (b'{"schema": "immerse.facts/2"}', "this immerse reads immerse.facts/1"),
        (b'{"schema": "immerse.facts/1", "client": 3}', "damaged at client"),
    ],
)
def test_facts_of_another_form_are_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=re.escape(said)):
        Facts.from_bytes(content)


def test_ways_over_two_releases_are_those_over_one() -> None:
    ways = [migration(facts(old), facts(new)) for old, new in WAYS]
    assert composed(ways[0], ways[1]) == ways[2]
    same = migration(facts("1.1.0"), facts("1.1.0"))
    assert {(move.old == move.new, move.effect) for move in same.moves} == {(True, "kept")}
    assert composed(ways[0], same) == ways[0]
    assert composed(same, ways[1]) == ways[1]
    assert Migration.from_bytes(ways[2].to_bytes()) == ways[2]
    with pytest.raises(Refused, match="immerse.migration/9".replace(".", r"\.")):
        Migration.from_bytes(b'{"schema": "immerse.migration/9"}')


def test_a_newer_rule_for_digests_moves_nothing() -> None:
    digest = rb'"d2:sha256:([0-9a-f]{64})"'
    content, count = re.subn(digest, lambda found: b'"d3:sha256:%s"' % found[1][::-1], facts("1.1.0").to_bytes())
    newer = Facts.from_bytes(content)
    assert count > 20 and b"d2:" not in content and newer.items[0].digest.startswith("d3:")
    for view in READERS:
        assert compare(facts("1.1.0"), newer, view).items == ()
    assert [item.id for item in compare(facts("1.0.0"), newer).items] == ["FST-2", "FST-D1", "PB-01/capture"]


def planted(tmp_path: Path, file: str, old: str, new: str, more: str = "") -> Facts:
    """The second release with one change."""
    root = workspace_at("1.1.0", tmp_path)
    head = root / "curriculum/first-steps/module.yml"
    head.write_text(
        head.read_text("utf-8").replace("uses: [identity.disclosure]", f"uses: [identity.disclosure{more}]")
    )
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1
    (root / file).write_text(text.replace(old, new), "utf-8")
    found, _ = told_in(root)
    shutil.rmtree(root)
    return found


ACCESS = """\
security:
  access: {mfa: true, shared_logins: false, brokered: true, review_days: 7, reason: Zqsecret, owner: it}
site:
"""
SECRET = {
    "an assessed key": (
        "curriculum/first-steps/drills.yml",
        "key: P1, because water and current are possible together.",
        "key: P2, because nobody is hurt, zqsecret.",
    ),
    "what is right of an assessed drill": (
        "curriculum/first-steps/drills.yml",
        "- Life comes before tone.",
        "- Life comes before tone, zqsecret.",
    ),
    "an assessed question": (
        "curriculum/first-steps/checks.yml",
        "Your profile says where you work. Is that enough for a reply?",
        "Your profile says zqsecret. Is that enough for a reply?",
    ),
    "a mentor's note": (
        "curriculum/first-steps/lessons/01-who-is-speaking.yml",
        "- The trainee asks about harm before tone, without being reminded.",
        "- The trainee asks about harm before tone, zqsecret.",
    ),
    "a setting that is never shown": (
        POLICY,
        "site:\n",
        ACCESS,
    ),
    "a setting for mentors": (POLICY, "site:\n", "site:\n  mentor_url: https://zqsecret.example/\n"),
}


@pytest.mark.parametrize("name", SECRET)
def test_what_a_trainee_may_not_see_changes_nothing_for_trainees(name: str, tmp_path: Path) -> None:
    newer = planted(tmp_path, *SECRET[name])
    found = compare(facts("1.1.0"), newer, View.TRAINEE)
    assert found.is_empty, found
    everything = "".join(tell(found) for tell in (as_text, as_markdown, as_html, as_json)).casefold()
    assert "zqsecret" not in everything
    whole = compare(facts("1.1.0"), newer)
    assert "zqsecret" in as_text(whole).casefold()
    if name == "a setting that is never shown":
        assert compare(facts("1.1.0"), newer, View.MENTOR).is_empty


def test_of_an_assessed_drill_trainees_know_the_words_that_they_see(tmp_path: Path) -> None:
    file, change = "curriculum/first-steps/drills.yml", "class: raised, what: Card zqsecret is P2 now.}"
    declared = f"rev: 2\n    changes:\n      - {{version: 0.2.0, {change}\n    setup: One card"
    key = planted(tmp_path / "a", file, "setup: One card, face down.", f"{declared}, face down.")
    words = planted(tmp_path / "b", file, "setup: One card, face down.", f"{declared}, its face down.")
    assert "FST-D2" not in as_json(compare(facts("1.0.0"), key, View.TRAINEE))
    assert migration(facts("1.0.0"), key, View.TRAINEE).moves == migration(facts("1.0.0"), facts("1.1.0")).moves
    trainee, mentor = (compare(facts("1.0.0"), words, view) for view in View)
    (seen,) = (item for item in trainee.items if item.id == "FST-D2")
    assert (seen.item_class.value, seen.what, seen.old_rev, seen.rev) == ("raised", (), 1, 1)
    assert "zqsecret" not in as_json(trainee) and "zqsecret" in as_json(mentor)


CONTACTS = """\
escalation:
  contacts:
    lead:
      title: Lead
      employer: client
      unit: Care
      country: GB
      deputy: other
      hours: always
      channel: chat
      phone: "{}"
      functions: [director, hr, it_security, legal, media, privacy, safety, service, brand, fraud]
    other: {{title: Other, employer: client, unit: Care, country: GB, deputy: lead, hours: always, channel: chat}}
site:
"""


def test_a_number_that_this_site_does_not_show_is_not_told(tmp_path: Path) -> None:
    first, newer = (
        planted(tmp_path / last, POLICY, "site:\n", CONTACTS.format(f"+44 20 7946 000{last}"), ", escalation.contacts")
        for last in "12"
    )
    shown = {fact.key for fact in first.settings if "trainee" in fact.readers}
    assert "escalation.contacts" in shown
    assert all(compare(first, newer, view).is_empty for view in View)
    (setting,) = compare(first, newer).settings
    assert [one.path for one in setting.values] == ["escalation.contacts.lead.phone"]


def test_what_only_a_policy_changes_is_not_put_on_the_author(tmp_path: Path) -> None:
    newer = planted(tmp_path, POLICY, "identity:\n", "response: {targets: {P1: {triage_min: 4}}}\nidentity:\n")
    found = compare(facts("1.1.0"), newer)
    assert {(item.id, item.item_class.value) for item in found.items} == {("FST-1", "by-policy")}
    assert [one.setting for one in found.acknowledgements] == ["response.targets"]


MARKUP = '# <b onclick="x">& [a](javascript:y) **z** `q` ~~s~~ {{ p }} | https://x.example www.x.example a@b.example'


def test_no_word_of_any_content_is_markup() -> None:
    def marked(item: ItemFact) -> ItemFact:
        return dataclasses.replace(
            item, title=MARKUP, text=f"{item.text} {MARKUP}", digest="d2:other", written="w1:other"
        )

    old = facts("1.1.0")
    newer = dataclasses.replace(old, items=tuple(map(marked, old.items)), client_name=MARKUP)
    found = compare(old, newer)
    page = as_html(found)
    assert set(re.findall(r"<(\w+)", page.partition("<body>")[2])) == {"h1", "h2", "p", "ul", "li", "ins", "span"}
    assert escape(MARKUP) in page
    body = as_markdown(found)
    without = re.sub(r"\\[\\`*_\[\]<>|~&@:.#+=)-]", "", body)
    assert not re.search(r"[<`\[@|]|://|www\.", without) and without.count("~~") == 2


@pytest.mark.parametrize(
    ("old", "new", "text", "page"),
    [
        ("same", "same", "same", "same"),
        ("in 15 minutes", "in 10 minutes", "in [-15-]{+10+} minutes", None),
        ("five six seven", "one two seven", "[-five six-]{+one two+} seven", None),
        ("a\nb", "a\nc", "a\n[-b-]{+c+}", None),
        (
            "",
            "a < b",
            "{+a < b+}",
            '<ins><span class="im-sr">[put in: </span>a &lt; b<span class="im-sr">]</span></ins>',
        ),
        ("gone", "", "[-gone-]", '<del><span class="im-sr">[taken out: </span>gone<span class="im-sr">]</span></del>'),
    ],
)
def test_changed_words_are_marked(old: str, new: str, text: str, page: str | None) -> None:
    found = runs(old, new)
    marks: dict[str, Any] = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    assert "".join(marks[run.kind].format(run.text) for run in found) == text
    assert "".join(run.text for run in found if run.kind != "added") == old
    assert "".join(run.text for run in found if run.kind != "removed") == new
    assert page is None or html_of(found) == page


def test_blanks_at_the_ends_of_a_change_stay_outside_of_its_marks() -> None:
    assert html_of((Run("removed", " x "),)).strip().startswith("<del>")


def facts_with(
    version: str, items: str, retired: tuple[RetiredFact, ...] = (), **changes: tuple[Declared, ...]
) -> Facts:
    """Facts in which nothing stands but these items; a letter is an item, a capital one has been raised."""
    form = facts("1.1.0").items[0]
    found = [
        dataclasses.replace(form, id=id, readers=("trainee", "mentor", "editor"), changes=changes.get(id, ()))
        for id in items
    ]
    return Facts("c", "C", version, version, "1", "2026-12-01", known=tuple(items), items=tuple(found), retired=retired)


def test_an_item_that_is_gone_leads_to_what_stands_in_its_place() -> None:
    raised = Declared("3.0.0", "raised", False, "More.")
    merged = tuple(RetiredFact(id, "2.0.0", "merged", ("c",), "One now.") for id in "ab")
    replaced = (RetiredFact("d", "2.0.0", "replaced", ("e",), "Anew."),)
    split = (RetiredFact("f", "2.0.0", "split", ("g", "h"), "Two."), RetiredFact("h", "3.0.0", "retired", (), "Gone."))
    first = facts_with("1.0.0", "abdfx")
    second = facts_with("2.0.0", "ceghx", (*merged, *replaced, *split[:1]))
    third = facts_with("3.0.0", "cegx", (*merged, *replaced, *split), c=(raised,))
    # The rev of a raised item is another; without it an item with the same digest did not change.
    third = dataclasses.replace(
        third, items=tuple(dataclasses.replace(i, rev=2 if i.id == "c" else 1) for i in third.items)
    )
    ways = [migration(old, new) for old, new in ((first, second), (second, third), (first, third))]
    assert composed(ways[0], ways[1]) == ways[2]
    assert [tuple(move) for move in ways[0].moves] == [
        ("a", "c", "kept"),
        ("b", "c", "kept"),
        ("d", "e", "redo"),
        ("f", "g", "kept"),
        ("f", "h", "kept"),
        ("x", "x", "kept"),
    ]
    assert [tuple(move) for move in ways[2].moves][:3] == [
        ("a", "c", "partial"),
        ("b", "c", "partial"),
        ("d", "e", "redo"),
    ]
    found = compare(first, second)
    classes = {item.id: item.item_class.value for item in found.items}
    assert classes == dict.fromkeys("ab", "merged") | {"d": "replaced", "f": "split"} | dict.fromkeys("cegh", "new")
    trainees = {duty.kind.value: duty.ids for duty in found.duties if duty.who.value == "trainees"}
    assert trainees == {"redo": ("e",), "read again": ("c", "g", "h")}
    assert "It is replaced by e, which everybody must do again." in as_text(found)
