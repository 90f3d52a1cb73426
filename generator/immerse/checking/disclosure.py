"""Who speaks is said: on every page about answers (L-11), and in the post itself (L-12)."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.checking.kit import ERROR, Report, rule
from immerse.checking.places import covered_languages
from immerse.checking.scopes import nodes, setting
from immerse.model.lesson import Lesson
from immerse.model.playbook import Playbook
from immerse.model.policy.identity import Disclosure
from immerse.model.programme import Programme


def _about_answers(programme: Programme) -> Iterator[Lesson | Playbook]:
    for module in programme.modules:
        yield from module.lessons if module.response else ()
    yield from (playbook for playbook in programme.playbooks if playbook.response or playbook.templates)


@rule("L-11", ERROR, each=nodes(_about_answers))
def undisclosed_speaker(page: Lesson | Playbook, report: Report) -> None:
    """Wherever people are answered, the page speaks of disclosure.

    A reader must see who speaks, where they read it. Every lesson of a module marked `response: true`, every playbook
    marked so, and every playbook with reply templates must read identity.disclosure.

    Bad:  a reply lesson whose `uses` has no identity.disclosure
    Good: uses: [identity.disclosure, voice.tone], and in a text
          {{ policy.identity.disclosure.employee_text | wording }}
    """
    if "identity.disclosure" not in report.reads:
        message = f"{page.id} is about answering people, but never says who is speaking"
        report(message, at="uses", hint="use identity.disclosure in its texts")


@rule("L-12", ERROR, each=setting("identity.disclosure"))
def disclosure_not_seen(disclosure: Disclosure, report: Report) -> None:
    """Disclosure stands in the post itself, in every language that is covered.

    A line in a profile is not seen by the person who reads the reply (FTC, 16 CFR 255). The texts for employees and
    for the agency exist in each language of centre.languages whose cover is not `none`.

    Bad:  languages covered: en-US, de; employee_text: {en-US: ...}
    Good: employee_text: {en-US: ..., de: ...}
    """
    if "in_post" not in disclosure.placement:
        report("disclosure is not placed in the post itself", at="placement", hint="add in_post")
    for field in ("employee_text", "agency_text"):
        for tag in covered_languages(report.client):
            if tag not in getattr(disclosure, field):
                message = f"identity.disclosure.{field} has no text in {tag}, which is a covered language"
                report(message, at=field, hint=f"add {tag}: ... under {field}")
