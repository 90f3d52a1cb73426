"""What may be seen by whom: settings that are not for trainees, and people's own data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from immerse.checking.rule import Report, rule
from immerse.model.base import walk, walk_texts
from immerse.model.policy.registry import SETTINGS
from immerse.model.subject import Subject
from immerse.model.text import Line, Prose, Text
from immerse.problems import Problem, Severity

_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.S)
_PATH = re.compile(r"policy\.([a-z_]+\.[a-z_0-9]+)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w-])\+?\d[\d ()-]{8,}\d(?![\w-])")


@rule("shown", Severity.ERROR)
def shown_to_the_wrong_reader(subject: Subject, report: Report) -> Iterable[Problem]:
    """A text never prints a setting to a reader for whom it is not meant.

    Each setting says who may see it: everyone, the mentor view only, or nobody (`immerse policy` and docs/settings.md
    show which). A text that trainees read may not print a mentor's setting, and no text prints one that is for nobody.
    Conditions may read them all.

    Bad:  text: We alert at {{ policy.escalation.thresholds | count }} signals.      (thresholds are for mentors)
    Good: the same sentence under `mentor:`
    """
    for path, node in walk(subject.programme):
        for_mentor = "mentor" in path
        for name in type(node).model_fields:
            value = getattr(node, name)
            texts = value if isinstance(value, tuple) else (value,)
            for text in texts:
                if isinstance(text, Prose | Line):
                    yield from _printed(text, for_mentor or name == "mentor", report)


def _printed(text: Text, for_mentor: bool, report: Report) -> Iterable[Problem]:
    for placeholder in _PLACEHOLDER.finditer(text):
        for match in _PATH.finditer(placeholder.group(1)):
            setting = SETTINGS.get(match.group(1))
            if setting is None or setting.shown == "all" or (setting.shown == "mentor" and for_mentor):
                continue
            reader = "nobody" if setting.shown == "never" else "mentors only"
            message = f"{setting.key} is for {reader}, and this text prints it"
            hint = "say it without the value" + (", or move it under `mentor`" if setting.shown == "mentor" else "")
            yield report(text.locate(match.group()), message, subject=setting.key, hint=hint)


@rule("L-70", Severity.ERROR)
def personal_data(subject: Subject, report: Report) -> Iterable[Problem]:
    """No person's address or number stands in a text, and no trainee is named anywhere in the sources.

    Pages are copied, printed and kept. Contacts belong in escalation.contacts, where the policy decides who sees them;
    trainees and their progress belong in records, never in a site. A mailbox of the organisation in a link
    (mailto:care@brand.example) is fine; in running text it is not.

    Bad:  Call Sam on 020 7946 0123.
    Good: Call the {{ policy.centre.on_call.primary | role }}.
    """
    values: list[object] = [subject.programme, *(client.overlay for client in subject.clients)]
    for value in values:
        for text in walk_texts(value):
            plain = re.sub(r"\]\([^)]*\)|https?://\S+", lambda match: " " * len(match.group()), text)
            for pattern, what in ((_MAIL, "an e-mail address"), (_PHONE, "a telephone number")):
                for match in pattern.finditer(plain):
                    message = f"{what}, {match.group()!r}, stands in a text"
                    hint = "put it under escalation.contacts and name the role"
                    yield report(text.locate(match.group()), message, subject="personal-data", hint=hint)
