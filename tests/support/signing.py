"""The rows to sign of one client, read back from each form of its checklist."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
from immerse.exporting.checklist_file import checklist_file
from immerse.model.edition import Edition
from immerse.model.rotation_names import RotationNames
from task_books import words_of

Rows = list[tuple[str, ...]]
"""(id, level, gates, role ids)."""
Named = list[tuple[str, str, str]]
"""(id, level by name, who signs by name)."""

_ITEM = re.compile(r'<li [^>]*data-item-id="([^"]+)"[^>]*>(.*?)</li>', re.DOTALL)
_ROW = re.compile(r"<tr [^>]*data-one-of=[^>]*>")


def of_json(edition: Edition) -> Rows:
    items = json.loads(checklist_file(edition, "json"))["items"]
    return [
        (item["id"], str(row["level"] or ""), " ".join(row["gates"]), " ".join(row["one_of"]))
        for item in items
        for row in item["signatures"]
    ]


SIGNED = {("competency", "false"), ("graduation", "false")}
"""Kind and computed of the items that somebody signs; nobody signs a task."""


def of_csv(edition: Edition) -> Rows:
    content = checklist_file(edition, "csv").decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(content))
    return [
        (row["id"], row["level"], row["gates"], row["one_of"])
        for row in rows
        if (row["kind"], row["computed"]) in SIGNED
    ]


def of_pages(site: Path) -> Rows:
    rows = []
    for page in ("progress", "graduation"):
        html = (site / "checklist" / page / "index.html").read_text("utf-8")
        for id, body in _ITEM.findall(html):
            for row in _ROW.findall(body):
                said = dict(re.findall(r'data-([a-z-]+)="([^"]*)"', unescape(row)))
                level = said["level"] if said["level"] != "0" else ""
                rows.append((id, level, said["gates"], said["one-of"]))
    return rows


def named(rows: Rows, edition: Edition) -> Named:
    names = RotationNames(edition.programme.rotation, edition.programme.modules)
    return [(id, names.level(int(level or 0)), names.signer_titles(who.split())) for id, level, _, who in rows]


def of_workbook(edition: Edition) -> Named:
    sheets: Any = openpyxl.load_workbook(io.BytesIO(checklist_file(edition, "xlsx")))
    rows: Named = []
    for id, _, level, _, who, *_ in sheets["Attestations"].iter_rows(min_row=4, values_only=True):
        if id:
            rows.append((id, level, who))
    for id, _, _, kind, who, *_ in sheets["Graduation"].iter_rows(min_row=4, values_only=True):
        if kind == "attested":
            rows.append((id, "", who))
    return rows


def of_paper(edition: Edition) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """From the words on the pages: competency -> who signs it, in their order, and "" -> who signs the graduation
    items; competency -> the levels beside the signatures."""
    words = " ".join(words_of(checklist_file(edition, "pdf")).split())
    rows = of_workbook(edition)
    signers, levels = ({row[place] for row in rows if row[place]} for place in (2, 1))
    said = re.compile("|".join(re.escape(one) for one in sorted(signers | levels, key=len, reverse=True)))
    graduation = words.rindex("Graduation checklist A computed")
    ends = (graduation, words.rindex("Further attestations A level"))
    items = [item for item in edition.book.items if item.kind == "competency"]
    # The table of levels before them names each competency once.
    begins = [words.rindex(f"{item.id} {item.title}", 0, graduation) for item in items]
    tables = {
        item.id: words[begin:end].partition("Evidence: E, R")[2]
        for item, begin, end in zip(items, begins, (*begins[1:], min(ends)), strict=True)
    }
    last = words[graduation : words.rindex("Evidence log One row")]
    tables[""] = re.sub(r"Computed from .*?\.(?: Confirmed by [^.]*\.)?", "", last)
    found = {id: said.findall(table) for id, table in tables.items()}
    who = {id: [one for one in told if one in signers] for id, told in found.items()}
    return who, {id: {one for one in told if one in levels} for id, told in found.items()}


def assert_one_set(made: Edition, site: Path) -> None:
    """A client's pages, paper, workbook, CSV and JSON have the same rows."""
    rows = of_json(made)
    assert rows == of_csv(made)
    assert sorted(rows) == sorted(of_pages(site))
    by_name = named(rows, made)
    assert by_name == of_workbook(made)
    signers, levels = of_paper(made)
    competencies = {item.id for item in made.book.items if item.kind == "competency"}
    assert signers.pop("") == [who for id, _, who in by_name if id not in competencies]
    assert signers == {one: [who for id, _, who in by_name if id == one] for one in competencies}
    assert levels | {"": set()} == {one: {level for id, level, _ in by_name if id == one} for one in competencies} | {
        "": set()
    }
