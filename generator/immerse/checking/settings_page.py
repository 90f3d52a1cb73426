"""Every setting in words for an editor: its meaning, its possible values, and its default."""

import json
from collections.abc import Iterator
from importlib.resources import files

from pydantic.fields import FieldInfo

from immerse.checking.requirements import requirements
from immerse.checking.rule import page_text
from immerse.model.limits import Bounds, Length, Limit
from immerse.model.policy.contract import fields_of
from immerse.model.policy.limits import Stricter
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import SETTINGS, Setting
from immerse.model.policy.value_types import ValueKind, ValueType
from immerse.model.text import Id
from immerse.words.docstrings import field_doc
from immerse.words.english import join

_KINDS: dict[ValueKind, str] = json.loads(files("immerse.checking").joinpath("value_kinds.json").read_text("utf-8"))
_SHOWN = {"all": "everyone", "mentor": "the mentor view only", "never": "nobody; no site contains it"}
_SHORT = 90


def settings_reference(core: Policy) -> str:
    """All settings as one Markdown document: docs/settings.md. `core` holds the core defaults."""
    lines = [page_text("settings_head.md"), f"There are {len(SETTINGS)} settings.", ""]
    group = ""
    for key, setting in SETTINGS.items():
        if key.split(".")[0] != group:
            group = key.split(".")[0]
            doc = (Policy.model_fields[group].annotation.__doc__ or "").strip().removeprefix(f"`{group}`").strip(":. ")
            lines += [f"## {group}", "", *([f"{doc[0].upper()}{doc[1:]}.", ""] if doc else [])]
        lines += [f"### {key}", "", setting_page(setting, core), ""]
    return "\n".join(lines).rstrip() + "\n"


def setting_page(setting: Setting, core: Policy) -> str:
    """One setting in Markdown, without its heading."""
    default = _default(setting.key, core)
    required = "required, has no default" if setting.required else "may be absent"
    facts = [
        f"- Value: {_words(setting.type)}",
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
    if rows := list(_rows(setting.type)):
        lines += ["", "| Key | Value | Meaning |", "|---|---|---|", *rows]
    return "\n".join(lines)


def _requirements(setting: Setting) -> Iterator[str]:
    """The requirements of its fields, except for bounds, which are shown beside the values."""
    for required in requirements():
        if required.setting == setting.key and not required.is_bound:
            yield required.sentence + (f" ({required.rule})" if required.rule else "")


def _default(key: str, core: Policy) -> str:
    group, name = key.split(".")
    value = getattr(getattr(core, group), name, None)  # the core has no defaults for an agency's own settings
    if value is None:
        return ""
    plain = getattr(core, group).model_dump(mode="json", include={name}, exclude_none=True)[name]
    text = json.dumps(plain, ensure_ascii=False)
    return f"`{text}`" if len(text) <= _SHORT else f"set, long; `immerse policy CLIENT {key}` shows it"


def _rows(kind: ValueType) -> Iterator[str]:
    while kind.item:
        kind = kind.item
    for field in fields_of(kind.model) if kind.model else ():
        if field.keys[-1] == "*":
            continue
        path = ".".join(key for key in field.keys if key != "*")
        value = _words(field.type) + _default_of(field.model.model_fields[field.name])
        meaning = " ".join(field_doc(field.model, field.name).replace("|", "or").split())
        yield f"| `{path}` | {value} | {meaning} |"


def _default_of(field: FieldInfo) -> str:
    if field.is_required():
        return ""
    if field.default in (None, (), {}):
        return "; may be absent"
    default = field.default if isinstance(field.default, str) else json.dumps(field.default)
    return f"; `{default}` unless set"


def _words(kind: ValueType) -> str:
    return _type_in_words(kind) + _bounds(kind)


def _type_in_words(kind: ValueType) -> str:
    if kind.choices:
        choices = [f"`{json.dumps(choice) if isinstance(choice, bool) else choice}`" for choice in kind.choices]
        return join(choices, "or")
    if kind.key and kind.item:
        return f"mapping of {_words(kind.key)} to {_words(kind.item)}"
    if kind.item:
        return f"list of {_plural(_words(kind.item))}"
    if issubclass(kind.annotation, Id) and kind.annotation.kind:
        return f"{kind.annotation.kind} id" + (f" (`{kind.annotation.example}`)" if kind.kind == "code" else "")
    return _KINDS.get(kind.kind, "text")


def _plural(words: str) -> str:
    head, bracket, rest = words.partition(" (")
    if head.startswith(("`", "list", "mapping of")) or " or " in head:
        return words
    return f"{head.removesuffix('y')}{'ies' if head.endswith('y') else 's'}{bracket}{rest}"


def _bounds(kind: ValueType) -> str:
    """The unit and the bounds of a number, or those of the length of a list or text, the reason, the stricter side."""
    bounds = kind.declared(Bounds) or Bounds()
    stricter = kind.declared(Stricter)
    unit = f" of {bounds.unit}" if isinstance(bounds, Limit) and bounds.unit else ""
    characters = f" {bounds.unit}" if isinstance(bounds, Length) else ""
    allowed = f", {bounds}{characters}{bounds.because}" if str(bounds) else ""
    return f"{unit}{allowed}" + (f"; {stricter}" if stricter else "")
