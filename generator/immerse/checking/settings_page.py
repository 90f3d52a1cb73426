"""Every setting in words for an editor: what it means, what may stand in it, and what holds when nobody sets it."""

import json
from collections.abc import Iterator
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from immerse.checking.requirements import requirements
from immerse.checking.rule import page_text
from immerse.model.base import Node
from immerse.model.clock_times import ClockTime
from immerse.model.policy.formats import Jurisdiction, LanguageTag, Mailbox, Phone, TimeZone, Version, WebAddress
from immerse.model.policy.limits import Limit, Stricter
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import SETTINGS, Setting
from immerse.model.text import CodeId, Id, Name, Slug, Text
from immerse.words.docstrings import field_doc

_KINDS: tuple[tuple[type, str], ...] = (
    (TimeZone, "time zone (`Europe/London`)"),
    (Phone, "telephone number"),
    (LanguageTag, "language (`en-GB`)"),
    (Jurisdiction, "country (`GB`) or `EU`"),
    (Version, "version (`1.4.0`)"),
    (WebAddress, "https address"),
    (Mailbox, "e-mail address"),
    (Slug, "id"),
    (CodeId, "id in capitals (`PB-03`)"),
    (ClockTime, "time of day (`\"08:00\"`)"),
    (Name, "short text"),
    (Text, "text"),
    (bool, "true or false"),
    (int, "whole number"),
    (date, "day (`2027-03-31`)"),
)  # fmt: skip
_SHOWN = {"all": "everyone", "mentor": "the mentor view only", "never": "nobody; no site contains it"}
_SHORT = 90


def settings_reference(core: Policy) -> str:
    """All settings as one Markdown document: docs/settings.md. `core` holds the core defaults."""
    lines = [page_text("settings_head.md"), f"There are {len(SETTINGS)} settings.", ""]
    group = ""
    for key, setting in SETTINGS.items():
        if key.split(".")[0] != group:
            group = key.split(".")[0]
            lines += [f"## {group}", "", *_about(group)]
        lines += [f"### {key}", "", setting_page(setting, core), ""]
    return "\n".join(lines).rstrip() + "\n"


def _about(group: str) -> list[str]:
    """What the group's own docstring says beyond its name."""
    doc = (Policy.model_fields[group].annotation.__doc__ or "").strip().removeprefix(f"`{group}`").strip(":. ")
    return [f"{doc[0].upper()}{doc[1:]}.", ""] if doc else []


def setting_page(setting: Setting, core: Policy) -> str:
    """One setting in Markdown, without its heading."""
    default = _default(setting.key, core)
    required = "required, has no default" if setting.required else "may be absent"
    facts = [
        f"- Value: {_words(setting.annotation)}",
        f"- Rule: {setting.rule}" if setting.rule else "",
        f"- Unit: {setting.units}" if setting.units else "",
        f"- Core default: {default}" if default else f"- Core default: none; {required}",
        "- Fixed" if setting.fixed else "",
        "- Safety-class" if setting.safety else "",
        f"- Shown to: {_SHOWN[setting.shown]}",
        f"- Affects: {', '.join(setting.affects)}" if setting.affects else "",
    ]
    lines = [setting.doc, "", *(fact for fact in facts if fact)]
    lines += [f"- {sentence}" for sentence in _requirements(setting)]
    if rows := list(_rows(setting.annotation)):
        lines += ["", "| Key | Value | Meaning |", "|---|---|---|", *rows]
    return "\n".join(lines)


def _requirements(setting: Setting) -> Iterator[str]:
    """What its fields declare, but for the bounds, which stand beside the values."""
    for required in requirements():
        if required.setting == setting.key and not required.is_bound:
            yield required.sentence + (f" ({required.rule})" if required.rule else "")


def _default(key: str, core: Policy) -> str:
    group, name = key.split(".")
    value = getattr(getattr(core, group), name, None)  # the core sets none of an agency's own
    if value is None:
        return ""
    plain = getattr(core, group).model_dump(mode="json", include={name}, exclude_none=True)[name]
    text = json.dumps(plain, ensure_ascii=False)
    return f"`{text}`" if len(text) <= _SHORT else f"set, long; `immerse policy CLIENT {key}` shows it"


def _rows(annotation: Any, above: str = "", depth: int = 0) -> Iterator[str]:
    for node in _nodes(annotation):
        for name, field in node.model_fields.items():
            path = f"{above}{name}"
            meaning = " ".join(field_doc(node, name).replace("|", "or").split())
            yield f"| `{path}` | {_field(field)} | {meaning} |"
            if depth < 3:
                yield from _rows(field.annotation, f"{path}.", depth + 1)


def _field(field: FieldInfo) -> str:
    words = _words(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)
    if field.is_required():
        return words
    if field.default in (None, (), {}):
        return f"{words}; may be absent"
    default = field.default if isinstance(field.default, str) else json.dumps(field.default)
    return f"{words}; `{default}` unless set"


def _nodes(annotation: Any) -> Iterator[type[Node]]:
    """The models inside an annotation, however deep in lists and mappings."""
    if isinstance(annotation, type) and issubclass(annotation, Node):
        yield annotation
    for part in get_args(annotation):
        if not isinstance(part, str | int | bool):
            yield from _nodes(part)


def _words(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _words(arguments[0]) + _bounds(arguments[1:])
    if origin in (Union, UnionType):
        return " or ".join(_words(part) for part in arguments if part is not type(None))
    if origin is Literal:
        return _any_of([f"`{json.dumps(one) if isinstance(one, bool) else one}`" for one in arguments])
    if origin is tuple:
        return f"list of {_plural(_words(arguments[0]))}"
    if origin is dict:
        return f"mapping of {_words(arguments[0])} to {_words(arguments[1])}"
    if isinstance(annotation, type):
        if issubclass(annotation, Node):
            return "mapping"
        if issubclass(annotation, Id) and annotation.kind:
            return f"{annotation.kind} id" + (f" (`{annotation.example}`)" if issubclass(annotation, CodeId) else "")
        return next((words for kind, words in _KINDS if issubclass(annotation, kind)), annotation.__name__)
    return "value"


def _any_of(words: list[str]) -> str:
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _plural(words: str) -> str:
    head, bracket, rest = words.partition(" (")
    if head.startswith(("`", "list", "mapping of")) or " or " in head:
        return words
    return f"{head.removesuffix('y')}{'ies' if head.endswith('y') else 's'}{bracket}{rest}"


def _bounds(metadata: tuple[Any, ...]) -> str:
    """The unit and the bounds of a number, or the bounds of a list's length, and the stricter side."""
    limit = next((part for part in metadata if isinstance(part, Limit)), None) or _length(metadata)
    unit = f" of {limit.unit}" if limit.unit else ""
    stricter = next((f"; {part}" for part in metadata if isinstance(part, Stricter)), "")
    return f"{unit}, {limit}{stricter}" if str(limit) else f"{unit}{stricter}"


def _length(metadata: tuple[Any, ...]) -> Limit:
    parts = [constraint for part in metadata for constraint in (part, *getattr(part, "metadata", ()))]
    least, most = (
        next((bound for part in parts if (bound := getattr(part, name, None)) is not None), None)
        for name in ("min_length", "max_length")
    )
    return Limit(least, most)
