"""The text of the pages: what they say, what they never say, and that every link and piece of HTML holds."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from composed import client, edited, made
from immerse.hosts.page_links import placed
from immerse.hosts.pages import html_of
from immerse.model.edition import OverlayNote
from immerse.model.outcomes import ConditionOutcome
from immerse.model.site_view import View
from immerse.output.html_page import read_page
from immerse.output.sanitizer import sanitize
from immerse.planning.site import plan_site
from immerse.problems import NOWHERE
from immerse.rendering.frame import frame_of
from looping import some
from rendered_pages import PLAYBOOK, VIEWS, Outline, converted, html, pages, rendered

CANARY = re.compile(r"canary-\d{4}")


def shown_words(page: str) -> str:
    """The texts of a page in one line."""
    return " ".join(" ".join(read_page(page).texts).split())


@VIEWS
def test_every_page_has_a_title_a_heading_and_a_foot(view: View) -> None:
    _, plan, site = rendered(view)
    assert set(site.pages) == {page.address for page in plan.pages}
    for page in plan.pages:
        made = site.pages[page.address]
        assert (made.title, made.search, made.hide) == (page.title, page.search, page.hide)
        assert [heading.level for heading in made.headings()].count(1) == 1
        text = html(made, page.address)
        foot = text[text.index('<footer class="im-foot"') :]
        assert "Draft · core 1.0.0 · policy 1.2.0 · in force from 1 December 2026" in foot
        assert ("reviewed by 30 September 2027" in foot) == (page.review_by is not None)


@VIEWS
def test_nothing_unresolved_or_pythonic_is_on_a_page(view: View) -> None:
    for address, text in some(converted(view).items()):
        for word in ("{{", "}}", "{%", "None", "Undefined", "[]", "()", "Slug(", "datetime.", "<object", "{'"):
            assert word not in text, f"{address}: {word}"


@VIEWS
def test_html_is_well_formed_headings_are_filled_and_ids_are_unique(view: View) -> None:
    for address, text in some(converted(view).items()):
        outline = Outline(text)
        assert outline.faults == [], address
        assert len(outline.ids) == len(set(outline.ids)), address
        assert all(heading.removesuffix("¶").strip() for _, heading in outline.headings), address
        levels = [level for level, _ in outline.headings]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), address
        assert not re.search(r"<p>\s*</p>|<(ul|ol|dl|table|tbody)[^>]*>\s*</\1>", text), address


@VIEWS
def test_every_link_inside_the_site_leads_somewhere(view: View) -> None:
    outlines = {address: Outline(text) for address, text in converted(view).items()}
    files = rendered(view)[2].files.keys() | {
        f"downloads/{name}"
        for name in ("checklist.json", "checklist-a4.pdf", "checklist-letter.pdf", "checklist.xlsx", "coverage.xlsx")
    }
    for address, outline in some(outlines.items()):
        for link in some(outline.links):
            if re.match(r"(https?|tel|mailto):", link):
                continue
            path, _, anchor = link.partition("#")
            assert not path or path.startswith("/"), f"{address}: {link}"
            target = path.removeprefix("/") or address
            assert target in outlines or target in files, f"{address}: {link}"
            assert not anchor or anchor in outlines[target].ids, f"{address}: {link}"


@VIEWS
def test_every_address_of_the_plan_has_its_anchor(view: View) -> None:
    ids = {address: set(Outline(text).ids) for address, text in converted(view).items()}
    plan = rendered(view)[1]
    places = [*plan.addresses.items(), *((target.title, target.address) for target in plan.search_targets)]
    anchored = [(name, *address.split("#")) for name, address in places if "#" in address]
    assert {"TRI-5", "ROT-1"} <= {name for name, _, _ in anchored}
    assert [name for name, path, anchor in anchored if anchor not in ids[path]] == []


@VIEWS
def test_the_sanitiser_takes_nothing_away(view: View) -> None:
    for address, page in some(rendered(view)[2].pages.items()):
        text = placed(html_of(page), address)
        assert events(sanitize(text)) == events(text), address


def events(text: str) -> list[object]:
    found: list[object] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append(  # type: ignore[method-assign]
        (tag, sorted((name, value or "") for name, value in attrs))
    )
    parser.handle_startendtag = parser.handle_starttag  # type: ignore[method-assign]
    parser.handle_data = lambda data: found.append(" ".join(data.split()))  # type: ignore[method-assign]
    parser.feed(text)
    return [event for event in found if event]


def test_the_trainee_site_holds_no_word_of_the_mentors() -> None:
    trainee = "".join(converted(View.TRAINEE).values())
    mentor = "".join(converted(View.MENTOR).values())
    assert not CANARY.findall(trainee)
    assert len(set(CANARY.findall(mentor))) > 10
    assert "text-note-canary-0017" in mentor
    assert "mentor/" not in trainee
    for words_of_mentors in ("For the mentor", "Shown because", "Left out for", "Red flags"):
        assert words_of_mentors not in trainee


def test_a_practice_key_is_folded_and_an_assessed_one_is_missing() -> None:
    drills = converted(View.TRAINEE)["learn/tri/drills.md"]
    folded = re.findall(r'<details class="im-key">.*?</details>', drills, re.S)
    assert any("practised-key-shown-to-all" in key for key in folded)
    assert any("A card for whoever runs it." in key for key in folded)
    assert "The card that everybody reads." in drills
    assert "assessed</span>" in drills
    assert not any("Key to card" in key for key in folded[folded.index(folded[-1]) + 1 :])


def test_a_question_is_a_fieldset_with_labelled_radio_buttons() -> None:
    text = converted(View.TRAINEE)["learn/tri/checks.md"]
    fields = re.findall(r"<fieldset.*?</fieldset>", text, re.S)
    assert fields
    for field in fields:
        assert "<legend>Question" in field
        inputs = re.findall(r'<input type="radio" name="([^"]+)" id="([^"]+)"', field)
        assert len(inputs) >= 2
        assert len({name for name, _ in inputs}) == 1
        assert {id for _, id in inputs} == set(re.findall(r'<label for="([^"]+)"', field))
        assert '<details class="im-key">' in field


def test_the_checklist_is_made_of_labelled_boxes_with_id_and_digest() -> None:
    edition, _, site = rendered()
    listed: dict[str, str] = {}
    for address in ("checklist/progress.md", "checklist/graduation.md"):
        text = html(site.pages[address], address)
        items = re.findall(
            r'data-item-id="([^"]+)" (?:[a-z-]+="[^"]*" )*?data-digest="([^"]+)"|'
            r'data-digest="([^"]+)" data-item-id="([^"]+)"',
            text,
        )
        listed |= {one or other: digest or second for one, digest, second, other in items}
        boxes = re.findall(r'<input type="checkbox" id="([^"]+)"', text)
        assert boxes == re.findall(r'<label for="([^"]+)"', text)
        assert 'data-client="northwind"' in text
        assert "only an attestation counts" in text
    assert listed == {item.id: item.digest for item in edition.book.items}


def test_a_lesson_tells_why_shows_practises_and_ends_authority() -> None:
    text = converted()["learn/tri/tri-l1.md"]
    order = [
        ">Afterwards you can<",
        "Why it matters at Northwind &amp; Sons",
        "Set for Northwind &amp; Sons, and used on this page",
        ">Watch it done<",
        ">Now you<",
        ">Where your authority ends<",
        ">For the mentor<",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


def test_an_empty_list_leaves_no_heading_behind() -> None:
    edition = made()
    module = edition.programme.modules[0]
    bare = module.lessons[0].model_copy(update={"pitfalls": (), "objectives": (), "sources": (), "teaches": ()})
    changed = module.model_copy(update={"lessons": (bare,), "drills": None, "checks": None, "evidence": ()})
    rotation = edition.programme.rotation.model_copy(
        update={"week_pattern": (), "paths": (), "levels": (), "roles": (), "handover": (), "exit_criteria": ()}
    )
    programme = edition.programme.model_copy(update={"modules": (changed,), "rotation": rotation})
    for text in pages(replace(edition, programme=programme, reads={})).values():
        assert not re.search(r"</h([2-6])>\s*(<h[12]|</div>|</section>|<footer|$)", text)
    lesson = pages(replace(edition, programme=programme, reads={}))["learn/tri/tri-l1.md"]
    for heading in ("Easy mistakes", "Afterwards", "Sources", "used on this page"):
        assert heading not in lesson


def test_an_emergency_prints_a_line_where_a_number_is_hidden_and_a_link_where_it_is_not(tmp_path: Path) -> None:
    of = edited("owner: lead", "owner: lead\nemergency: true", tmp_path, PLAYBOOK)
    hidden = pages(made(of=of))["playbooks/pb-01.md"]
    assert "Numbers are filled in by hand, from the list of contacts." in hidden and "im-blank" in hidden
    kept = client("escalation: {numbers: {kept_by: duty-lead, list: the sealed list, check_days: 30}}")
    said = "Numbers are filled in by the duty lead from the sealed list, and checked every 30 days."
    assert said in pages(made(kept, of=of))["playbooks/pb-01.md"]
    assert "0000 0000" not in "".join(pages(made(of=of)).values())
    full = client("site: {contact_display: full}")
    assert '<a href="tel:+442000000000">+44 20 0000 0000</a>' in pages(made(full, of=of))["playbooks/pb-01.md"]
    assert "Is something happening right now?" in pages(made(of=of))["index.md"]


def test_why_a_block_is_shown_is_said_to_mentors() -> None:
    edition = made()
    lesson = edition.programme.modules[0].lessons[0]
    key = f"{lesson.id}/{lesson.sections[0].id}"
    condition = (
        'policy.client.sector in ["bank"] and (policy.centre.desks | count) == 1 '
        "and policy.response.targets.P1.triage_min < 90"
    )
    outcome = ConditionOutcome(key, str(lesson.id), "Clocks", True, True, condition, lesson.location)
    text = pages(replace(edition, outcomes=(outcome,)))["learn/tri/tri-l1.md"]
    reasons = "Shown because Sector is bank, the number of Desks is 1 and Targets (P1, sorted) is 5 minutes."
    assert reasons in shown_words(text)
    assert "policy.client" not in text


def test_what_is_left_out_is_said_to_mentors_with_its_reason() -> None:
    edition = made()
    lesson = str(edition.programme.modules[0].lessons[0].id)
    left_out = ConditionOutcome(f"{lesson}/abroad", lesson, "Abroad", True, False, "policy.voice.tone != none", NOWHERE)
    replaced = left_out._replace(title="Another", replaced=True)
    again = left_out._replace(key=f"{lesson}/again", title="Anew")
    outcomes = (left_out, replaced, left_out._replace(title="Untitled", has_title=False), again, again)
    text = shown_words(pages(replace(edition, outcomes=outcomes))["learn/tri/tri-l1.md"])
    assert "Left out for Northwind & Sons: Abroad, because Tone is" in text
    assert text.count("Anew (twice), because Tone is") == text.count("Anew") == 1
    assert not [word for word in ("Another", "Untitled") if word in text]
    trainee = replace(made(view=View.TRAINEE), outcomes=outcomes)
    assert "Left out" not in "".join(pages(trainee).values())


def test_the_title_of_what_is_left_out_has_its_values(tmp_path: Path) -> None:
    unshown = 'when: policy.client.sector == "airline"\n    text: Not here.'
    sections = f"""  - id: named
    title: What {{{{ policy.client.name }}}} came for
    {unshown}
  - id: unset
    title: The name of {{{{ policy.client.words.pilot }}}}
    {unshown}
  - id: targets
