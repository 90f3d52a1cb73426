"""A new client works at once: check and build --draft succeed, and nothing of it is taken for an answer."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from command_line import Immerse
from immerse.leaks.containers import pdf_text
from immerse.loading.changing import changed, without_stand_ins
from immerse.loading.client import load_client
from immerse.model.policy.policy_leaves import leaves
from immerse.model.policy.stand_ins import is_placeholder, tally
from immerse.starting import make_part
from site_fixtures import read
from tenth import IS_FUZZ

POLICY = Path("site_config/clients/harbour-foods/policy.yml")
NEW = 40 if IS_FUZZ else 10
"""New clients in one house."""


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
    assert re.search(r"^client\.name = Harbour Foods  name  line \d+  Our name as shown to readers\.$", done.out, re.M)
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


def test_many_new_clients_leave_the_others_alone(workspace: Path, immerse: Immerse) -> None:
    built = ("build", "--client", "acme-works", "--on", "2026-12-01")
    assert immerse(*built).code == 0
    before = (workspace / "site" / "acme-works" / "trainee" / "site-manifest.json").read_bytes()
    ids = [f"harbour-foods-{number}" for number in range(NEW)]
    for id in ids:
        make_part(workspace, "client", id, date.today(), "acme-works" if id.endswith("9") else "")
    checked = immerse("check")
    assert (checked.code, checked.out) == (0, "")
    assert checked.err.count(" is a draft: 0 of ") == 3
    assert f"{NEW - 3} more clients are drafts" in checked.err
    assert immerse(*built).code == 0
    assert (workspace / "site" / "acme-works" / "trainee" / "site-manifest.json").read_bytes() == before
    for id in ids[7:10]:
        assert immerse("build", "--client", id, "--draft").code == 0
