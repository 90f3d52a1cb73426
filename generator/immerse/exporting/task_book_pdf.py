"""The checklist as a task book to print: tagged PDF (PDF/UA-1), A4 or US Letter, with a row to sign for each
level and attester, an evidence log and blank evaluation records."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from itertools import groupby
from typing import Any, Literal

from immerse.exporting.book_totals import gates_asking, pieces_asked
from immerse.exporting.heights import surely_fits
from immerse.exporting.typesetting import Typesetter
from immerse.model.book import TRAINEE, BookTask, Item
from immerse.model.edition import Edition
from immerse.model.rotation_names import RotationNames
from immerse.storage.store import NOTHING_KEPT, Store
from immerse.words.english import capitalized

PaperSize = Literal["a4", "us-letter"]

BLANK_RECORDS = 6
"""Evaluation records printed; a rotation needs one per period of a month or so, and pages can be copied."""


def checklist_pdf(edition: Edition, paper: PaperSize, store: Store = NOTHING_KEPT, release: str = "") -> bytes:
    """The task book of an edition; one that is in `store` is not set again. Each page names the release, or says that
    there is none.

    The same edition, release and fonts give the same bytes: no font of the system is used.

    Raises:
        ImmerseError: a font of the workspace breaks the PDF compiler.
    """
    template = template_of("immerse.exporting", "task_book.typ")
    effective = datetime.fromisoformat(edition.book.effective).replace(tzinfo=UTC)
    languages = tuple(str(language.tag) for language in edition.client.policy.centre.languages or ())
    typesetter = Typesetter(template, int(effective.timestamp()), edition.fonts, languages, store)
    return typesetter.pdf(task_book(edition, release), paper=paper)


def template_of(room: str, *names: str) -> bytes:
    """The parts of a template in a package, after the beginning that all papers share."""
    parts = (files(room).joinpath(name) for name in names)
    return b"".join(part.read_bytes() for part in (files("immerse.exporting").joinpath("common.typ"), *parts))


def task_book(edition: Edition, release: str = "") -> dict[str, Any]:
    """The content for the template, all as plain text; `release` is empty for a site that is not released."""
    book, names = edition.book, RotationNames(edition.programme.rotation, edition.programme.modules)
    competencies = [item for item in book.items if item.kind == "competency"]
    graduation = [item for item in book.items if item.kind == "graduation"]
    rotation = edition.programme.rotation
    gates = gates_asking(edition)
    return {
        "client": book.client_name,
        "draft": edition.client.is_draft,
        "core": book.core_version,
        "policy": book.policy_version,
        "release": release,
        "effective": book.effective,
        "weeks": book.weeks,
        "digest": book.digest,
        "levels": [{"level": level.level, "name": level.name} for level in rotation.levels],
        "contexts": [
            {"code": code, "name": context.title}
            for context, code in zip(rotation.contexts, short_codes([at.id for at in rotation.contexts]), strict=True)
        ],
        "gates": [{"id": id, "name": names.gate(id)} for id in gates],
        "tasks": [_task(task, names) for task in book.tasks if task.who == TRAINEE],
        "modules": _by_module(competencies, names, lambda item: _competency(item, names, gates)),
        "graduation": _by_module(graduation, names, lambda item: _graduation(item, names)),
        "kinds": [kind.title for kind in rotation.evidence_kinds],
        "pieces": pieces_asked(edition),
        "records": BLANK_RECORDS,
    }


def _task(task: BookTask, names: RotationNames) -> dict[str, Any]:
    text, when = " ".join(task.text.split()), capitalized(task.when)
    return {"id": task.id, "title": task.title, "text": text, "when": when, "limits": names.paths(task)}


def _competency(item: Item, names: RotationNames, gates: Sequence[str]) -> dict[str, Any]:
    levels = dict(item.levels)
    task = {
        "id": item.id,
        "title": item.title,
        "statement": item.statement,
        "criterion": item.criterion,
        "critical": item.critical,
        "cells": [str(levels.get(gate, "")) for gate in gates],
        "evidence": names.evidence(item.evidence_pieces, item.evidence_kinds, item.evidence_observed),
        "contexts": names.contexts(item.contexts),
        "rows": list(_rows(item, names)),
    }
    return task | {"short": surely_fits(task)}


def _rows(item: Item, names: RotationNames) -> Iterator[dict[str, Any]]:
    """The rows to sign; the first of each level has the number of its rows."""
    for level, rows in groupby(item.signatures, key=lambda row: (row.level, row.gates)):
        signers = [names.signer_titles(row.one_of) for row in rows]
        for place, by in enumerate(signers):
            gate = ", ".join(names.gate(id) for id in level[1] if id)
            yield {"level": names.level(level[0]), "gate": gate, "by": by, "rows": 0 if place else len(signers)}


def _graduation(item: Item, names: RotationNames) -> dict[str, Any]:
    basis = names.basis(item) if item.computed else ""
    signers = [names.signer_titles(row.one_of) for row in item.signatures]
    return {"id": item.id, "statement": item.statement, "basis": basis, "rows": [{"by": by} for by in signers]}


def short_codes(ids: Sequence[str]) -> list[str]:
    """A short code for each id, for a narrow column: as many of its first letters as distinguish it from the others.

    L for `live`, SI and SH for `simulation` and `shadow`; numbers for all if three letters are not enough.
    """
    codes = []
    for place, id in enumerate(ids):
        others = [other for at, other in enumerate(ids) if at != place]
        lengths = (length for length in (1, 2, 3) if not any(other[:length] == id[:length] for other in others))
        codes.append(id[: next(lengths, 0)].upper())
    return codes if all(codes) else [str(number) for number in range(1, len(ids) + 1)]


def _by_module(
    items: Iterable[Item], names: RotationNames, entry: Callable[[Item], dict[str, Any]]
) -> list[dict[str, Any]]:
    """The entries of items, grouped by module (or part), in their order."""
    modules: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        modules.setdefault(item.module, []).append(entry(item))
    return [{"title": names.module(id), "items": entries} for id, entries in modules.items()]
