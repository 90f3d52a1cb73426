"""A client's plans for its cohorts and its reported hand-over, from its policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from immerse.model.edition import Edition
from immerse.model.policy.kinds import SHORTEST_ROTATION
from immerse.model.rotation import Effort
from immerse.planning.timeline import plan_handover


@dataclass(frozen=True, slots=True)
class ReachedMilestone:
    """A milestone that was reached."""

    milestone: str
    title: str
    day: str
    share: int


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of one client."""

    starts: str | None = None
    """The agency's first day."""
    weeks: int = SHORTEST_ROTATION
    planned: tuple[tuple[int, int], ...] = ()
    """(week since the agency began, per cent of the items that client staff handle)."""
    handed_over: tuple[ReachedMilestone, ...] = ()
    brands: tuple[tuple[str, str], ...] = ()
    """(id, name)."""
    effort: Effort = field(default_factory=Effort)
    """Minutes that attesting takes."""
    hours: Mapping[str, int] = field(default_factory=dict)
    """Role -> hours a week that somebody may spend on attesting, on average."""


def plans_of(edition: Edition) -> Plans:
    """The plans of an edition."""
    policy = edition.client.policy
    curve = plan_handover(edition)
    titles = {str(stone.id): str(stone.title) for stone, _ in curve.milestones}
    reached = (
        ReachedMilestone(
            str(step.milestone), titles.get(step.milestone, str(step.milestone)), step.day.isoformat(), step.share
        )
        for step in policy.agency.handover or ()
    )
    return Plans(
        policy.agency.starts.isoformat() if policy.agency.starts else None,
        curve.weeks,
        curve.points,
        tuple(sorted(reached, key=lambda milestone: (milestone.day, milestone.milestone))),
        tuple((str(brand.id), str(brand.name)) for brand in policy.client.brands or ()),
        edition.programme.rotation.effort,
        {str(role): hours for role, hours in (policy.rotation.load or {}).items()},
    )
