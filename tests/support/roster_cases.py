"""The forms of the roster of an invented cohort: `python tests/support/roster_cases.py` writes them anew."""

from __future__ import annotations

from immerse.roster.roster_facts import roster_json
from immerse.roster.roster_files import roster_csv
from immerse.roster.roster_page import roster_page
from immerse.roster.roster_text import roster_text
from made_roster import FORMS, facts


def forms() -> dict[str, bytes]:
    """File -> its bytes."""
    told = facts()
    return {
        "roster.json": roster_json(told),
        "roster.txt": roster_text(told),
        "roster.csv": roster_csv(told),
        "roster.html": roster_page(told),
    }


if __name__ == "__main__":
    FORMS.mkdir(exist_ok=True)
    for name, content in forms().items():
        (FORMS / name).write_bytes(content)
