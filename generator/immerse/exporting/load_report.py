"""The workload of attesting by role at one client, as a table to read or data for programs."""

import json
from fractions import Fraction
from typing import Any, Literal

from immerse.metrics.workload import RoleLoad, Workload, hours, workload_of
from immerse.model.edition import Edition

SCHEMA = "immerse.load/1"
_HEAD = ("Role", "Signatures", "Records", "Watched", "Gates", "Hours", "Trainees", "Each", "Limit", "Busiest phase")


def load_file(edition: Edition, form: Literal["text", "json"]) -> bytes:
    """The load of one edition; the same edition gives the same bytes."""
    rotation = edition.client.policy.rotation
    limits = {str(role): limit for role, limit in (rotation.load or {}).items()}
    load = workload_of(edition.book, rotation, edition.programme.rotation.effort)
    return _json(load, limits) if form == "json" else _text(edition.book.client_name, load, limits).encode()


def _text(name: str, load: Workload, limits: dict[str, int]) -> str:
    rows = [_cells(role, limits) for role in load.roles]
    widths = [max(len(row[at]) for row in (_HEAD, *rows)) for at in range(len(_HEAD))]
    lines = [f"{name}: what attesting takes", ""]
    lines += [_line(row, widths) for row in (_HEAD, tuple("-" * width for width in widths), *rows)]
    return "\n".join((*lines, "", *_legend(load))) + "\n"


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    (first, *numbers, last), (width, *other_widths) = row, widths
    return "  ".join((first.ljust(width), *map(str.rjust, numbers, other_widths), last)).rstrip()


def _cells(role: RoleLoad, limits: dict[str, int]) -> tuple[str, ...]:
    counts = (role.signatures, role.records, role.observed, role.decisions, hours(role.hours), role.trainees)
    busiest = f"{role.busiest}: {hours(role.busiest_each)}" if role.busiest else ""
    return (role.title, *map(str, counts), hours(role.hours_each), str(limits.get(role.role, "")), busiest)


def _legend(load: Workload) -> tuple[str, ...]:
    return (
        f"{load.weeks} weeks. A trainee needs {load.signatures} signatures and {load.observed} watched pieces, a "
        f"cohort of {load.size} needs {load.signatures * load.size} and {load.observed * load.size}.",
        "The columns up to Hours are for one trainee. Each is one person in the role, with so many trainees. Hours are",
        "a week's, on the average of the rotation; the last column says them for the busiest phase.",
    )


def _json(load: Workload, limits: dict[str, int]) -> bytes:
    report = {
        "schema": SCHEMA,
        "client": load.client,
        "weeks": load.weeks,
        "cohort": load.size,
        "trainee": {"signatures": load.signatures, "observed": load.observed},
        "roles": [_role(role, load.size, limits) for role in load.roles],
    }
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()


def _role(role: RoleLoad, size: int, limits: dict[str, int]) -> dict[str, Any]:
    counts = {"signatures": role.signatures, "records": role.records, "observed": role.observed}
    return {
        "role": role.role,
        "title": role.title,
        "trainee": {**counts, "decisions": role.decisions, "minutes_a_week": _minutes(role.hours)},
        "cohort": {
            **{name: count * size for name, count in counts.items()},
            "decisions": role.decisions * size,
            "minutes_a_week": _minutes(role.hours * size),
        },
        "people": role.people,
        "each": {
            "trainees": role.trainees,
            "minutes_a_week": _minutes(role.hours_each),
            "busiest": {"phase": role.busiest, "minutes_a_week": _minutes(role.busiest_each)},
            "limit_minutes": limits[role.role] * 60 if role.role in limits else None,
        },
    }


def _minutes(exact: Fraction) -> int:
    return int(exact * 60 + Fraction(1, 2))
