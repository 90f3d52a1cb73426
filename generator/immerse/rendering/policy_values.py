"""Values of a policy as HTML for readers: a few words on one line, or a small table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from immerse.model.base import Node
from immerse.model.policy.contract import unit_of
from immerse.model.policy.formats import Jurisdiction, LanguageTag, Mailbox, Phone, TimeZone, WebAddress
from immerse.model.policy.legal import LegalClock, Regime
from immerse.model.policy.names import policy_names
from immerse.model.policy.policy import Policy
from immerse.model.text import Slug, Text
from immerse.rendering import field_labels
from immerse.rendering.escaping import filled
from immerse.rendering.lines import holds_groups, holds_nodes, items, joined, on_one_line, said_in, wordings
from immerse.rendering.stand_in_marks import StandInMarks
from immerse.words.days import date_in_words
from immerse.words.durations import in_cover_days, in_minutes
from immerse.words.english import capitalized, uncapitalized
from immerse.words.names import timezone_name

SHORT = 120
"""Characters up to which a value stands on one line of a lesson."""

_HELD_BACK = frozenset({"cover_days"})
"""Fields that are said elsewhere: cover days stand where a first response in minutes would."""

_LISTED = frozenset({"examples"})
"""Fields whose entries are said by different people, so that each stands on a line of its own."""

_TABLE_COLUMNS = 4
_SHORT_COLUMNS = 7
_SHORT_CELL = 28
_NAMES = ("title", "name", "label", "topic", "value", "signal", "claim", "use", "kind", "body", "outcome", "measure")
"""Fields that say what an entry of a list is; the first one found is its heading."""


class Values:
    """Formats the values of one client's policy.

    `phones`: whether telephone numbers of contacts may be shown; `terms`: what ids of the programme (K-TTT) are called.
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
        said = "resolve_working_days" if field == "resolve_h" and isinstance(node, LegalClock) else field
        return field_labels.label_here(said, None if node is self._called else self._called)

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
        if isinstance(value, Jurisdiction) or field in ("jurisdictions", "jurisdiction", "country", "holidays"):
            return escape(field_labels.country(text))
        if isinstance(value, Slug) or text in self._channels:
            return escape(self._names.get(text) or (text if field == "id" else field_labels.word(text)))
        if field == "by" and text == "hub" and self._called:
            return escape(self._called.hub)
        said = self._terms.get(text) or (text if isinstance(value, Text) else field_labels.word(text, field))
        return Markup("<br>").join(said.strip().splitlines())

    def line(self, value: Any, field: str = "", unit: str = "") -> Markup | None:
        """The value on one line where it is short enough for that; else None."""
        found = self._line(value, field, "" if holds_nodes(value) else unit)
        return found if found is not None and len(found.striptags()) <= SHORT else None

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
            pairs = [(self.key(key), said_in(key, self._line(item, field, unit))) for key, item in value.items()]
            return on_one_line(filled("{}: {}", key, part) if part else None for key, part in pairs)
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
        if name in _LISTED and len(value) > 1:
            return None
        said = "cover days" if name == "within_days" and hasattr(node, "clock") else _unit(node, name, unit)
        if isinstance(node, LegalClock) and said == "hours" and 1 < value <= 72:
            return escape(f"{value} hours")  # as laws and authorities say it
        if isinstance(value, int) and getattr(node, "clock", "") == "cover":
            if said == "minutes":
                return escape(in_minutes(value, days=False))
            if name == "resolve_h" and value % 24 == 0:
                return escape(field_labels.amount(value // 24, "cover days"))
        return self._line(value, name, said)

    def line_of(self, leaves: tuple[Any, ...]) -> Markup:
        """Several values that hold no others, on one line of any length."""
        parts = [self.leaf(item) for item in leaves]
        return joined(parts) or Markup("; ").join(parts)

    def block(self, value: Any, field: str = "", unit: str = "") -> Markup:
        """The value of a setting as HTML of any size; its unit is for numbers that stand in no field of their own."""
        return self._block(value, field, "" if holds_nodes(value) else unit)

    def _block(self, value: Any, field: str, unit: str) -> Markup:
        if isinstance(value, Mapping):
            if value and all(isinstance(key, LanguageTag) and isinstance(item, str) for key, item in value.items()):
                return wordings((self.key(key), key, self.leaf(item, field)) for key, item in value.items())
            return self._many([(self.key(key), item) for key, item in value.items()], field, unit)
        if isinstance(value, tuple) and any(isinstance(item, Node) for item in value):
            return self._many([(Markup(""), item) for item in value], field, unit)
        if isinstance(value, Node):
            return self._node(value, unit)
        line = self._line(value, field, unit)
        if isinstance(value, tuple) and (field in _LISTED or line is None or len(line) > SHORT):
            return self._list(value, field, unit)
        return filled("<p>{}</p>", line or "")

    def _list(self, value: tuple[Any, ...], field: str, unit: str) -> Markup:
        return items(self.leaf(item, field, unit) for item in value)

    def _node(self, node: Node, unit: str) -> Markup:
        rows = Markup("")
        for name, item in self.fields(node):
            shown = self.cell(node, name, unit)
            if shown is None or (isinstance(item, tuple) and len(shown) > SHORT):
                shown = self._block(item, name, _unit(node, name, unit))
            rows += filled("\n<dt>{}</dt>\n<dd>{}</dd>", self.label(name, node), shown)
        return filled('\n<dl class="im-value">{}</dl>', rows)

    def _many(self, entries: list[tuple[Markup, Any]], field: str, unit: str) -> Markup:
        if not all(isinstance(item, Node) for _, item in entries):
            rows = (filled("\n<dt>{}</dt>\n<dd>{}</dd>", key, self._block(item, field, unit)) for key, item in entries)
            return filled('\n<dl class="im-value">{}</dl>', Markup("").join(rows))
        columns = self._columns(entries)
        if len(columns) == 1 and not any(key for key, _ in entries):
            lines = [self.cell(item, columns[0], unit) for _, item in entries]
            if all(line is not None for line in lines):
                return items(line for line in lines if line)
        flat = all(self.cell(item, name, unit) is not None for _, item in entries for name in columns)
        if flat and len(columns) + any(key for key, _ in entries) <= self._room(entries, columns, unit):
            return self._table(entries, columns, unit)
        return self._records(entries, unit)

    def _room(self, entries: list[tuple[Markup, Any]], columns: list[str], unit: str) -> int:
        """How many columns a table of these values may have: more where all cells are short."""
        cells = (self.cell(item, name, unit) or "" for _, item in entries for name in columns)
        return _SHORT_COLUMNS if all(len(cell) <= _SHORT_CELL for cell in cells) else _TABLE_COLUMNS

    def _table(self, entries: list[tuple[Markup, Any]], columns: list[str], unit: str) -> Markup:
        keyed = any(key for key, _ in entries)
        head = Markup("\n<td></td>" if keyed else "") + Markup("").join(
            filled('\n<th scope="col">{}</th>', self.label(name)) for name in columns
        )
        body = Markup("")
        for key, item in entries:
            cells = Markup("").join(filled("\n<td>{}</td>", self.cell(item, name, unit) or "") for name in columns)
            first = filled('\n<th scope="row">{}</th>', key) if keyed else Markup("")
            body += filled("\n<tr>{}{}</tr>", first, cells)
        return filled("\n<table>\n<thead>\n<tr>{}</tr></thead>\n<tbody>{}</tbody></table>", head, body)

    def _records(self, entries: list[tuple[Markup, Any]], unit: str) -> Markup:
        items = Markup("")
        for key, node in entries:
            heading, rest = self.heading(key, node)
            parts = Markup("")
            for name in rest:
                line = self.cell(node, name, unit)
                shown = line if line is not None else self._block(getattr(node, name), name, _unit(node, name, unit))
                parts += filled("\n<dt>{}</dt>\n<dd>{}</dd>", self.label(name), shown)
            items += filled('\n<li><strong>{}</strong>\n<dl class="im-value">{}</dl></li>', heading, parts)
        return filled('\n<ul class="im-records">{}</ul>', items)

    def heading(self, key: Markup, node: Node) -> tuple[Markup, list[str]]:
        """The heading of an entry of a list, and the fields that are still to show."""
        names = [name for name, _ in self.fields(node)]
        titled = next((name for name in _NAMES if name in names and isinstance(getattr(node, name), str)), None)
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
            off = value is False and name == "always"  # the hours stand beside it
            off = off or (name == "within_min" and bool(getattr(node, "within_days", None)))  # the days say it
            if value is None and name == "verified_on":
                value = ""  # what nobody has confirmed is said, not left out
            if value is None or value == () or value == {} or off or name in _HELD_BACK:
                continue
            if self._may_show(node, name):
                yield name, value

    def _may_show(self, node: Node, name: str) -> bool:
        extra = type(node).model_fields[name].json_schema_extra
        facts = extra.get("immerse") if isinstance(extra, dict) else None
        hidden = isinstance(facts, dict) and facts.get("shown") == "never"
        return not hidden or (name == "phone" and self._phones)

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


def _unit(node: Node, name: str, outer: str) -> str:
    """The unit of a field, else that of the setting around its node."""
    return unit_of(type(node), name) or outer
