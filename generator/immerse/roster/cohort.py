"""The roster's facts about everybody together: ramp, hand-over, brands."""

from collections.abc import Mapping, Sequence

from immerse.records.days import day_after, weeks_between
from immerse.roster.gate_steps import met_steps, steps_of
from immerse.roster.labels import RosterFacts
from immerse.roster.plans import Plans
from immerse.roster.rotations import Read
from immerse.signing.folding import Published, folded
from immerse.signing.steps import step


def ramp(reads: Sequence[Read], published: Published) -> list[RosterFacts]:
    """Week by week: per cent of the steps that the plan wants met by the end of the week, and that were met.

    A week counts those who have finished it; all their steps are 100 per cent. `met` is None if nobody has finished it.
    """
    opened = [read for read in reads if read.opened and read.start]
    if not opened:
        return []
    met = [_met_by_week(read, published) for read in opened]
    days = [list(steps_of(read.book).values()) for read in opened]
    weeks_of_cohort: list[RosterFacts] = []
    for week in range(1, max(read.book["weeks"] for read in opened) + 1):
        known = [at for at, weeks in enumerate(met) if len(weeks) >= week]
        wanted = sum(day < 7 * week for days_of_steps in days for day in days_of_steps)
        done = sum(met[at][week - 1] for at in known)
        percent = _percent(done, sum(len(days[at]) for at in known)) if known else None
        planned = _percent(wanted, sum(map(len, days)))
        weeks_of_cohort.append({"week": week, "planned": planned, "met": percent, "people": len(known)})
    return weeks_of_cohort


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0


def _met_by_week(read: Read, published: Published) -> list[int]:
    """How many steps were met at the end of each past week, by the events until then."""
    start, counts = str(read.start), list[int]()
    rotation, coming = folded((), published), list(reversed(read.events))
    for week in range(1, min(weeks_between(start, day_after(read.day, 1)), read.book["weeks"]) + 1):
        last = day_after(start, 7 * week - 1)
        is_new = False
        while coming and coming[-1]["at"][:10] <= last:
            step(rotation, coming.pop())
            is_new = True
        if is_new or rotation.waivers or not counts:
            graduated = rotation.graduated
            counts.append(len(met_steps(rotation, graduated["at"][:10] if graduated else last)))
        else:
            counts.append(counts[-1])  # only waivers end by themselves
    return counts


def handover(plans: Plans) -> RosterFacts:
    """The hand-over curve, planned and real: shares from a week or a day on."""
    starts = plans.starts
    planned = [
        {"week": week, "day": day_after(starts, 7 * week) if starts else None, "share": share}
        for week, share in plans.planned
    ]
    real = [
        {
            "milestone": reached.milestone,
            "title": reached.title,
            "week": weeks_between(starts, reached.day) if starts else None,
            "day": reached.day,
            "share": reached.share,
        }
        for reached in plans.handed_over
    ]
    return {"starts": starts, "weeks": plans.weeks, "planned": planned, "real": real}


def brands(reads: Sequence[Read], plans: Plans) -> list[RosterFacts]:
    """The client's brands, each with the graduates who work there and those who will; others are last."""
    placed: dict[str | None, list[str]] = {}
    coming: dict[str | None, list[str]] = {}
    known = dict(plans.brands)
    for read in reads:
        rotation = read.rotation
        if rotation.placed:
            placed.setdefault(_brand(rotation.placed["body"]["brand"], known), []).append(read.person)
        elif rotation.graduated:
            coming.setdefault(_brand(rotation.graduated["body"]["brand"], known), []).append(read.person)
    shown: list[tuple[str | None, str | None]] = [*plans.brands]
    if None in placed or None in coming:
        shown.append((None, None))
    return [
        {"brand": id, "name": name, "placed": sorted(placed.get(id, [])), "coming": sorted(coming.get(id, []))}
        for id, name in shown
    ]


def _brand(id: str | None, known: Mapping[str, str]) -> str | None:
    return id if id in known else None
