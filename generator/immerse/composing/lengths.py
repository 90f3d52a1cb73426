"""The length of texts for the public, as one client posts them."""

from collections.abc import Iterator

from immerse.model.edition import Client
from immerse.model.programme import Programme
from immerse.model.text import Text
from immerse.problems import Problem, Severity
from immerse.texts.shown import shown_in_full

RULE = "L-83"


def too_long(programme: Programme, client: Client) -> Iterator[Problem]:
    """Templates and pre-cleared texts that are longer than a public channel of their language takes; `programme` is
    resolved for the client. Slots count as they are written."""
    for playbook in programme.playbooks:
        for template in playbook.templates:
            for tag, text in template.text.items() if template.public else ():
                owner = f"template {template.id} of {playbook.id}"
                yield from _judged(client, owner, tag, shown_in_full(text), text, str(playbook.id))
    for cleared in client.policy.approvals.pre_cleared or ():
        for tag, words in cleared.text.items():
            subject = f"{client.id}/approvals.pre_cleared"
            yield from _judged(client, f"pre-cleared text {cleared.id}", tag, words, words, subject)


def _judged(client: Client, owner: str, tag: str, plain: str, text: Text, subject: str) -> Iterator[Problem]:
    channels = client.policy.centre.channels or ()
    limits = [
        (channel.max_chars, str(channel.id))
        for channel in channels
        if channel.public and channel.max_chars and _spoken(tag, channel.languages)
    ]
    length = len(plain.strip())
    if limits and length > min(limits)[0]:
        most, channel_id = min(limits)
        message = f"{owner} has {length} characters in {tag} for {client.id}; {channel_id} takes {most}"
        hint = "shorten it, or write another text for the channels that take more"
        yield Problem(text.location, RULE, message, Severity.WARNING, hint, subject)


def _spoken(tag: str, languages: tuple[str, ...]) -> bool:
    """Whether a channel of these languages takes a text in this one; a channel without languages takes all."""
    return not languages or any(tag.partition("-")[0] == language.partition("-")[0] for language in languages)
