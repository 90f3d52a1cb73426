"""Values of a policy as HTML for readers: a few words on one line, or a small table."""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from immerse.model.base import QUOTED, Node
from immerse.model.policy.contract import is_hidden, unit_of
from immerse.model.policy.formats import Jurisdiction, LanguageTag, Mailbox, Phone, TimeZone, WebAddress
from immerse.model.policy.id_names import policy_names
from immerse.model.policy.legal import LegalClock, Regime
from immerse.model.policy.policy import Policy
from immerse.model.policy.value_types import field_type
from immerse.model.text import Slug, Text
from immerse.rendering import field_labels
from immerse.rendering.escaping import filled
from immerse.rendering.lines import (
    definitions,
    holds_groups,
    holds_nodes,
    in_its_language,
    items,
    joined,
    on_one_line,
    wordings,
)
from immerse.rendering.stand_in_marks import StandInMarks
from immerse.words.days import date_in_words
from immerse.words.durations import in_cover_days, in_minutes
from immerse.words.english import capitalized, uncapitalized
from immerse.words.names import timezone_name

SHORT = 120
"""Characters up to which a value is on one line of a lesson."""

HELD_BACK = frozenset({"cover_days"})
"""Fields shown elsewhere: cover days appear in place of a first response in minutes."""

_TABLE_COLUMNS = 4
_SHORT_COLUMNS = 7
_SHORT_CELL = 28
TITLES = ("title", "name", "label", "topic", "value", "signal", "claim", "use", "kind", "body", "outcome", "measure")
"""Fields that name an entry of a list; the first that is present is its heading."""


