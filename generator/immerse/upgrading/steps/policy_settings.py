"""Format 2: settings of a client's policy that are removed, new or shown elsewhere."""

from collections.abc import Iterator

from immerse.loading.located import YamlMapping, value_at
from immerse.model.text import Text
from immerse.upgrading.editing import in_place_of, without_key
from immerse.upgrading.policies import ClientPolicy, policies
from immerse.upgrading.step_findings import Finding, change_or_todo, upgrade_step
from immerse.upgrading.workspace_files import Sources

_PROMISE = ("response", "published_promise")
_NOBODY = 'night_watch: {kind: nobody, what: "Nobody reads at night; the first desk begins with what came in."}'


@upgrade_step(
    2,
    "`centre.listening.clock_from` is removed. Sorting counts from the arrival in the queue, the answer from the post, "
    "for everybody.",
)
def listening(sources: Sources) -> Iterator[Finding]:
    """Remove `centre.listening.clock_from`."""
    for file in sources.of_kind("policy"):
        group = value_at(file.value, "centre", "listening")
        if group is not None and "clock_from" in group:
            edit = without_key(file, "centre", "listening", "clock_from")
            message = (
                "centre.listening.clock_from is removed: sorting counts from the arrival, the answer from the post"
            )
            message += "" if edit else "; delete it"
            before = f"clock_from: {group['clock_from']}"
            yield change_or_todo(edit, group.key_locations["clock_from"], message, before, "")


@upgrade_step(
    2,
    "`crisis.roles` names two leaders: `commander` commands the communications cell, `executive` leads the whole "
    "organisation.",
)
def crisis_roles(sources: Sources) -> Iterator[Finding]:
    """Ask for `crisis.roles.executive`."""
    for policy in policies(sources):
        roles = value_at(policy.merged, "crisis", "roles")
        if isinstance(roles, YamlMapping) and "executive" not in roles:
            message = "crisis.roles needs executive: the contact who leads the whole organisation in a crisis; the "
            message += "commander commands the communications cell"
            place = policy.place("crisis", "roles")
            yield Finding("todo", place, message, after=f"executive: {_director(policy) or '<contact>'}")


def _director(policy: ClientPolicy) -> str:
    """The contact who is the client's director, if one is."""
    contacts = value_at(policy.merged, "escalation", "contacts")
    for id, contact in contacts.items() if isinstance(contacts, YamlMapping) else ():
        functions = value_at(contact, "functions")
        if isinstance(functions, tuple) and "director" in functions and value_at(contact, "employer") == "client":
            return str(id)
    return ""


@upgrade_step(
    2,
    "`centre.night_watch` says who or what watches while every desk is closed; a programme that reads it needs it for "
    "every client.",
)
def night_watch(sources: Sources) -> Iterator[Finding]:
    """Ask for `centre.night_watch`."""
    is_read = "centre.night_watch" in sources.read_settings
    message = "a text reads centre.night_watch: who or what watches while every desk is closed"
    if not is_read:
        message = "centre.night_watch can say who or what watches while every desk is closed; no text reads it yet"
    for policy in policies(sources):
        centre = value_at(policy.merged, "centre")
        if value_at(centre, "desks") is not None and value_at(centre, "night_watch") is None:
            always_open = "night_watch: {kind: always_open, what: A desk never closes.}"
            after = always_open if policy.is_always_open() else _NOBODY
            yield Finding("todo" if is_read else "note", policy.place("centre"), message, after=after)


@upgrade_step(
    2,
    "`response.published_promise.while_closed` tells the public, in each language of the promise, what holds while "
    "nobody reads; needed unless a desk is always open.",
)
def promise(sources: Sources) -> Iterator[Finding]:
    """Ask for `response.published_promise.while_closed`."""
    name = ".".join(_PROMISE)
    is_read = name in sources.read_settings
    message = f"{name} needs while_closed: what people do in the hours in which nobody reads"
    if not is_read:
        message = f"{name} can say in while_closed what holds while nobody reads; no text reads it yet"
    for policy in policies(sources):
        setting = value_at(policy.merged, *_PROMISE)
        texts, while_closed = value_at(setting, "text"), value_at(setting, "while_closed")
        if isinstance(texts, YamlMapping) and not policy.is_always_open():
            present = while_closed if isinstance(while_closed, YamlMapping) else ()
            missing = [f'{tag}: "<what people do while nobody reads>"' for tag in texts if tag not in present]
            if missing:
                after = f"while_closed: {{{', '.join(missing)}}}"
                yield Finding("todo" if is_read else "note", policy.place(*_PROMISE), message, after=after)


@upgrade_step(2, "`escalation.thresholds` is shown to trainees, who are the first to see that a number is reached.")
def thresholds(sources: Sources) -> Iterator[Finding]:
    """Report `escalation.thresholds`, which both views show now."""
    for file in sources.of_kind("policy"):
        escalation = value_at(file.value, "escalation")
        if escalation is not None and "thresholds" in escalation:
            place = escalation.key_locations["thresholds"]
            before, after = "shown in the mentor view", "shown in both views"
            yield Finding("reads", place, "escalation.thresholds is shown to trainees now", before, after)


@upgrade_step(
    2,
    "`site.url` is the root of the trainee view as it is written; `latest/` is no longer put behind it. The mentor "
    "view has an address of its own, `site.mentor_url`.",
)
def addresses(sources: Sources) -> Iterator[Finding]:
    """Remove `latest` from the end of `site.url`."""
    for file in sources.of_kind("policy"):
        url = value_at(file.value, "site", "url")
        if isinstance(url, Text):
            base = url.rstrip("/").removesuffix("/latest")
            before, after = f"{base}/latest/", f"{base}/"
            if url.rstrip("/") == base:
                message = "the trainee view is served from this address, no longer from latest/ below it"
                yield Finding("reads", url.location, message, before, after)
            else:
                message = "site.url is the root of the trainee view; host it there, or write the longer address again"
                yield change_or_todo(in_place_of(file, url, after), url.location, message, before, after)
