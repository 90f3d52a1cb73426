"""A draft says so in each form of the checklist; titles, lines and the list of contacts mark what nobody gave."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from command_line import Immerse
from immerse.building.site import build_client
from immerse.exporting.checklist_file import checklist_file
from immerse.exporting.task_book_pdf import task_book
from immerse.model.edition import Edition
from immerse.model.site_view import View
from immerse.pipeline.prepare import compose_client
from looping import some
from site_fixtures import DAY
from task_books import MODULE, STATEMENT, composed, write

POLICY = "site_config/clients/harbour-foods/policy.yml"
SECTOR = "{{ policy.client.sector }}"


@pytest.fixture
def draft(workspace: Path, immerse: Immerse) -> Path:
    assert immerse("new", "client", "harbour-foods").code == 0
    return workspace


def drafted(root: Path) -> Edition:
    return compose_client(root, "harbour-foods", View.TRAINEE, DAY, draft=True)


def titles(made: Edition) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(checklist_file(made, "xlsx")))
    return {sheet.title: sheet["A1"].value for sheet in book if sheet.title not in ("About", "Lists")}


def test_every_form_says_that_it_is_a_draft(draft: Path) -> None:
    made = drafted(draft)
    assert json.loads(checklist_file(made, "json"))["draft"] is True
    rows = csv.DictReader(io.StringIO(checklist_file(made, "csv").decode("utf-8-sig")))
    assert {row["draft"] for row in rows} == {"true"}
    with pypdfium2.PdfDocument(checklist_file(made, "pdf")) as document:
        assert all("Draft: values are made up." in page.get_textpage().get_text_bounded() for page in some(document))
    assert all(title.startswith("Draft, values are made up: Harbour Foods") for title in some(titles(made).values()))


def test_what_is_no_draft_says_nothing_of_one(workspace: Path) -> None:
    made = composed(workspace)
    assert json.loads(checklist_file(made, "json"))["draft"] is False
    with pypdfium2.PdfDocument(checklist_file(made, "pdf")) as document:
        assert not any("raft" in page.get_textpage().get_text_bounded() for page in some(document))
    assert not any("raft" in title for title in some(titles(made).values()))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (STATEMENT, f'statement: "Speaks for a {SECTOR}."', "Speaks for a retail. (stand-in)"),
        ("title: Shows who speaks", f'title: "Speaks for a {SECTOR}"', "Speaks for a retail (stand-in)"),
        (
            "criterion: Forty of forty sampled replies show it.",
            f'criterion: "A {SECTOR} and a {SECTOR}."',
            "A retail and a retail. (stand-in)",
        ),
        ("title: First steps", f'title: "Steps in a {SECTOR}"', "Steps in a retail (stand-in)"),
    ],
)
def test_a_line_that_holds_a_stand_in_ends_with_the_mark(draft: Path, old: str, new: str, said: str) -> None:
    write(draft, MODULE, old, new)
    uses, more = "uses: [identity.disclosure]", "uses: [client.sector, identity.disclosure]"
    if old == "title: First steps":
        uses, more = "uses: []", "uses: [client.sector]"
    write(draft, MODULE, uses, more)
    made = drafted(draft)
    sector = str(made.client.policy.client.sector)
    assert said.replace("retail", sector) in json.dumps(task_book(made))
    write(draft, POLICY, "  - client.sector\n", "")
    assert said.replace("retail", sector).removesuffix(" (stand-in)") + '"' in json.dumps(task_book(drafted(draft)))


def test_a_title_that_has_no_room_for_the_mark_has_none(draft: Path) -> None:
    long = "Speaks for a " + "x" * 99 + " " + SECTOR
    write(draft, MODULE, "title: First steps", f'title: "{long}"')
    write(draft, MODULE, "uses: []", "uses: [client.sector]")
    assert task_book(drafted(draft))["modules"][0]["title"].endswith("x other")


CONTACT = """\
escalation:
  contacts:
    duty:
      title: duty officer
      person: person-01
      employer: client
      unit: service
      country: GB
      deputy: care-lead
      hours: always
      channel: "To be given: channel"
    care-lead:
      title: head of care
      person: person-02
      employer: client
      unit: service
      country: GB
      deputy: duty
      hours: always
      channel: the on-call line
"""


def test_the_list_of_contacts_marks_who_is_not_given(draft: Path) -> None:
    write(draft, POLICY, "stand_ins:\n", f"{CONTACT}stand_ins:\n  - escalation.contacts.duty.channel\n")
    site = build_client(draft, "harbour-foods", View.TRAINEE, DAY, draft / "site", draft=True).folder
    page = (site / "reference" / "contacts" / "index.html").read_text("utf-8")
    rows = {part.split('"')[0]: part.split("</tr>")[0] for part in page.split('<tr id="contact-')[1:]}
    assert "stand-in</sup>" in rows["duty"] and "stand-in</sup>" not in rows["care-lead"]
