"""The views of a site."""

from enum import StrEnum


class View(StrEnum):
    """The readers of a site: trainees, or mentors and directors, who also see model answers and keys."""

    TRAINEE = "trainee"
    MENTOR = "mentor"
