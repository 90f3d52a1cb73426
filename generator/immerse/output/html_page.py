"""Reads the facts of a finished page that are checked, as a browser would."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_CONTENT = frozenset({"img", "svg", "input", "hr"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOTED = frozenset({"template", "style", "script", "meta", *_HEADINGS})
"""Elements that are judged by themselves, beside links without an address."""
_RUN = frozenset({"", "module", "text/javascript", "application/javascript"})


@dataclass(slots=True)
class HtmlPage:
    """The facts of one page."""

    title: str = ""
    ids: set[str] = field(default_factory=set)
    doubled_ids: list[str] = field(default_factory=list)
    """Ids that more than one element has."""
    without_address: list[str] = field(default_factory=list)
    """Texts of `<a>` elements without `href`, `id` and `name`."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """(tag, address) of every `href` and `src`."""
    texts: list[str] = field(default_factory=list)
    """Visible texts, each the text between two tags without blanks around it; those of pictures come last, complete."""
    attributes: list[str] = field(default_factory=list)
    """Values of attributes, which people read or scripts take as data; a value may be there several times."""
    scripts: list[str] = field(default_factory=list)
    """Inline scripts that a browser would run."""
    styles: list[str] = field(default_factory=list)
    """Texts of `<style>` elements."""
    style_attributes: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    policy_is_first: bool = False
    """Whether the last policy is in the head, with nothing between it and the character set."""
    bare_headings: list[str] = field(default_factory=list)
    """Headings of the article with nothing below them."""
    templates: int = 0
    """Number of `<template>` elements. Their content is not part of the page and is not collected."""


def read_page(html: str | bytes) -> HtmlPage:
    """Read a page, a text or its bytes in UTF-8, once for all checks."""
    tree = LexborHTMLParser(html)
    page = HtmlPage()
    _read_elements(page, tree)
    _read_texts(page, tree)  # last, because it changes the tree
    return page


def _read_elements(page: HtmlPage, tree: LexborHTMLParser) -> None:
    """Collect the facts of all elements in one walk."""
    names: set[str] = set()
    ids: list[str] = []
    named: list[str] = []
    found: list[str | None] = []
    for node in tree.root.traverse() if tree.root else ():
        tag, values = node.tag or "", node.attributes
        if values:
            names.update(values)
            found += values.values()
            if "id" in values:
                ids.append(values["id"] or "")
            if "name" in values and tag == "a":
                named.append(values["name"] or "")
            if "href" in values:
                page.links.append((tag, values["href"] or ""))
            if "src" in values:
                page.links.append((tag, values["src"] or ""))
        if tag in _NOTED or (tag == "a" and not ("href" in values or "id" in values or "name" in values)):
            _note(page, node, tag, values)
    page.doubled_ids = [identifier for identifier, count in Counter(ids).items() if count > 1]
    page.ids = {*ids, *named}
    page.attributes = list(filter(None, found))
    page.handlers = sorted(name for name in names if name.startswith("on"))
    if "style" in names:
        page.style_attributes = [f'style="{node.attributes["style"] or ""}"' for node in tree.css("[style]")]


def _note(page: HtmlPage, node: LexborNode, tag: str, values: dict[str, str | None]) -> None:
    """Collect the facts of one of the elements that are judged by themselves."""
    match tag:
        case "template":
            page.templates += 1
        case "style":
            page.styles.append(node.text())
        case "script":
            if "src" not in values and (values.get("type") or "").lower() in _RUN:
                page.scripts.append(node.text())
        case "meta":
            if (values.get("http-equiv") or "").lower() == "content-security-policy":
                page.policies.append(values.get("content") or "")
                before = next((sibling for sibling in _before(node) if not sibling.is_text_node), None)
                page.policy_is_first = before is not None and before.css_matches("head > meta[charset]")
        case "a":
            page.without_address.append(node.text(strip=True))
        case _:
            if _is_bare(node) and node.css_matches("article *"):
                page.bare_headings.append(node.text(separator=" ", strip=True, skip_empty=True).rstrip("¶ "))


def _read_texts(page: HtmlPage, tree: LexborHTMLParser) -> None:
    if title := tree.css_first("head > title"):
        page.title = title.text()
    tree.strip_tags(["script", "style"])
    drawn = []
    for node in tree.css("svg text"):  # a line break in a picture is not part of its text
        drawn.append(node.text(separator=" ", strip=True, skip_empty=True))
        node.decompose()
    words = tree.root.text(separator="\0", strip=True, skip_empty=True) if tree.root else ""
    page.texts = [text for text in words.split("\0") if text] + drawn


def _before(node: LexborNode) -> Iterator[LexborNode]:
    """The siblings before a node, the nearest first."""
    while before := node.prev:
        yield before
        node = before


def _is_bare(heading: LexborNode) -> bool:
    """Whether another heading of its rank, a footer or the end of the article follows, before anything that is seen."""
    for node in _behind(heading):
        if node.is_text_node:
            if node.text_content and node.text_content.strip():
                return False
        elif (tag := node.tag or "") in _CONTENT:
            return False
        elif tag in _HEADINGS:
            return _HEADINGS[tag] <= _HEADINGS[heading.tag or ""]
        elif tag == "footer" or (tag == "div" and node.attributes.get("class") == "footnote"):
            return True  # an element below every section of the page
    return True


def _behind(heading: LexborNode) -> Iterator[LexborNode]:
    """The nodes behind a heading in the order of the page, to the end of its article."""
    node: LexborNode | None = heading
    inner: LexborNode | None = None
    while node is not None and node.tag != "article":
        if following := inner or node.next:
            yield following
            node, inner = following, following.first_child
        else:
            node = node.parent
            inner = None
