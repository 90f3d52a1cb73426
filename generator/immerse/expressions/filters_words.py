"""Filters for words: list, any_of, bullets, words, choose, wording, capital, quote, promise."""

from collections.abc import Callable
from typing import Any

from immerse.expressions.columns import Column, rows_of, say_value
from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.filtering import (
    Arguments,
    Filter,
    each,
    is_many,
    is_text,
    is_text_or_list,
    of_value,
    setting_of,
)
from immerse.expressions.value_shapes import Kind, Shape
from immerse.model.policy.policy import Policy
from immerse.texts.block_values import ListValue, quote_of
from immerse.texts.languages import Worded
from immerse.words.days import WEEKDAY_IDS, weekdays_in_words
from immerse.words.english import capitalized, join
from immerse.words.terms import term

_NONE = "none"
"""The words for an empty list, so that the sentence stays complete."""


def _items(value: Any, arguments: Arguments, policy: Policy) -> list[str]:
    if arguments:
        column = Column.parse(arguments[0])
        return [column.cell(key, row, policy) for key, row in rows_of(value)]
    if isinstance(value, tuple):
        return [_item(item) for item in value]
    return [_item(key) for key, _ in rows_of(value)]


def _item(value: Any) -> str:
    # A value of a closed set is a plain str; what an editor wrote is a Text and stays as it is.
    return term(value) if type(value) is str else say_value(value)


def _list(value: Any, arguments: Arguments, policy: Policy) -> str:
    if isinstance(value, tuple) and value and all(item in WEEKDAY_IDS for item in value):
        return weekdays_in_words(value)
    return join(_items(value, arguments, policy)) or _NONE


def _any_of(value: Any, arguments: Arguments, policy: Policy) -> str:
    return join(_items(value, arguments, policy), "or") or _NONE


def _bullets(value: Any, arguments: Arguments, policy: Policy) -> ListValue:
    return ListValue(tuple(_items(value, arguments, policy)))


def _inspect_items(shape: Shape, arguments: Arguments) -> None:
    if arguments:
        Column.parse(arguments[0]).inspect(shape)
    elif shape.lists_records:
        raise ExpressionFault("a list of groups needs the field to show", 'write list("title")')


def _reads_of_column(arguments: Arguments) -> tuple[str, ...]:
    return Column.parse(arguments[0]).reads() if arguments else ()


_YES_AND_NO = ("true", "false")
"""The names of yes and no in `choose`, as in policy.yml."""


def _choices(arguments: Arguments) -> dict[str, str]:
    return dict(argument.split("=", 1) for argument in arguments if "=" in argument)


def _choose(value: Any, arguments: Arguments, policy: Policy) -> str:
    word = str(value).lower() if isinstance(value, bool) else str(value)
    choices = _choices(arguments)
    if word not in choices:
        raise ExpressionFault(f"choose has no words for {word!r}", "every value needs its words", "choose")
    return choices[word]


def _inspect_choices(shape: Shape, arguments: Arguments) -> None:
    """Check that every value of the setting has words, and that no other value has."""
    if odd := [argument for argument in arguments if "=" not in argument]:
        raise ExpressionFault(f"{odd[0]!r} does not say which value it is for", 'write choose("six=ten", ...)', odd[0])
    named = _choices(arguments)
    values = _YES_AND_NO if shape.kind is Kind.TRUTH else shape.choices
    if not values and not shape.in_hand:
        raise ExpressionFault("choose needs a setting with a closed set of values", "use `when:` for others", "choose")
    if unknown := [value for value in named if values and value not in values]:
        raise ExpressionFault(f"there is no value {unknown[0]!r}", f"values: {', '.join(values)}", unknown[0])
    if missing := [value for value in values if value not in named]:
        raise ExpressionFault(f"choose has no words for {missing[0]!r}", "every value needs its words", "choose")


def in_first_language(wording: dict[str, str], policy: Policy) -> Worded:
    """The text in the first language that is covered; a text in that language as of another country is accepted."""
    covered = [language.tag for language in setting_of(policy, "centre.languages") if language.cover != "none"]
    for tag in covered:
        for known_tag in wording:
            if known_tag == tag or known_tag.partition("-")[0] == tag.partition("-")[0]:
                return Worded(wording.get(tag, wording[known_tag]), tag if tag in wording else known_tag)
    if not wording:
        raise ExpressionFault("there is no text in any language")
    tag, words = next(iter(wording.items()))
    return Worded(words, tag)


def _wording(value: Any, arguments: Arguments, policy: Policy) -> Worded:
    return in_first_language(value, policy)


def _capital(value: Any) -> str:
    text = capitalized(str(value))
    return Worded(text, value.language) if isinstance(value, Worded) else text


_ENDS = (".", "!", "?", "。", "؟", "۔", "।")
"""Signs that end a sentence."""


def _promise(value: Any, arguments: Arguments, policy: Policy) -> str:
    text = in_first_language(value.text, policy)
    sentence = text.strip()
    return Worded(sentence if sentence.endswith(_ENDS) else f"{sentence}.", text.language)


def _is_promise(shape: Shape) -> bool:
    return shape.kind is Kind.RECORD and "text" in shape.fields and "within_min" in shape.fields


def _is_wording(shape: Shape) -> bool:
    return shape.kind is Kind.MAP and shape.item is not None and shape.item.kind in (Kind.TEXT, Kind.ANY)


def _is_choice(shape: Shape) -> bool:
    return shape.kind in (Kind.TEXT, Kind.TRUTH)


def _of_items(name: str, run: Callable[[Any, Arguments, Policy], Any], gives: Kind = Kind.TEXT) -> Filter:
    """A filter of the items of a list or a map, with the column to show as its only argument."""
    reads = _reads_of_column
    return Filter(name, "a list or a map", is_many, run, gives, most=1, inspect=_inspect_items, reads_by=reads)


_LANGUAGES = ("centre.languages",)
_WORD, _CHOICE = "a word of a setting, or a list of them", "a word of a closed set, yes or no"

WORDS: tuple[Filter, ...] = (
    _of_items("list", _list),
    _of_items("any_of", _any_of),
    _of_items("bullets", _bullets, Kind.BLOCK),
    Filter("words", _WORD, is_text_or_list, of_value(lambda value: join(map(term, each(value))))),
    Filter("choose", _CHOICE, _is_choice, _choose, least=1, most=12, inspect=_inspect_choices),
    Filter("wording", "a text for each language", _is_wording, _wording, reads=_LANGUAGES),
    Filter("capital", "a text", is_text, of_value(_capital)),
    Filter("quote", "a text", is_text, of_value(quote_of), Kind.BLOCK),
    Filter("promise", "response.published_promise", _is_promise, _promise, reads=_LANGUAGES),
)
