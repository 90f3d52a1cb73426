"""Public holidays of countries and their parts."""

from functools import lru_cache

from immerse.clocks.calendar import Holiday
from immerse.model.subject import Regions
from immerse.problems import ImmerseError

CALENDAR_YEAR = 2027
"""The year in which the holidays of a country's parts are compared."""


def regions_of(country: str) -> Regions | None:
    """The parts of a country in the calendar; None where no calendar has the country."""
    from holidays import country_holidays  # imported late, as below

    try:
        parts = tuple(country_holidays(country).subdivisions)
    except NotImplementedError:
        return None
    whole = set(country_holidays(country, years=CALENDAR_YEAR))
    parts_with_days = ((part, country_holidays(country, subdiv=part, years=CALENDAR_YEAR)) for part in parts)
    return Regions(parts, tuple(part for part, days in parts_with_days if set(days) != whole))


@lru_cache(maxsize=64)
def holidays_of(code: str) -> Holiday:
    """The public holidays of a country or region (`GB-ENG`): a function from a day to its name, empty for none.

    Raises:
        ImmerseError: the calendar has no such country or region.
    """
    from holidays import country_holidays  # imported late, because only a real day needs it and it is slow to load

    country, _, part = code.partition("-")
    try:
        calendar = country_holidays(country, subdiv=part or None, language="en_US")
    except NotImplementedError as error:
        raise ImmerseError(f"there is no calendar of public holidays for {code!r}") from error
    return lambda day: str(calendar.get(day) or "")
