"""The HTML of a text as lines of plain words with its structure, for comparison and for people."""

from html.parser import HTMLParser

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "div", "ul", "ol", "li", "blockquote", "pre", "table", "dl", "dt", "dd", "details", "summary"}
_CALLOUTS = {"admonition", "im-callout"}


def outline(html: str) -> tuple[str, ...]:
    """One line for each block: `- point`, `3. step`, `### heading`, `> quotation`, `| cell | cell |`, words.

    Emphasis and the addresses of links are left out; a callout begins with `[box]`, a folded one with `[+]`.
    """
    writer = _Outline()
    writer.feed(html)
    writer.close()
    writer.flush()
    return tuple(writer.lines)


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._words: list[str] = []
        self._marks: list[str] = []
        """The marks before a line, one for each open item, quotation and callout."""
        self._numbers: list[int] = []
        """The next number of each list that is open; -1 for one of points."""
        self._lead = ""
        self._skipped = 0
        self._code: list[str] | None = None
        self._boxes: list[str] = []
        """For each `div` and `details` that is open: `box` for a callout, `footnotes`, or nothing."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, unless it is inside a link back to the text."""
        named = dict(attrs)
        kinds = set((named.get("class") or "").split())
        if self._skipped or (tag == "a" and _is_way_back(named, kinds)):
            self._skipped += tag not in ("br", "hr", "img", "input")
            return
        if tag in _BLOCKS or tag in _HEADINGS:
            self.flush()
        self._open(tag, named, kinds)

    def _open(self, tag: str, named: dict[str, str | None], kinds: set[str]) -> None:
        if tag in ("ul", "ol"):
            self._numbers.append(int(named.get("start") or 1) if tag == "ol" else -1)
        elif tag == "li":
            number = self._numbers[-1] if self._numbers else -1
            self._marks.append("- " if number < 0 else f"{number}. ")
            if self._numbers and number >= 0:
                self._numbers[-1] += 1
        elif tag == "blockquote":
            self._marks.append("> ")
        elif tag in _HEADINGS:
            self._lead = f"{'#' * int(tag[1])} "
        elif tag == "pre":
            self._code = []
        elif tag == "summary":
            self._marks[-1:] = ["[+] "]
        elif tag == "dd":
            self._lead = ": "
        elif tag in ("div", "details"):
            kind = "footnotes" if "footnote" in kinds else "box" if tag == "details" or kinds & _CALLOUTS else ""
            self._boxes.append(kind)
            self._marks += ["[box] "] if kind == "box" else []
        elif tag == "hr" and "footnotes" not in self._boxes:
            self.flush()
            self.lines.append(f"{self._prefix()}---")
        else:
            self._open_inside(tag, named)

    def _open_inside(self, tag: str, named: dict[str, str | None]) -> None:
        if tag == "br":
            self.flush()
        elif tag in ("td", "th"):
            self._words.append("| ")
        elif tag == "img":
            self._words.append(f"[picture: {named.get('alt') or ''}]")
        elif tag in _SIGNS and self._code is None:
            self._words.append(_SIGNS[tag][0])

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self._skipped:
            self._skipped -= 1
            return
        if tag == "pre" and self._code is not None:
            prefix = self._prefix()
            self.lines += [f"{prefix}    {line}".rstrip() for line in "".join(self._code).rstrip("\n").split("\n")]
            self._code = None
        elif tag in ("td", "th"):
            self._words.append(" ")
        elif tag == "tr":
            self._words.append("|")
            self.flush()
        elif tag in _BLOCKS or tag in _HEADINGS:
            self.flush(empty=tag == "li")
        if tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()
        elif tag in ("div", "details") and self._boxes:
            if self._boxes.pop() == "box" and self._marks:
                self._marks.pop()
        elif tag in ("li", "blockquote") and self._marks:
            self._marks.pop()
        elif tag in _SIGNS and self._code is None:
            self._words.append(_SIGNS[tag][1])

    def handle_data(self, data: str) -> None:
        """Add text to the line, or to the code that is open."""
        if self._code is not None:
            self._code.append(data)
        elif not self._skipped:
            self._words.append(data)

    def flush(self, *, empty: bool = False) -> None:
        """End a line. An item without any words is a line too (`empty`)."""
        words = " ".join("".join(self._words).split())
        self._words.clear()
        if words or (empty and self._marks and not self._marks[-1].isspace()):
            self.lines.append(f"{self._prefix()}{self._lead}{words}".rstrip())
        self._lead = ""

    def _prefix(self) -> str:
        """The marks of this line; the mark of an item is written only before its first line."""
        prefix = "".join(self._marks)
        self._marks = [mark if mark == "> " else " " * min(len(mark), 3) for mark in self._marks]
        return prefix


_SIGNS = {"code": ("`", "`"), "del": ("(struck out: ", ")"), "s": ("(struck out: ", ")"), "sup": ("[", "]")}


def _is_way_back(named: dict[str, str | None], kinds: set[str]) -> bool:
    return "footnote-backref" in kinds or named.get("aria-label") == "Back to the text"
