"""Texts of which a rule may have something to say, told from all others once for all clients and all runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from immerse.model.owned_text import OwnedText

Known = dict[tuple[str, str], dict[str, tuple[str, ...]]]
"""(kind of a text, field) -> text -> names of the screens in which it is caught."""
MOST = 200_000
"""Texts that are known at once."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A test of one text that looks at its characters, its kind and its field, and at nothing else."""

    name: str
    catches: Callable[[OwnedText], bool]
    """Whether a rule may have something to say of the text."""
    together: Callable[[OwnedText], Iterable[str]] | None = None
    """Gives the names of all screens of its kind that catch a text, where that is quicker than to ask each."""


SCREENS: dict[str, Screen] = {}
"""Every screen of the rules by name; a rule's module adds its own when it is imported."""


def screen(catches: Callable[[OwnedText], bool]) -> Screen:
    """Make a screen of a function, named after it."""
    return add_screen(Screen(f"{catches.__module__}.{catches.__qualname__}", catches))


def add_screen(made: Screen) -> Screen:
    """Ask every text this too."""
    SCREENS[made.name] = made
    return made


def names_of_screens() -> bytes:
    """What the screens are called, to tell what was found with other ones."""
    return "\n".join(sorted(SCREENS)).encode()


class Screening:
    """What each text is caught in."""

    def __init__(self, earlier: Callable[[bytes], Known | None] = lambda screens: None) -> None:
        """`earlier` gives what is known from an earlier run with the same screens, told by `names_of_screens`."""
        self._earlier = earlier
        self._asked: Known = defaultdict(dict)
        self.has_news = False
        """Whether a text was met that was not known."""

    @cached_property
    def _known(self) -> Known:
        return self._earlier(names_of_screens()) or {}

    def of(self, owned: OwnedText) -> tuple[str, ...]:
        """The names of the screens in which a text is caught."""
        group = type(owned.text).__name__, owned.field
        caught = self._asked[group].get(owned.text)
        if caught is None:
            caught = self._known.get(group, {}).get(owned.text)
            if caught is None:
                caught = self._ask(owned)
                self.has_news = True
            self._asked[group][str(owned.text)] = caught
        return caught

    def _ask(self, owned: OwnedText) -> tuple[str, ...]:
        alone, together = self._screens
        names = [one.name for one in alone if one.catches(owned)]
        for ask in together:
            names += ask(owned)
        return tuple(names)

    @cached_property
    def _screens(self) -> tuple[list[Screen], list[Callable[[OwnedText], Iterable[str]]]]:
        """Screens that are asked one by one, and what asks the others."""
        alone = [one for one in SCREENS.values() if one.together is None]
        return alone, [*{one.together: None for one in SCREENS.values() if one.together}]

    def to_keep(self) -> Known:
        """What is known for the next run: of the texts met now, and of those met before unless they are too many."""
        groups = {*self._known, *self._asked}
        merged = {group: self._known.get(group, {}) | self._asked.get(group, {}) for group in groups}
        return merged if sum(map(len, merged.values())) <= MOST else dict(self._asked)


class ScreenedTexts:
    """Some texts, and which of them are caught in each screen."""

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
        """Those that are caught in a screen, in their order."""
        return self._caught[screen.name]

    @cached_property
    def as_one(self) -> str:
        """All texts that are ours in one string, to look quickly whether any holds some characters."""
        return "\n".join(owned.text for owned in self.all if owned.is_ours)
