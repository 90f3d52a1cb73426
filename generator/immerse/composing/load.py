"""Attesters with more work than their client allows."""

from collections.abc import Iterator

from immerse.metrics.workload import hours, over, workload_of
from immerse.model.book import Book
from immerse.model.edition import Client
from immerse.model.rotation import Effort
from immerse.problems import Location, Problem, Severity
from immerse.words.english import counted, uncapitalized

TOO_MUCH = "L-93"


def judge_load(book: Book, client: Client, effort: Effort) -> Iterator[Problem]:
    """A warning for each role in which one person attests for more hours a week than `rotation.load` allows."""
    rotation = client.policy.rotation
    if not rotation.load:
        return
    place = rotation.roles.location if rotation.roles else Location(f"{client.folder}/policy.yml")
    limits = {str(role): limit for role, limit in rotation.load.items()}
    for role, limit in over(workload_of(book, rotation, effort), limits):
        trainees = "one trainee" if role.trainees == 1 else counted(role.trainees, "trainee")
        who = f"the {uncapitalized(role.title)} of {trainees} at {client.id}"
        message = f"attesting takes {hours(role.hours_each)} hours a week of {who}, but rotation.load allows {limit}"
        hint = f"take fewer trainees, or raise {role.role} there; immerse coverage {client.id} --load shows the parts"
        subject = f"{client.id}/rotation.load"
        yield Problem(place, TOO_MUCH, message, Severity.WARNING, hint, subject)
