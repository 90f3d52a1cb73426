"""Who reads a site."""

from enum import StrEnum


class View(StrEnum):
    """Who reads the site: trainees, or mentors and directors (who also see model answers and keys)."""

    TRAINEE = "trainee"
    MENTOR = "mentor"
