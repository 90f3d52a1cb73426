"""The allow-list for converted Markdown: elements and attributes that are not listed do not reach a page."""

import json
import re
from functools import lru_cache
from importlib.resources import files

import nh3

from immerse.problems import ImmerseError
from immerse.words.characters import CONTROLS, UNSEEN

LARGEST_PAGE = 1_000_000
"""Characters of converted HTML; the parser's time grows with the square of the nesting."""

_ALLOWED = json.loads((files("immerse.output") / "allowed_html.json").read_text("utf-8"))
PICTURE_TAGS = frozenset(_ALLOWED["picture_tags"])
TAGS = PICTURE_TAGS.union(_ALLOWED["tags"])
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(_ALLOWED["attributes_everywhere"]),
    **{tag: set(_ALLOWED["attributes_of_pictures"]) for tag in PICTURE_TAGS - {"title", "desc"}},
    **{tag: set(names) for tag, names in _ALLOWED["attributes"].items()},
}
SCHEMES = frozenset({"https", "http", "mailto", "tel"})

_SPACE = re.compile(rf"[\s{CONTROLS}{UNSEEN}]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


_stopped: list[BaseException] = []
"""What a signal raised inside of the filter, from where the cleaner would print and lose it."""


def _filter(tag: str, attribute: str, value: str) -> str | None:
    """The value to keep, or None to drop the attribute."""
    try:
        return _kept(tag, attribute, value)
    except (KeyboardInterrupt, SystemExit) as error:
        _stopped.append(error)
        return _kept(tag, attribute, value)


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """As `_filter`. The common attributes come first."""
    if attribute == "class":
        return " ".join(filter(_is_free_class, value.split())) or None
    if attribute == "href":
        return value if value.startswith("#") or _is_safe_link(value, SCHEMES) else None
    if attribute in ("id", "name"):
        # These are names of the theme's own controls, which a second element would replace.
        return None if value.startswith("__") else value
    if attribute == "src":
        return value if _is_safe_link(value, frozenset()) else None
    if tag == "input" and attribute == "type":
        return value if value.lower() in ("checkbox", "radio") else None
    return None if tag in PICTURE_TAGS and "url(" in value.lower() else value


def _is_free_class(name: str) -> bool:
    """Whether a class is not one of the theme's own, which could cover the page."""
    return not name.startswith("md-") or name in ("md-button", "md-button--primary", "md-typeset")


def _is_safe_link(value: str, schemes: frozenset[str]) -> bool:
    """Relative, or of a scheme we know. A browser reads `//host` and `/\\host` as another host, and skips blanks."""
    plain = _SPACE.sub("", value)
    if plain.startswith(("//", "/\\", "\\")):
        return False
    if scheme := _SCHEME.match(plain):
        return plain == value.strip() and scheme.group(1).lower() in schemes
    first = re.split(r"[/?#]", plain, maxsplit=1)[0]
    return ":" not in first


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style", "iframe", "object", "embed", "template", "noscript", "foreignobject"},
    attributes=ATTRIBUTES,
    attribute_filter=lru_cache(maxsize=1 << 14)(_filter),  # a site has each of its attributes ten times
    generic_attribute_prefixes=set(),
    link_rel=None,
    url_schemes=set(SCHEMES),
)


def sanitize(html: str) -> str:
    """Converted HTML without anything that could run, load from elsewhere or imitate the theme; raises ImmerseError
    where the page is larger than `LARGEST_PAGE`, and what a signal raised meanwhile."""
    if len(html) > LARGEST_PAGE:
        raise ImmerseError(f"a page has {len(html):,} characters of HTML, allowed are {LARGEST_PAGE:,}; split it")
    clean = str(_CLEANER.clean(html))
    if _stopped:
        raise _stopped.pop()
    return clean
