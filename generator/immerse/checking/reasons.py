"""Why a lesson matters here: only the client knows, so the core's words wait to be replaced (why-here)."""

from __future__ import annotations

from immerse.checking.kit import NOTE, Report, rule
from immerse.checking.scopes import each_client
from immerse.model.edition import Client
from immerse.problems import Location


@rule("why-here", NOTE, each=each_client)
def words_of_the_core(client: Client, report: Report) -> None:
    """A lesson says in the client's own words why it matters there.

    Every lesson has a place for the reason that only this client can give. The core's words fill it until somebody
    there writes their own under `why_here` in overlay.yml; which lessons still have the core's is told, never asked.
    Lessons that the overlay drops do not count.

    Bad:  why_here: {}
    Good: why_here: {TRI-L2: "On every bill stands: we answer within the hour."}
    """
    gone = {str(dropped.target) for dropped in client.overlay.drop}
    kept = [module for module in report.context.programme.modules if module.id not in gone]
    lessons = [str(lesson.id) for module in kept for lesson in module.lessons if lesson.id not in gone]
    waiting = [id for id in lessons if id not in client.overlay.why_here]
    if waiting:
        message = f"{client.id} says why it matters there in its own words in {len(lessons) - len(waiting)}"
        message += f" of {len(lessons)} lessons; the core's words stand in {', '.join(waiting)}"
        place = Location(f"{client.folder}/overlay.yml")
        report(message, at=place, about="why_here", hint="why_here: {<lesson>: ...}")
