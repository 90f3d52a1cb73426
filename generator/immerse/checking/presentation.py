"""Pages that everybody can read (contrast, L-74) and answer (L-73), at addresses of their own (L-86), and on paper
(L-75)."""

import re

from immerse.checking.rule import ERROR, WARNING, Report, rule
from immerse.checking.scopes import caught, each_client, whole
from immerse.model.client import COLOURS, NIGHT
from immerse.model.edition import Client
from immerse.model.owned_text import OwnedText
from immerse.model.playbook import Step, Variant
from immerse.model.screening import screen
from immerse.model.subject import Subject
from immerse.model.text import Prose
from immerse.texts.parsed_text import ParsedText, parsed

_FILM = re.compile(r"\.(?:mp4|webm|mov|m4v)\b|youtube\.|youtu\.be|vimeo\.", re.I)
_READABLE = re.compile(r"\b(?:captions?|captioned|subtitles?|subtitled|transcripts?)\b", re.I)


def _parsed(owned: OwnedText) -> ParsedText:
    """The parsed prose; for any other text, that of an empty one."""
    return parsed(owned.text) if isinstance(owned.text, Prose) else ParsedText([], ())


@screen
def _shows_media(owned: OwnedText) -> bool:
    may_link = "](" in owned.text or "://" in owned.text
    spans = _parsed(owned).of_kind("image", "link") if may_link else ()
    return any(span.kind == "image" or _FILM.search(span.content) for span in spans)


@screen
def _needs_a_host(owned: OwnedText) -> bool:
    """Whether a text is a step of a playbook that links to another host."""
    is_step = not owned.inside.isdisjoint((Step, Variant))
    return is_step and "://" in owned.text and any(_parsed(owned).of_kind("link"))


@rule("L-73", ERROR, each=each_client)
def no_way_back(client: Client, report: Report) -> None:
    """Every page has a footer with versions, a review date and a way to report a mistake.

    The footer is made from site.release and site.feedback_url; without them readers know neither which edition this is
    nor where to report a mistake (warning). A core_version that is not the version of curriculum.yml is a warning, as
    every page would name it. A page source without review_by is an error.

    Bad:  a policy without site.feedback_url
    Good: site: {feedback_url: https://feedback.acme.example/training, release: {...}}
    """
    for field in ("feedback_url", "release"):
        if getattr(client.policy.site, field) is None:
            message = f"site.{field} is not set, so it is missing from the footers of the pages"
            hint = f"set it in {client.folder}/policy.yml"
            report.warn(message, at=client.policy.location_of("site"), about=f"site.{field}", hint=hint)
    release, version = client.policy.site.release, str(report.context.programme.curriculum.version)
    if release is not None and str(release.core_version) != version:
        message = f"site.release names version {release.core_version} of the core, and curriculum.yml has {version}"
        hint = f"core_version: {version}, with a new effective and changelog"
        report.warn(message, at=release.location_of("core_version"), about="site.release", hint=hint)


@rule("L-74", ERROR, each=caught(_shows_media))
def unreadable_media(owned: OwnedText, report: Report) -> None:
    """Every picture has an alternative text, and every film has captions or a transcript.

    Some readers listen to pages, and some read films without sound. A picture without an alternative text is an error,
    and so is a policy that switches alternative texts or captions off. A link to a film is a warning unless the same
    text says that it has captions or a transcript.

    Bad:  Watch [the briefing](https://films.example/briefing.mp4).
    Good: Watch [the briefing](https://films.example/briefing.mp4), with captions.
    """
    reading = _parsed(owned)
    for span in reading.of_kind("image"):
        if not span.words.strip():
            message = f"{owned.owner} has a picture without words: {owned.text[span.start : span.end]!r}"
            report(message, at=owned.text.at(span.start), hint="describe it between the brackets")
    for span in reading.of_kind("link") if not _READABLE.search(owned.text) else ():
        if _FILM.search(span.content):
            message = f"{owned.owner} links to a film, but does not mention captions: {span.content!r}"
            hint = "add captions or a transcript, then mention them in the text"
            report.warn(message, at=owned.text.at(span.start), hint=hint)


