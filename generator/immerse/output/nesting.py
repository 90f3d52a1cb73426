"""Checks that HTML nests. A browser closes and moves misnested elements by rules of its own."""

import re
from itertools import islice

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>"'/]*+(?:(?:"[^"]*+"|'[^']*+'|/(?!>))[^<>"'/]*+)*+(/?)>""")
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "details", "dd", "div", "dl", "dt", "fieldset", "figcaption"}
    | {"figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"}
    | {"section", "summary", "table", "ul"}
)
_INSIDE = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
}
_INSIDE |= {"th": {"tr"}, "thead": {"table"}, "tbody": {"table"}, "caption": {"table"}, "summary": {"details"}}
_JUDGED = {"a", *_BLOCKS, *_INSIDE}


def nesting_fault(html: str) -> str:
    """The first place at which HTML of whole elements does not nest; empty where all of it does."""
    open_tags: list[str] = []
    for number, (closes, name, empty) in enumerate(_TAG.findall(html)):
        tag = name.lower()
        if closes:
            if not open_tags or open_tags.pop() != tag:
                return f"closes <{tag}> where it is not the innermost that is open, at {_near(html, number)}"
            continue
        if tag in _JUDGED and (fault := _misplaced(tag, open_tags)):
            return f"{fault}, at {_near(html, number)}"
        if not empty and tag not in _VOID:
            open_tags.append(tag)
    return f"never closes <{open_tags[-1]}>" if open_tags else ""


def _misplaced(tag: str, open_tags: list[str]) -> str:
    if tag in _BLOCKS and "p" in open_tags:
        return f"has <{tag}> inside a paragraph"
    if tag == "a" and "a" in open_tags:
        return "has a link inside a link"
    parents = _INSIDE.get(tag)
    if parents and (not open_tags or open_tags[-1] not in parents):
        return f"has <{tag}> outside of {' or '.join(f'<{parent}>' for parent in sorted(parents))}"
    return ""


def _near(html: str, number: int) -> str:
    """The HTML around the tag with this number, counted from 0."""
    start = next(islice(_TAG.finditer(html), number, None)).start()
    return repr(" ".join(html[max(start - 40, 0) : start + 20].split()))
