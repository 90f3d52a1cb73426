"""Task books of changed workspaces, and what stands in them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from immerse.model.edition import Edition
from immerse.model.site_view import View
from immerse.pipeline.check import check_workspace
from immerse.pipeline.prepare import compose_client
from site_fixtures import DAY, STARTER_CLIENT

POLICY = f"site_config/clients/{STARTER_CLIENT}/policy.yml"
MODULE = "curriculum/first-steps/module.yml"
ROTATION = "curriculum/rotation.yml"
STATEMENT = "statement: Shows in every reply who is speaking, where the reader sees it."


def write(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")


def put_font(root: Path, content: bytes, name: str = "own.ttf") -> None:
    (root / "site_config" / "fonts").mkdir(exist_ok=True)
    (root / "site_config" / "fonts" / name).write_bytes(content)


def warnings(root: Path) -> list[tuple[str, str]]:
    """Where and what is said under the rule; nothing else may be said of the workspace."""
    found = check_workspace(root, (STARTER_CLIENT,), DAY).open
    assert {problem.rule for problem in found} <= {"L-84"}
    return [(f"{one.location.path}:{one.location.line}:{one.location.column}", one.message) for one in found]


def composed(root: Path) -> Edition:
    return compose_client(root, STARTER_CLIENT, View.TRAINEE, DAY)


def words_of(pdf: bytes) -> str:
    """The words on the pages, without the properties of the file."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
