"""Scales, clocks and numbers that several groups of settings share."""

from typing import Annotated, Any, Literal, get_args

from immerse.model.limits import Limit

Priority = Literal["P1", "P2", "P3", "P4"]
"""How long one conversation can wait; P1 is the highest."""

PRIORITIES: tuple[Priority, ...] = get_args(Priority)
"""All of them, the highest first."""

SeverityCode = Literal["S1", "S2", "S3", "S4"]
"""State of the organisation; S1 is the highest."""

SEVERITIES: tuple[SeverityCode, ...] = get_args(SeverityCode)
"""All of them, the highest first."""

Clock = Literal["wall", "cover"]
"""`wall` runs day and night; `cover` runs only while the desk of the item's language is open."""

MINUTES = Limit(1, 14 * 24 * 60, "minutes")
Minutes = Annotated[int, MINUTES]
"""Minutes of a setting."""

HOURS = Limit(1, 8760, "hours")
Hours = Annotated[int, HOURS]
"""Hours of a setting."""

MONTHS = Limit(1, 240, "months")
Months = Annotated[int, MONTHS]
"""Months of a setting."""

SHORTEST_ROTATION = 26
"""Weeks."""
ROTATION_WEEKS = Limit(SHORTEST_ROTATION, 78, "weeks", why="the phases take this long, and people have to move on")
"""Length of a track, and of the rotation of a client."""

SEEN_BY_NOBODY: dict[str, Any] = {"immerse": {"shown": "never"}}
"""`json_schema_extra` of a value that no site shows, even if its setting is shown."""

Pieces = Annotated[int, Limit(1, 200, why="more pieces do not fit into a rotation")]
"""Pieces of evidence of a module."""

HoursAWeek = Annotated[int, Limit(1, 40, "hours", why="a working week has no more")]
"""Hours of a week."""

PERCENT = Limit(0, 100, "per cent")
Percent = Annotated[int, PERCENT]
"""Whole per cent."""

Kpi = Literal[
    "K-TTT", "K-TTA", "K-FRT", "K-FEED", "K-TTR", "K-HOP", "K-REO", "K-MIS", "K-DIS", "K-COR", "K-OUT", "K-HELP",
    "K-INS", "K-RAT", "K-DESK", "K-RAMP", "K-SELF", "K-CACK", "K-CHOLD", "K-CUPD", "K-EXP",
]  # fmt: skip
"""A number that the centre reports; the glossary defines how each is measured."""
