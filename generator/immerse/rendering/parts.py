"""A rendered template as a list of parts: headings, wrappers, and HTML between them."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import count
from json import JSONDecoder
from json.encoder import encode_basestring_ascii as quoted

from markupsafe import Markup, escape

from immerse.model.page import Closed, Heading, Html, Opened, Part
from immerse.texts.languages import each_directed, title_runs_left

_BEGIN, _END = "\ufdd0", "\ufdd1"
"""Noncharacters of Unicode: no text may hold one, so nothing that an author writes is taken for a mark."""
_MARK = re.compile(f"{_BEGIN}([^{_END}]*){_END}")
_decoded = JSONDecoder().raw_decode


def heading(level: int, id: str, words: str, link: str = "") -> Markup:
    """The mark of a heading; `words` are plain text, `link` an address as `to` gives it."""
    return _mark("heading", str(level), id, " ".join(words.split()), link.removeprefix("page:"))


def opened(tag: str, **attributes: str) -> Markup:
    """The mark of a wrapper that begins. `class_` and `id` are written as HTML has them, empty ones left out."""
    pairs = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items() if value)
    return _mark("opened", tag, "".join(f' {name}="{escape(value)}"' for name, value in pairs))


def closed(tag: str) -> Markup:
    """The mark of a wrapper that ends."""
    return _mark("closed", tag)


def _mark(*fields: str) -> Markup:
    return Markup(f"{_BEGIN}[{','.join(map(quoted, fields))}]{_END}")


def parts_of(rendered: str) -> tuple[Part, ...]:
    """The parts of a rendered template, without blanks around them and without empty ones."""
    return tuple(_parts(rendered))


def _parts(rendered: str) -> Iterator[Part]:
    for index, piece in enumerate(_MARK.split(rendered)):
        if index % 2:
            yield _marked(_decoded(piece)[0])
        elif text := _tidy(piece):
            yield Html(each_directed(text))


def _marked(fields: list[object]) -> Part:
    match fields:
        case ["heading", str(level), str(id), str(words), str(link)]:
            return Heading(int(level), id, words, link, title_runs_left(words))
        case ["opened", str(tag), str(attributes)]:
            return Opened(tag, attributes)
        case ["closed", str(tag)]:
            return Closed(tag)
    raise AssertionError(f"an unknown mark {fields!r}")


_ID = re.compile(r'id="(?<!\wid=")([^"]*)"')
"""An id; it begins with letters, for which a page is searched in a tenth of the time."""


def with_own_ids(parts: tuple[Part, ...], addressed: Collection[str]) -> tuple[Part, ...]:
    """The parts of a page with ids that are all different: a heading that nothing leads to gives way.

    A title becomes an id of its own ("Limits"), and a module may be called as a part of a page is.

    Args:
        parts: Of one page.
        addressed: Ids to which pages of the site lead; they stay.
    """
    every_id = [*ids_of(parts)]
    if len(set(every_id)) == len(every_id):
        return parts
    ids = Counter(every_id)
    parts_with_ids: list[Part] = []
    for part in parts:
        if isinstance(part, Heading) and ids[part.id] > 1 and part.id not in addressed:
            ids[part.id] -= 1
            part = part._replace(id=next(id for n in count(2) if not ids[id := f"{part.id}--{n}"]))
            ids[part.id] += 1
        parts_with_ids.append(part)
    return tuple(parts_with_ids)


def ids_of(parts: Iterable[Part]) -> Iterator[str]:
    """Every id in some parts of a page, in their order."""
    for part in parts:
        if isinstance(part, Heading):
            yield part.id
        elif not isinstance(part, Closed):
            yield from _ID.findall(part.text if isinstance(part, Html) else part.attributes)


_BREAK = re.compile(r"<br>(?=\S)")
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)


def _tidy(html: str) -> str:
    """HTML without blank lines and without blanks at the ends of lines; the content of `pre` stays as it is."""
    pieces = enumerate(_PRE.split(html))
    return "".join(piece if index % 2 else _tidy_lines(_unglued(piece)) for index, piece in pieces).strip()


def _unglued(html: str) -> str:
    """The HTML with a blank between two cells and behind a line break: an engine that builds an export would read the
    words on both sides as one."""
    return _BREAK.sub("<br> ", html.replace("</td><t", "</td> <t").replace("</th><t", "</th> <t"))


def _tidy_lines(html: str) -> str:
    """HTML beside `pre` without blanks around its lines; a line break at its end stays."""
    first, *lines = html.split("\n")
    if not lines:
        return html
    return "\n".join([first.rstrip(), *filter(None, map(str.strip, lines)), *([] if lines[-1].strip() else [""])])
