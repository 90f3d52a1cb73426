"""The decision ladder: questions in their order, and what follows a yes and a no."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from immerse.lettering.scripts import is_right_to_left
from immerse.model.playbook import Decision
from immerse.rendering.pictures.measuring import wrap

SIZE = 14
LEADING = 20
PAD = 12
_GO_ON = re.compile(r"(go on|next|continue)\.?|go (on )?to D[0-9]+\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rung:
    """One question with its place. `y` is the top of its box; text blocks have the baseline of their first line."""

    id: str
    y: int
    height: int
    ask: tuple[str, ...]
    yes: tuple[str, ...]
    yes_x: int
    yes_y: int
    no: tuple[str, ...]
    """Empty where a no simply goes to the next question."""
    no_y: int
    end: int
    """The place at which the next rung begins."""
    last: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """All rungs, drawn `width` wide."""

    width: int
    height: int
    box: int
    """Width of a question's box."""
    stacked: bool
    """Answers are below their question, not beside it."""
    rungs: tuple[Rung, ...]


def draw_ladder(decisions: Iterable[Decision], stacked: bool) -> Ladder:
    """The ladder, side by side for wide screens and paper, or stacked for narrow ones."""
    box, total = (340, 340) if stacked else (310, 680)
    rungs: list[Rung] = []
    top = 0
    questions = [*decisions]
    for index, decision in enumerate(questions):
        rung = _rung(decision, top, box, total, stacked, index == len(questions) - 1)
        rungs.append(rung)
        top = rung.end
    return Ladder(total, top, box, stacked, tuple(rungs))


def way_of(lines: tuple[str, ...]) -> str:
    """The further class of a text in the picture whose lines run from right to left."""
    return " im-t--rtl" if is_right_to_left(" ".join(lines)) else ""


def _rung(decision: Decision, top: int, box: int, total: int, stacked: bool, last: bool) -> Rung:
    ask = wrap(decision.ask, box - 2 * PAD - 34, SIZE, bold=True)
    height = len(ask) * LEADING + 2 * PAD - 4
    yes_x = 52 if stacked else box + 64
    yes = wrap(decision.yes, total - yes_x, SIZE)
    no = () if _GO_ON.fullmatch(decision.no.strip()) and not last else wrap(decision.no, box - 58, SIZE)
    bottom = top + height
    yes_y = bottom + 26 if stacked else top + PAD + 13
    after_yes = yes_y + len(yes) * LEADING - 8
    no_y = (after_yes if stacked else bottom) + 22
    end = max(after_yes, no_y + max(len(no) - 1, 0) * LEADING) + (26 if not last else 8)
    return Rung(str(decision.id), top, height, ask, yes, yes_x, yes_y, no, no_y, end, last)
