"""All filters of the language, by name. Each is declared in the file of its kind."""

from typing import Any

from immerse.expressions.filtering import FILTERS, filter_named
from immerse.expressions.filters_clocks import CLOCKS
from immerse.expressions.filters_numbers import NUMBERS
from immerse.expressions.filters_people import PEOPLE
from immerse.expressions.filters_tables import TABLES
from immerse.expressions.filters_words import WORDS
from immerse.model.policy.policy import Policy

FILTERS.update({filter_.name: filter_ for filter_ in (*NUMBERS, *WORDS, *PEOPLE, *CLOCKS, *TABLES)})


def apply_filter(name: str, value: Any, arguments: tuple[Any, ...], policy: Policy) -> Any:
    """The result of applying a filter to a value; raises ExpressionFault or MissingValue."""
    return filter_named(name).apply(value, arguments, policy)
