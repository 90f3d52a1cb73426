"""Tools and platforms: those that ended (L-40), and brand names that age in a text (L-41)."""

import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files

from immerse.checking.expiry import report_expiry
from immerse.checking.rule import ERROR, NOTE, WARNING, Report, Visit, rule
from immerse.checking.scopes import entries, occurrences_in, setting
from immerse.checking.wording import Occurrence, Wording, words
from immerse.model.edition import Client
from immerse.model.policy.centre import Channel, Listening
from immerse.model.screening import add_screen
from immerse.model.subject import Subject

_KNOWN = json.loads(files("immerse.checking").joinpath("brands.json").read_text("utf-8"))
RETIRED: dict[str, str] = _KNOWN["retired"]
"""Tool that no longer exists -> the fact that a hint gives about it."""
RENAMED: dict[str, str] = _KNOWN["renamed"]
"""Old name of a platform -> its name now."""
_BRANDS: tuple[str, ...] = (*RETIRED, *RENAMED, *_KNOWN["others"])


def _names(names: Iterable[str]) -> Wording:
    """Names as a wording that also matches in sentences that deny them."""
    # The pattern begins with the names, so that the search can skip to their first letters.
    one_of = "|".join(map(re.escape, sorted(names, reverse=True)))
    return Wording((), rf"(?:{one_of or '(?!)'})(?!\w)", any_case=False, even_denied=True)


_ANY_BRAND = _names(_BRANDS)
add_screen(_ANY_BRAND.screen)


@rule("L-40", ERROR, each=setting("centre.listening"))
def tool_that_ended(listening: Listening, report: Report) -> None:
    """The listening tool exists, and its contract is running.

    A tool that was switched off reports nothing, which looks like a day without posts. The listening tool and
    its vendor are not on the list of discontinued ones, and the contract has not ended (error) and does not end within
    {SOON_DAYS} days (warning).

    Bad:  listening: {tool: Social Studio, ends_on: 2024-11-18, ...}
    Good: listening: {tool: Quillmark Desk, ends_on: 2028-03-31, ...}
    """
    for field in ("tool", "vendor"):
        for name, fate in RETIRED.items():
            if re.search(rf"\b{re.escape(name)}\b", getattr(listening, field), re.I):
                message = f"the {field} {getattr(listening, field)!r} {fate}"
                report(message, at=field, hint="name the one in use now")
    subject, hint = "the contract of the listening tool", "renew it, or name the tool that replaced it"
    hint_before = "renew it now"
    report_expiry(report, subject, listening.ends_on, at="ends_on", hint=hint, hint_before=hint_before)


def _brands_named(context: Subject) -> Iterator[Visit[Occurrence]]:
    """Each occurrence of a brand, or of a tool or vendor of a client, in a text."""
    tools = {name for client in context.clients for name in _own_tools(client)}
    tools = {name for name in tools if _is_named(name, context.texts.as_one)}
    of_brands = not context.used.isdisjoint(("centre.channels", "centre.listening", "centre.vendors"))
    named = _names({*tools, *(_BRANDS if of_brands else ())})
    return occurrences_in(named, context.texts.all if tools else context.texts.caught_in(_ANY_BRAND.screen))


def _is_named(name: str, text: str) -> bool:
    """Whether a text contains a name; its first word is looked for first, because few names need a pattern."""
    return name.split()[0] in text and bool(words(re.escape(name), any_case=False).search(text))


@rule("L-41", WARNING, each=_brands_named)
def brand_name_in_the_core(occurrence: Occurrence, report: Report) -> None:
    """The core teaches functions; names of platforms and tools come from the client's settings.

    Platforms are renamed and tools are sold; a lesson that says "write a query" outlives both. The core names no
    platform and no vendor, neither well-known ones nor those in a client's centre.listening and centre.vendors
    (warning). A programme that reads no channel, no listening tool and no vendor may name any of them. If a client's
    own channel has a name that has changed, it is a note.

    Bad:  Open TweetDeck and add a column.
    Good: Open the queue in {{ policy.centre.listening.tool }} and add a search.
    """
    hint = "say what it does; the name belongs in centre.channels, centre.listening or centre.vendors"
    report(f"{occurrence.owner} names {occurrence.words!r}", hint=hint)


@brand_name_in_the_core.also(entries("centre.channels"))
def _old_name(channel: Channel, report: Report) -> None:
    if new := RENAMED.get(str(channel.platform)):
        message = f"platform {channel.platform!r} is called {new!r} now"
        report(message, at="platform", hint=f"platform: {new}", severity=NOTE)


def _own_tools(client: Client) -> Iterator[str]:
    centre = client.policy.centre
    names = [str(vendor.name) for vendor in centre.vendors or ()]
    if centre.listening:
        names += [str(centre.listening.tool), str(centre.listening.vendor)]
    # Short names, and "Your tool" of a skeleton, cannot be distinguished from ordinary words.
    yield from (name for name in names if len(name) >= 6 and not name.startswith("Your "))
