"""The rows to sign of the demo clients, the same in every form."""

from __future__ import annotations

import pypdfium2
import pytest
import signing
from immerse.exporting.checklist_file import checklist_file
from immerse.model.site_view import View
from site_fixtures import CLIENTS, Sites, edition


@pytest.mark.parametrize("client", CLIENTS)
def test_page_paper_workbook_and_data_hold_the_same_rows(demo_sites: Sites, client: str) -> None:
    signing.assert_one_set(edition(client, View.TRAINEE), demo_sites.folder(client))


def test_every_page_has_a_line_for_the_name_and_no_table_is_cut() -> None:
    made = edition("northgate", View.TRAINEE)
    for paper in ("a4", "us-letter"):
        with pypdfium2.PdfDocument(checklist_file(made, "pdf", paper)) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        assert all(page.startswith("Trainee Trainee task book, Northgate Air") for page in pages)
        titles = [(item.id, f"{item.id} {item.title}") for item in made.book.items if item.kind == "competency"]
        begun = {id: [page for page in pages[2:] if title in page] for id, title in titles}
        assert {id for id, found in begun.items() if len(found) != 1} == set()
        heads = sum(page.count("Evidence: E, R") for page in pages)
        assert heads == len(titles) + 1  # a table that is cut has its head on both pages


@pytest.mark.parametrize("page", ["sign/enrol", "mentor/director"])
def test_nobody_has_the_role_of_what_is_computed(demo_sites: Sites, page: str) -> None:
    html = (demo_sites.folder("northgate", View.MENTOR) / page / "index.html").read_text("utf-8")
    assert ">Mentor<" in html and ">Computed<" not in html
