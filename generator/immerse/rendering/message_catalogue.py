"""The messages of generated pages, by key, from a file of `messages/`; values are escaped unless they are HTML.

A key names a part of the site, then the message. `{name}` is filled in. A message that depends on a number has a form
for each plural of its language, chosen by `n`. A translation is another file.
"""

import json
import re
from collections.abc import Callable, Mapping
from importlib.resources import files

from markupsafe import Markup, escape

_NAME = re.compile(r"\{([a-z0-9_]+)\}")

Message = str | Mapping[str, str]
"""A text; or, if it depends on a number, its forms by plural."""


class Catalogue:
    """The messages of generated pages by key."""

    def __init__(self, entries: Mapping[str, Message]) -> None:
        self._entries = entries
        self._whole: dict[str, Markup] = {}

    def say(self, key: str, **values: object) -> Markup:
        """A message as HTML. Values are escaped unless they are HTML; `n` selects the plural form.

        Raises:
            LookupError: the key is unknown, a value is missing, or the message does not use it.
        """
        message = self._whole.get(key) if not values else None
        if message is None:
            message = Markup(self._filled(str(escape(self._form(key, values))), key, values, escape))
            if not values:
                self._whole[key] = message
        return message

    def plain(self, key: str, **values: object) -> str:
        """A message without escaping, for plain text: headings, and what is parsed as Markdown."""
        return self._filled(self._form(key, values), key, values, str)

    @staticmethod
    def _filled(text: str, key: str, values: Mapping[str, object], shown: Callable[[object], str]) -> str:
        names = set(_NAME.findall(text))
        if names - values.keys() or values.keys() - names - {"n"}:
            raise LookupError(
                f"the message {key} takes {', '.join(sorted(names)) or 'no values'}, not {sorted(values)}"
            )
        return _NAME.sub(lambda match: str(shown(values[match[1]])), text)

    def _form(self, key: str, values: Mapping[str, object]) -> str:
        if key not in self._entries:
            raise LookupError(f"there is no message {key}")
        entry = self._entries[key]
        return entry if isinstance(entry, str) else entry["one" if values.get("n") == 1 else "other"]


ENGLISH = Catalogue(json.loads(files("immerse.rendering").joinpath("messages", "en.json").read_text("utf-8")))