class Values:
    """Formats the values of one client's policy.

    `phones`: whether telephone numbers of contacts may be shown; `terms`: names of ids of the programme (K-TTT).
    """

    def __init__(
        self,
        policy: Policy,
        phones: bool = False,
        terms: Mapping[str, str] | None = None,
        marks: StandInMarks | None = None,
    ) -> None:
        self._phones = phones
        self._marks = marks or StandInMarks()
        self._names = policy_names(policy)
        self._terms = terms or {}
        self._channels = {str(channel.id) for channel in policy.centre.channels or ()}
        self._called = policy.client.words

    def label(self, field: str, node: Node | None = None) -> str:
        """A field of a node as a label, in the client's own words for people and places; where these words themselves
        are listed, in ours."""
        name = "resolve_working_days" if field == "resolve_h" and isinstance(node, LegalClock) else field
        return field_labels.label_here(name, None if node is self._called else self._called)

    def leaf(self, value: Any, field: str = "", unit: str = "") -> Markup:
        """One value that holds no others, as HTML on one line."""
        if value is None:
            return Markup("not set")
        if isinstance(value, bool):
            return Markup("yes" if value else "no")
        if isinstance(value, int):
            return escape(field_labels.amount(value, unit))
        if isinstance(value, date):
            return escape(date_in_words(value))
        return self._marks.behind_text(value, self._text(str(value), value, field))

    def _text(self, text: str, value: Any, field: str) -> Markup:
        if isinstance(value, WebAddress):
            return filled('<a href="{0}">{0}</a>', text)
        if isinstance(value, Mailbox):
            return filled('<a href="mailto:{0}">{0}</a>', text)
        if isinstance(value, Phone):
            number = "".join(char for char in text if char.isdigit() or char == "+")
            return filled('<a href="tel:{}">{}</a>', number, text)
        if isinstance(value, LanguageTag):
            return escape(field_labels.language(text))
        if isinstance(value, TimeZone):
            return escape(timezone_name(text))
        if isinstance(value, Jurisdiction):
            return escape(field_labels.country(text))
        if isinstance(value, Slug) or text in self._channels:
            return escape(self._names.get(text) or (text if field == "id" else field_labels.word(text)))
        if field == "by" and text == "hub" and self._called:
            return escape(self._called.hub)
        words = self._terms.get(text) or (text if isinstance(value, Text) else field_labels.word(text, field))
        return Markup("<br>").join(words.strip().splitlines())

    def line(self, value: Any, field: str = "", unit: str = "") -> Markup | None:
        """The value on one line where it is short enough for that; else None."""
        line = self._line(value, field, "" if holds_nodes(value) else unit)
        return line if line is not None and len(line.striptags()) <= SHORT else None

    def _line(self, value: Any, field: str, unit: str) -> Markup | None:
        if isinstance(value, Node):
            fields = tuple(self.fields(value))
            if holds_groups(item for _, item in fields):
                return None
            parts = [(uncapitalized(self.label(name, value)), self.cell(value, name, unit)) for name, _ in fields]
            return on_one_line(filled("{}: {}", name, part) if part else None for name, part in parts)
        if isinstance(value, Mapping):
            if holds_groups(value.values()):
                return None
            lines = ((key, in_its_language(key, self._line(item, field, unit))) for key, item in value.items())
            return on_one_line(filled("{}: {}", self.key(key), line) if line else None for key, line in lines)
        if isinstance(value, tuple):
            if any(isinstance(item, (Node, Mapping, tuple)) for item in value):
                return None
            return joined([self.leaf(item, field, unit) for item in value])
        return self.leaf(value, field, unit)

    def cell(self, node: Node, name: str, unit: str = "") -> Markup | None:
        """A field of a group on one line, empty where it is not set; None where it needs more room."""
        return self._marks.behind_field(node, name, self._cell(node, name, unit))

    def _cell(self, node: Node, name: str, unit: str) -> Markup | None:
        value = getattr(node, name)
        if value is None and name == "first_response_min":
            days = getattr(node, "cover_days", None)
            value = in_cover_days(days) if days else ""
        if value is None and name == "verified_on":
            return escape("to be confirmed by counsel" if isinstance(node, Regime) else "to be confirmed")
        if value in (None, (), {}):
            return Markup("")
        if _are_quotations(node, name):
            return None
        unit = "cover days" if name == "within_days" and hasattr(node, "clock") else _unit(node, name, unit)
        if isinstance(node, LegalClock) and unit == "hours" and 1 < value <= 72:
            return escape(f"{value} hours")  # laws and authorities write hours
        if isinstance(value, int) and getattr(node, "clock", "") == "cover":
            if unit == "minutes":
                return escape(in_minutes(value, days=False))
            if name == "resolve_h" and value % 24 == 0:
                return escape(field_labels.amount(value // 24, "cover days"))
        return self._line(value, name, unit)

    def line_of(self, leaves: tuple[Any, ...]) -> Markup:
        """Several values that hold no others, on one line of any length."""
        parts = [self.leaf(item) for item in leaves]
        return joined(parts) or Markup("; ").join(parts)

    def block(self, value: Any, field: str = "", unit: str = "") -> Markup:
        """The value of a setting as HTML of any size; its unit is for numbers that have no field of their own."""
        return self._block(value, field, "" if holds_nodes(value) else unit)

    def _block(self, value: Any, field: str, unit: str) -> Markup:
        if isinstance(value, Mapping):
            if value and all(isinstance(key, LanguageTag) and isinstance(item, str) for key, item in value.items()):
                return wordings((self.key(key), key, self.leaf(item, field)) for key, item in value.items())
            return self._many([(self.key(key), item) for key, item in value.items()], field, unit)
        if isinstance(value, tuple) and any(isinstance(item, Node) for item in value):
            return self._many([(Markup(""), item) for item in value], field, unit)
        if isinstance(value, Node):
            names = [name for name, _ in self.fields(value)]
            return definitions((self.label(name, value), self._entry(value, name, unit, SHORT)) for name in names)
        line = self._line(value, field, unit)
        if isinstance(value, tuple) and (line is None or len(line) > SHORT):
            return items(self.leaf(item, field, unit) for item in value)
        return filled("<p>{}</p>", line or "")

    def _entry(self, node: Node, name: str, unit: str, longest_list: float = math.inf) -> Markup:
        """A field of a group: on one line if it fits and a list has no more than `longest_list` characters."""
        line, value = self.cell(node, name, unit), getattr(node, name)
        if _are_quotations(node, name):
            return items(map(self.leaf, value))
        if line is None or (isinstance(value, tuple) and len(line) > longest_list):
            return self._block(value, name, _unit(node, name, unit))
        return line

    def _many(self, entries: list[tuple[Markup, Any]], field: str, unit: str) -> Markup:
        if not all(isinstance(item, Node) for _, item in entries):
            return definitions((key, self._block(item, field, unit)) for key, item in entries)
        columns = self._columns(entries)
        rows = [[self.cell(item, name, unit) for name in columns] for _, item in entries]
        cells = [cell for row in rows for cell in row]
        if all(cell is not None for cell in cells):
            keyed = any(key for key, _ in entries)
            if len(columns) == 1 and not keyed:
                return items(cell for cell in cells if cell)
            most = _SHORT_COLUMNS if all(len(cell or "") <= _SHORT_CELL for cell in cells) else _TABLE_COLUMNS
            if len(columns) + keyed <= most:
                return self._table([key for key, _ in entries], columns, rows)
        return self._records(entries, unit)

    def _table(self, keys: list[Markup], columns: list[str], rows: list[list[Markup | None]]) -> Markup:
        heads = [filled('\n<th scope="col">{}</th>', self.label(name)) for name in columns]
        head = Markup("").join([Markup("\n<td></td>"), *heads] if any(keys) else heads)
        body = Markup("")
        for key, row in zip(keys, rows, strict=True):
            first = filled('\n<th scope="row">{}</th>', key) if key else ""
            cells = Markup("".join(filled("\n<td>{}</td>", cell or "") for cell in row))
            body += filled("\n<tr>{}{}</tr>", first, cells)
        return filled("\n<table>\n<thead>\n<tr>{}</tr></thead>\n<tbody>{}</tbody></table>", head, body)

    def _records(self, entries: list[tuple[Markup, Any]], unit: str) -> Markup:
        records = Markup("")
        for key, node in entries:
            heading, rest = self.heading(key, node)
            fields = definitions((self.label(name), self._entry(node, name, unit)) for name in rest)
            records += filled("\n<li><strong>{}</strong>{}</li>", heading, fields)
        return filled('\n<ul class="im-records">{}</ul>', records)

    def heading(self, key: Markup, node: Node) -> tuple[Markup, list[str]]:
        """The heading of an entry of a list, and the fields that are still to show."""
        names = [name for name, _ in self.fields(node)]
        titled = next((name for name in TITLES if name in names and isinstance(getattr(node, name), str)), None)
        title = self.leaf(getattr(node, titled), titled) if titled else Markup("")
        if title and key and key.isupper():
            title = filled("{} {}", key, title)
        heading = title or key or self.leaf(getattr(node, names[0]), names[0])
        dropped = {titled or ("" if key else names[0]), "id"}
        return Markup(capitalized(heading)), [name for name in names if name not in dropped]

    def fields(self, node: Node) -> Iterator[tuple[str, Any]]:
        """The fields of a group that have a value and may be shown."""
        for name in type(node).model_fields:
            value = getattr(node, name)
            if name == "first_response_min" and value is None:
                value = getattr(node, "cover_days", None)
            off = value is False and name == "always"  # the hours are shown instead
            off = off or (name == "within_min" and bool(getattr(node, "within_days", None)))  # the days are shown
            if value is None and name == "verified_on":
                value = ""  # shown as "to be confirmed"
            if value is None or value == () or value == {} or off or name in HELD_BACK:
                continue
            if not is_hidden(type(node), name) or (name == "phone" and self._phones):
                yield name, value

    def _columns(self, entries: list[tuple[Markup, Any]]) -> list[str]:
        used = {name for _, node in entries for name, _ in self.fields(node)}
        names = [name for name in type(entries[0][1]).model_fields if name in used]
        return [name for name in names if name != "id"] or names

    def key(self, key: Any) -> Markup:
        """A key of a map in words."""
        text = str(key)
        if isinstance(key, LanguageTag):
            return escape(field_labels.language(text))
        if isinstance(key, Slug):
            return escape(self._names.get(text) or field_labels.word(text))
        if text.isupper():
            return escape(text if text[-1].isdigit() else field_labels.country(text))
        return escape(field_labels.word(text))


def _are_quotations(node: Node, name: str) -> bool:
    """Whether a field has quotations of different people, each on a line of its own."""
    kind = field_type(type(node), name)
    return kind.kind == "list" and QUOTED in kind.metadata and len(getattr(node, name)) > 1


def _unit(node: Node, name: str, outer: str) -> str:
    """The unit of a field, else that of the setting around its node."""
    return unit_of(type(node), name) or outer