"""
    lesson = "curriculum/triage/lessons/01-clocks.yml"
    edition = made(of=edited("  - id: targets\n", sections, tmp_path, lesson))
    text = shown_words(pages(edition)["learn/tri/tri-l1.md"])
    assert "What Northwind & Sons came for, because Sector is bank" in text
    assert "The name of ..., because Sector is bank" in text
    assert "client.words.pilot" not in edition.reads["TRI-L1"], "no page needs the value"


def test_what_the_overlay_did_is_told_with_its_reason() -> None:
    note = OverlayNote("TRI-L1/one-section", "replaced", "Our *own* words.")
    edition = replace(made(), overlay_notes=(note,))
    assert "Our *own* words." in read_page(pages(edition)["changes.md"]).texts
    shown = read_page(pages(edition)["learn/tri/tri-l1.md"]).texts
    assert "replaced (TRI-L1/one-section): Our *own* words." in shown
    trainee = replace(made(view=View.TRAINEE), overlay_notes=(note,))
    assert "own* words" not in "".join(pages(trainee).values())


def test_the_feedback_link_carries_page_version_and_client() -> None:
    edition = made(client("site: {feedback_url: 'https://ask.example/form?kind=training'}"))
    page = next(page for page in plan_site(edition)[0].pages if page.address == "learn/tri/tri-l1.md")
    assert frame_of(edition).feedback(page) == (
        "https://ask.example/form?kind=training&page=learn%2Ftri%2Ftri-l1.md&version=1.0.0%2B1.2.0"
        "&client=northwind&source=curriculum%2Ftriage%2Flessons%2F01-clocks.yml"
    )
    assert frame_of(replace(edition, client=client())).feedback(page) == ""


def test_the_site_carries_its_own_files_and_nothing_from_elsewhere() -> None:
    site = rendered()[2]
    assert set(site.scripts) | set(site.styles) <= set(site.files)
    assert b"#123456" in site.files["assets/immerse/look.css"]
    for name, content in site.files.items():
        assert not re.search(rb"https?://|@import|url\(", content), name
        for word in (b"innerHTML", b"eval(", b"document.write", b"insertAdjacentHTML", b"style="):
            assert word not in content, name
    assert not re.search(r'\sstyle="|\son[a-z]+="|<script|<style', "".join(converted().values()))


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert pages(made()) == pages(made())


def test_a_page_says_when_no_edition_came_before() -> None:
    text = pages()["changes.md"]
    assert "<li>First edition.</li>" in text
    assert "not compared with an earlier version" in text
