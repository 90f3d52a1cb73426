"""The book for programs: `checklist.json`, schema `immerse.book/1`, and a CSV with a row for each signature."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from immerse.model.book import Book, BookRule, BookTask, Item
from immerse.spreadsheets.csv_file import csv_file

SCHEMA = "immerse.book/1"


def _item(item: Item) -> dict[str, Any]:
    fields = asdict(item)
    for name in ("earlier", "delegates", "undelegated"):
        del fields[name]
    fields["levels"] = dict(item.levels)
    fields["attested_by"] = {"all": list(fields.pop("attest_all")), "any": list(fields.pop("attest_any"))}
    fields["evidence"] = {name: fields.pop(f"evidence_{name}") for name in ("pieces", "kinds", "observed")}
    fields["signatures"] = [asdict(row) for row in item.signatures]
    return fields


def _rule(rule: BookRule) -> dict[str, Any]:
    named = {"id": rule.id, "title": rule.title, "kind": rule.kind}
    return {**named, **rule.numbers, "sentence": rule.sentence, "why": rule.why}


def book_json(book: Book, *, draft: bool = False, release: str = "") -> bytes:
    """The book as UTF-8 JSON, two-space indented, the same bytes for the same book.

    Args:
        draft: Whether some value of the client's policy is a stand-in.
        release: The version of the site that it is published with; empty where it is not released.
    """
    head = {"schema": SCHEMA, "draft": draft} | ({"release": release} if release else {})
    fields = asdict(book)
    fields["gates"] = [asdict(gate) | {"day": gate.day} for gate in book.gates]
    fields["rules"] = [_rule(rule) for rule in book.rules]
    fields["items"] = [_item(item) for item in book.items]
    fields["tasks"] = [asdict(task) for task in book.tasks]
    return (json.dumps(head | fields, ensure_ascii=False, indent=2) + "\n").encode()


_COLUMNS = (
    "id", "kind", "module", "title", "statement", "criterion", "critical", "computed", "computed_from", "level",
    "gates", "one_of", "digest", "who", "due", "when", "paths", "draft",
)  # fmt: skip


_WORDS = {True: "true", False: "false"}


def book_csv(book: Book, *, draft: bool = False) -> bytes:
    """A row for each signature, under the names of `checklist.json`; a computed item has one row, with no `one_of`. A
    task has one as well: its text under `statement`, the gate that waits for it under `gates`.

    Args:
        draft: Whether some value of the client's policy is a stand-in.
    """
    rows = [(*row, "", "", "", "") for item in book.items for row in _csv_rows(item)]
    rows += [_csv_task(task) for task in book.tasks]
    return csv_file(_COLUMNS, ((*row, _WORDS[draft]) for row in rows))


def _csv_rows(item: Item) -> Iterator[tuple[str, ...]]:
    head = (item.id, item.kind, item.module, item.title, item.statement, item.criterion)
    states = (_WORDS[item.critical], _WORDS[item.computed], item.computed_from)
    if item.computed:
        yield (*head, *states, "", item.gate, "", item.digest)
    for row in item.signatures:
        yield (*head, *states, str(row.level or ""), " ".join(row.gates), " ".join(row.one_of), item.digest)


def _csv_task(task: BookTask) -> tuple[str, ...]:
    head = (task.id, "task", "", task.title, task.text, "", _WORDS[False], _WORDS[False], "", "", task.gate or "", "")
    return (*head, task.digest, task.who, str(task.due), task.when, " ".join(task.paths))
