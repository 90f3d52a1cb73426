"""`checklist.json`: the book, schema `immerse.book/1`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from immerse.model.book import Book, Item

SCHEMA = "immerse.book/1"


def _item(item: Item) -> dict[str, Any]:
    fields = asdict(item)
    del fields["earlier"]
    fields["levels"] = dict(item.levels)
    fields["attested_by"] = {"all": list(fields.pop("attest_all")), "any": list(fields.pop("attest_any"))}
    fields["evidence"] = {
        "pieces": fields.pop("evidence_pieces"),
        "kinds": list(fields.pop("evidence_kinds")),
        "observations": fields.pop("observations"),
    }
    return fields


def book_json(book: Book) -> bytes:
    """The book as UTF-8 JSON, two-space indented, the same bytes for the same book."""
    fields = asdict(book)
    fields["items"] = [_item(item) for item in book.items]
    return (json.dumps({"schema": SCHEMA} | fields, ensure_ascii=False, indent=2) + "\n").encode()