@rule("L-86", ERROR, each=whole)
def one_address_for_two(context: Subject, report: Report) -> None:
    """Every client's trainee view and mentor view has an address of its own.

    The mentor view holds model answers and keys, so it needs a login of its own; and browsers store what people tick by
    address, so that two clients under one address would read each other's notes. site.url and site.mentor_url differ,
    within a client and between clients.

    Bad:  url: https://training.acme.example/        mentor_url: https://training.acme.example
    Good: url: https://training.acme.example/        mentor_url: https://mentors.acme.example/
    """
    owners: dict[str, str] = {}
    for client in context.clients:
        site = client.policy.site
        for name, url in (("url", site.url), ("mentor_url", site.mentor_url)):
            if url is None:
                continue
            owner = f"site.{name} of {client.id}"
            if first := owners.get(url.root):
                message, hint = f"{owner} is {url}, the same as {first}", "publish each at an address of its own"
                report(message, at=url.location, about=f"{client.id}/site.{name}", hint=hint)
            owners.setdefault(url.root, owner)


@rule("L-75", WARNING, each=whole, reads="escalation.hard_triggers")
def emergency_page_online_only(context: Subject, report: Report) -> None:
    """What is needed in an emergency works on paper and without the network.

    In an emergency the site may be down, or its users locked out. A playbook to which a P1 hard trigger leads is marked
    `emergency: true` (it then prints contacts and lines to fill in), and its steps do not depend on a web page.

    Bad:  emergency: false                 on the playbook of the trigger threat-to-life
    Good: emergency: true
    """
    leading: dict[str, set[str]] = {}
    for client in context.clients:
        for id, trigger in (client.policy.escalation.hard_triggers or {}).items():
            if trigger.priority == "P1":
                leading.setdefault(str(trigger.playbook), set()).add(str(id))
    for playbook in context.programme.playbooks:
        if (triggers := leading.get(str(playbook.id))) and not playbook.emergency:
            message = f"{playbook.id} is the playbook of {', '.join(sorted(triggers))} (P1), but no emergency page"
            hint = "emergency: true, so that it works on paper"
            report(message, at=playbook.location, about=str(playbook.id), hint=hint)


@emergency_page_online_only.also(whole)
def _steps_online(context: Subject, report: Report) -> None:
    emergencies = {str(playbook.id) for playbook in context.programme.playbooks if playbook.emergency}
    for owned in context.texts.caught_in(_needs_a_host):
        for span in _parsed(owned).of_kind("link") if owned.owner in emergencies else ():
            if span.content.startswith(("http:", "https:")):
                message = f"a step of {owned.owner} depends on {span.content!r}, which nobody can open on paper"
                hint = "write into the step what that page says"
                report(message, at=owned.text.at(span.start), about=owned.owner, hint=hint)


LEAST = 4.5
"""Ratio that running text needs (WCAG 2.2, success criterion 1.4.3)."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 for black to 1 for white (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, background: str) -> float:
    """Contrast ratio of two colours, 1 to 21, the same in both directions."""
    lighter, darker = sorted((luminance(colour), luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@rule("contrast", ERROR, each=each_client)
def unreadable_colours(client: Client, report: Report) -> None:
    """A client's colours can be read by everybody, in light and dark.

    White text is shown on `primary`; links are shown in `accent` on white and in `accent_dark` on the dark page. Each
    pair needs a contrast of {LEAST} to 1 (WCAG 2.2, 1.4.3). With less, people with weak sight cannot read the words,
    and nobody can in sunlight.

    Bad:  accent: "#7fb3e6"      2.2 to 1 on white
    Good: accent: "#1b5e9b"      6.7 to 1 on white
    """
    for field, use in COLOURS.items():
        colour = str(getattr(client.look, field))
        ratio = contrast(colour, use.against)
        if ratio < LEAST:
            message = f"{field} {colour} gives {use.text} a contrast of {ratio:.1f} to 1; it needs {LEAST} to 1"
            hint = "a lighter colour" if use.against == NIGHT else "a darker colour"
            report(message, at=client.look.location_of(field), about="look", hint=hint)
