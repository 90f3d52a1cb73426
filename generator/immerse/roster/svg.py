"""SVG and HTML as text: elements with escaped words and attributes."""

from __future__ import annotations

from html import escape


def element(name: str, *children: str, **attributes: str | float) -> str:
    """An element. Children are finished markup; `text` makes markup of words. In the name of an attribute `_` stands
    for `-`, and one at its end is left out."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{said}>{''.join(children)}</{name}>"


def text(words: str | int) -> str:
    """Words as markup."""
    return escape(str(words))


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
