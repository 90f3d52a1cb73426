"""The decision ladder: questions in their order, and what follows a yes and a no."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from immerse.lettering.scripts import is_right_to_left
from immerse.model.playbook import Decision
from immerse.rendering.pictures.measuring import wrap

SIZE = 14
LEADING = 20
PAD = 12
_GO_ON = re.compile(r"(go on|next|continue)\.?|go (on )?to D[0-9]+\.?", re.IGNORECASE)


class Rung(NamedTuple):
    """One question with its place: `y` is the top of its box; answers have the baseline of their first line."""

    id: str
    y: int
    height: int
    ask: tuple[str, ...]
    yes: tuple[str, ...]
    yes_y: int
    no: tuple[str, ...]
    """Empty where a no simply goes to the next question."""
    no_y: int
    end: int
    """The place at which the next rung begins."""
    last: bool


class Ladder(NamedTuple):
    """All rungs, drawn `width` wide."""

    width: int
    height: int
    box: int
    """Width of a question's box."""
    stacked: bool
    """Answers are below their question, not beside it."""
    yes_x: int
    no_x: int
    """Where the lines of the answers begin, behind the words yes and no."""
    rungs: tuple[Rung, ...]


def draw_ladder(decisions: Iterable[Decision], stacked: bool) -> Ladder:
    """The ladder, side by side for wide screens and paper, or stacked for narrow ones."""
    box, total, yes_x, no_x = (340, 340, 68, 68) if stacked else (310, 680, 374, 66)
    rungs: list[Rung] = []
    top = 0
    questions = [*decisions]
    for decision in questions:
        rungs.append(_rung(decision, top, box, total - yes_x, box - no_x, stacked, decision is questions[-1]))
        top = rungs[-1].end
    return Ladder(total, top, box, stacked, yes_x, no_x, tuple(rungs))


def way_of(lines: tuple[str, ...]) -> str:
    """The further class of a text in the picture whose lines run from right to left."""
    return " im-t--rtl" if is_right_to_left(" ".join(lines)) else ""


def _rung(decision: Decision, top: int, box: int, yes_room: int, no_room: int, stacked: bool, last: bool) -> Rung:
    ask = wrap(decision.ask, box - 2 * PAD - 34, SIZE, bold=True)
    height = len(ask) * LEADING + 2 * PAD - 4
    yes = wrap(decision.yes, yes_room, SIZE)
    no = () if _GO_ON.fullmatch(decision.no.strip()) and not last else wrap(decision.no, no_room, SIZE)
    bottom = top + height
    yes_y = bottom + 26 if stacked else top + PAD + 13
    after_yes = yes_y + len(yes) * LEADING - 8
    no_y = (after_yes if stacked else bottom) + 22
    end = max(after_yes, no_y + max(len(no) - 1, 0) * LEADING) + (26 if not last else 8)
    return Rung(str(decision.id), top, height, ask, yes, yes_y, no, no_y, end, last)
