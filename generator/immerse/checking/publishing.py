"""Pages that everybody can read, and that still work on paper on a bad day."""

from __future__ import annotations

import re
from collections.abc import Iterable

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, rule
from immerse.model.owned_text import OwnedText
from immerse.model.screening import screen
from immerse.model.subject import Subject
from immerse.model.text import Prose
from immerse.problems import Problem, Severity
from immerse.texts.reading import Reading, reading_of

_FILM = re.compile(r"\.(?:mp4|webm|mov|m4v)\b|youtube\.|youtu\.be|vimeo\.", re.I)
_MAY_LINK = re.compile(r"\]\(|://")
_READABLE = re.compile(r"\b(?:captions?|captioned|subtitles?|subtitled|transcripts?)\b", re.I)


def _reading_of(owned: OwnedText) -> Reading:
    """What CommonMark reads in prose; nothing in another text."""
    return reading_of(owned.text) if isinstance(owned.text, Prose) else Reading([], ())


@screen
def _shows_media(owned: OwnedText) -> bool:
    spans = _reading_of(owned).of_kind("image", "link") if _MAY_LINK.search(owned.text) else ()
    return any(span.kind == "image" or _FILM.search(span.content) for span in spans)


@screen
def _needs_a_host(owned: OwnedText) -> bool:
    """Whether a text is a step on a page that may be one for emergencies, and links to another host."""
    if not owned.field.startswith(("steps", "variants")) or "://" not in owned.text:
        return False
    return any(_reading_of(owned).of_kind("link"))


@rule("L-74", Severity.ERROR)
def unreadable_media(subject: Subject, report: Report) -> Iterable[Problem]:
    """Every picture has words, and every film has captions or a transcript.

    Some of us read with our ears, and some without sound. A picture without an alternative text is an error, and so
    is a policy that switches alternative texts or captions off. A link to a film is a warning unless the same text
    says that it has captions or a transcript.

    Bad:  Watch [the briefing](https://films.example/briefing.mp4).
    Good: Watch [the briefing](https://films.example/briefing.mp4), with captions.
    """
    for owned in subject.own_words(_shows_media):
        reading = _reading_of(owned)
        for span in reading.of_kind("image"):
            if not span.words.strip():
                message = f"{owned.owner} has a picture without words: {owned.text[span.start : span.end]!r}"
                hint = "say in the brackets what it shows"
                yield report(owned.text.at(span.start), message, subject=owned.owner, hint=hint)
        for span in reading.of_kind("link") if not _READABLE.search(owned.text) else ():
            if _FILM.search(span.content):
                message = f"{owned.owner} links to a film, and says nothing of captions: {span.content!r}"
                hint = "say that it has captions or a transcript, once it has"
                place = owned.text.at(span.start)
                yield report(place, message, subject=owned.owner, hint=hint, severity=Severity.WARNING)


@rule("L-86", Severity.ERROR)
def one_address_for_two(subject: Subject, report: Report) -> Iterable[Problem]:
    """Every client's trainee view and mentor view has an address of its own.

    The mentor view holds model answers and keys, so it stands behind another login; and browsers keep what people tick
    by address, so that two clients under one address read each other's notes. site.url and site.mentor_url of one
    client differ, and those of two clients too.

    Bad:  url: https://training.acme.example/        mentor_url: https://training.acme.example
    Good: url: https://training.acme.example/        mentor_url: https://mentors.acme.example/
    """
    taken: dict[str, str] = {}
    for client in subject.clients:
        site = client.policy.site
        for name, url in (("url", site.url), ("mentor_url", site.mentor_url)):
            if url is None:
                continue
            own = f"site.{name} of {client.id}"
            if other := taken.get(url.root):
                message, hint = f"{own} is {url}, which is {other}", "publish each at an address of its own"
                yield report(url.location, message, subject=f"{client.id}/site.{name}", hint=hint)
            taken.setdefault(url.root, own)


@rule("L-75", Severity.WARNING)
def emergency_page_online_only(subject: Subject, report: Report) -> Iterable[Problem]:
    """What is needed in an emergency works on paper and without the network.

    On the day when it is needed the site may be down, or we may have been locked out of it. A playbook to which a P1
    hard trigger leads is marked `emergency: true` (it then prints contacts and lines to fill in), and the steps of
    such a playbook do not rest on a web page.

    Bad:  emergency: false                 on the playbook of the trigger threat-to-life
    Good: emergency: true
    """
    playbooks = {str(playbook.id): playbook for playbook in subject.programme.playbooks}
    leading: dict[str, set[str]] = {}
    for client in subject.clients if in_use(subject, "escalation.hard_triggers") else ():
        for id, trigger in (client.policy.escalation.hard_triggers or {}).items():
            if trigger.priority == "P1":
                leading.setdefault(str(trigger.playbook), set()).add(str(id))
    for playbook_id, triggers in leading.items():
        playbook = playbooks.get(playbook_id)
        if playbook and not playbook.emergency:
            message = f"{playbook_id} is the playbook of {', '.join(sorted(triggers))} (P1), and is no emergency page"
            yield report(
                playbook.location, message, subject=playbook_id, hint="emergency: true, so that it works on paper"
            )
    for owned in subject.texts.caught_in(_needs_a_host):
        if owned.owner in playbooks and playbooks[owned.owner].emergency:
            for span in _reading_of(owned).of_kind("link"):
                if span.content.startswith(("http:", "https:")):
                    message = f"a step of {owned.owner} rests on {span.content!r}, which nobody can open on paper"
                    hint = "write what it says into the step"
                    yield report(owned.text.at(span.start), message, subject=owned.owner, hint=hint)
