"""Screens: cheap tests that find the texts which a rule has to look at, once for all clients and all runs."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import NamedTuple

from immerse.model.owned_text import OwnedText

Known = dict[tuple[str, str], dict[str, tuple[str, ...]]]
"""(type of a text, what it is inside of) -> text -> names of the screens that match it."""
MOST = 200_000
"""The most texts that are remembered."""


class Screen(NamedTuple):
    """A test of one text that depends only on its characters, its type and what it is inside of."""

    name: str
    catches: Callable[[OwnedText], bool]
    """Whether a rule has to look at the text."""
    together: Callable[[OwnedText], Iterable[str]] | None = None
    """Gives the names of all screens of its kind that match a text, where that is faster than to run each."""


SCREENS: dict[str, Screen] = {}
"""Every screen of the rules by name; a rule's module adds its own when it is imported."""


def screen(catches: Callable[[OwnedText], bool]) -> Screen:
    """Make a screen of a function, named after it."""
    return add_screen(Screen(f"{catches.__module__}.{catches.__qualname__}", catches))


def add_screen(made: Screen) -> Screen:
    """Register a screen."""
    SCREENS[made.name] = made
    return made


def names_of_screens() -> bytes:
    """The names of the screens, as a key for results: results of other screens do not apply."""
    return "\n".join(sorted(SCREENS)).encode()


@cache
def _written(inside: frozenset[object]) -> str:
    """What a text is inside of, in the same words in every run."""
    return " ".join(sorted(map(repr, inside)))


class Screening:
    """The screens that match each text."""

    def __init__(self, earlier: Callable[[bytes], Known | None] = lambda screens: None) -> None:
        """`earlier` gives what is known from an earlier run with the same screens, identified by `names_of_screens`."""
        self._earlier = earlier
        self._news: Known = defaultdict(dict)
        """Results that were not known before."""

    @cached_property
    def _known(self) -> Known:
        return self._earlier(names_of_screens()) or {}

    def of(self, owned: OwnedText) -> tuple[str, ...]:
        """The names of the screens that match a text."""
        group, text = (type(owned.text).__name__, _written(owned.inside)), owned.text
        caught = self._known[group].get(text) if group in self._known else None
        if caught is None:
            caught = self._news[group].get(text)
        if caught is None:
            caught = self._news[group][str(text)] = self._ask(owned)
        return caught

    @property
    def has_news(self) -> bool:
        """Whether a text was screened that was not known before."""
        return bool(self._news)

    def _ask(self, owned: OwnedText) -> tuple[str, ...]:
        alone, together = self._screens
        names = [screen.name for screen in alone if screen.catches(owned)]
        for ask in together:
            names += ask(owned)
        return tuple(names)

    @cached_property
    def _screens(self) -> tuple[list[Screen], list[Callable[[OwnedText], Iterable[str]]]]:
        """The screens that are run one by one, and the functions that run the others together."""
        alone = [screen for screen in SCREENS.values() if screen.together is None]
        return alone, [*{screen.together: None for screen in SCREENS.values() if screen.together}]

    def to_keep(self, most: int = MOST) -> Known:
        """The results to keep for the next run: all of them, or where these are more than `most`, the new ones."""
        groups = {*self._known, *self._news}
        merged = {group: self._known.get(group, {}) | self._news.get(group, {}) for group in groups}
        return merged if sum(map(len, merged.values())) <= most else dict(self._news)


class ScreenedTexts:
    """Some texts, and those of them that each screen matches."""

    def __init__(self, texts: Iterable[OwnedText] = (), screening: Screening | None = None) -> None:
        self._texts = texts
        self.screening = screening or Screening()

    @cached_property
    def all(self) -> tuple[OwnedText, ...]:
        """All of them, in their order."""
        return tuple(self._texts)

    @cached_property
    def _caught(self) -> dict[str, list[OwnedText]]:
        caught: dict[str, list[OwnedText]] = {name: [] for name in SCREENS}
        for owned in self.all:
            for name in self.screening.of(owned):
                caught[name].append(owned)
        return caught

    def caught_in(self, screen: Screen) -> list[OwnedText]:
        """The texts that a screen matches, in their order."""
        return self._caught[screen.name]

    @cached_property
    def as_one(self) -> str:
        """All texts in our own voice as one string, for a quick search for some characters."""
        return "\n".join(owned.text for owned in self.all if owned.is_ours)
