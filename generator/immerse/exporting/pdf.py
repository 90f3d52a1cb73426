"""The checklist as a task book to print: tagged PDF (PDF/UA-1), A4 or US Letter, with blank evaluation records."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Literal

from immerse.exporting.names import Names, groups, short_codes
from immerse.exporting.typesetting import Typesetter
from immerse.model.book import Item
from immerse.model.edition import Edition

Paper = Literal["a4", "us-letter"]

BLANK_RECORDS = 6
"""Evaluation records printed; a rotation needs one per period of a month or so, and pages can be copied."""


def checklist_pdf(edition: Edition, paper: Paper) -> bytes:
    """The task book of an edition. The same edition and fonts give the same bytes: no font of the system is used.

    Raises:
        ImmerseError: a font of the workspace breaks the PDF compiler.
    """
    template = files("immerse.exporting").joinpath("task_book.typ").read_bytes()
    effective = datetime.fromisoformat(edition.book.effective).replace(tzinfo=UTC)
    languages = tuple(str(language.tag) for language in edition.client.policy.centre.languages or ())
    typesetter = Typesetter(template, int(effective.timestamp()), edition.fonts, languages)
    return typesetter.pdf(task_book(edition), paper=paper)


def task_book(edition: Edition) -> dict[str, Any]:
    """What the template prints, all as plain text."""
    book, names = edition.book, Names(edition)
    competencies = [item for item in book.items if item.kind == "competency"]
    graduation = [item for item in book.items if item.kind == "graduation"]
    rotation = edition.programme.rotation
    return {
        "client": book.client_name,
        "draft": edition.client.is_draft,
        "core": book.core_version,
        "policy": book.policy_version,
        "effective": book.effective,
        "weeks": book.weeks,
        "digest": book.digest,
        "levels": [{"level": level.level, "name": level.name} for level in rotation.levels],
        "contexts": [
            {"code": code, "name": context.title}
            for context, code in zip(rotation.contexts, short_codes([one.id for one in rotation.contexts]), strict=True)
        ],
        "modules": [
            {"title": names.module(id), "items": [_task(item, names) for item in items]}
            for id, items in groups(competencies).items()
        ],
        "graduation": [
            {"title": names.module(id), "items": [_signature(item, names) for item in items]}
            for id, items in groups(graduation).items()
        ],
        "records": BLANK_RECORDS,
    }


def _task(item: Item, names: Names) -> dict[str, Any]:
    return {
        "id": item.id,
        "statement": item.statement,
        "criterion": item.criterion,
        "critical": item.critical,
        "level": names.level(item.level),
        "gate": names.gate(item.gate),
        "evidence": names.evidence(item),
        "attesters": names.attesters(item),
        # One line for every attester who must differ, and never fewer than the observations asked for.
        "lines": max(item.distinct_attesters, min(item.observations, 3), 1),
    }


def _signature(item: Item, names: Names) -> dict[str, Any]:
    computed = not (item.attest_all or item.attest_any)
    return {"id": item.id, "statement": item.statement, "by": names.attesters(item), "computed": computed}
