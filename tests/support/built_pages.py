"""Pages of a finished site as the tests of hosts compare them: titles, articles, texts."""

from __future__ import annotations

import re
from pathlib import Path

from immerse.output.html_page import read_page


def titles(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): read_page(path.read_text("utf-8")).title.strip()
        for path in folder.rglob("*.html")
        if path.name != "404.html"
    }


def article(folder: Path, name: str) -> str:
    html = (folder / name).read_text("utf-8")
    found = re.search(r"<article[^>]*>(.*?)</article>", html, re.DOTALL)
    assert found
    return found.group(1)


def page_texts(folder: Path, name: str) -> list[str]:
    return [text for text in read_page(f"<article>{article(folder, name)}</article>").texts if text != "¶"]
