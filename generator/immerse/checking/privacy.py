"""People's own data stay out of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from immerse.checking.rule import Report, rule
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

_HINT = re.compile(r"@|\d[\d ()-]{8,}")
"""Stands in every address and every number, and in few texts."""
_LINK = re.compile(r"\]\([^)]*\)|https?://\S+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w-])\+?\d[\d ()-]{8,}\d(?![\w-])")


@rule("L-70", Severity.ERROR)
def personal_data(subject: Subject, report: Report) -> Iterable[Problem]:
    """No person's address or number stands in a text, and no trainee is named anywhere in the sources.

    Pages are copied, printed and kept. Contacts belong in escalation.contacts, where the policy decides who sees
    them; trainees and their progress belong in records, never in a site. A mailbox of the organisation in a link
    (mailto:care@brand.example) is fine; in running text it is not.

    Bad:  Call Sam on 020 7946 0123.
    Good: Call the {{ policy.centre.on_call.primary | role }}.
    """
    for owned in subject.own_words:
        if not _HINT.search(owned.text):
            continue
        plain = _LINK.sub(lambda match: " " * len(match.group()), owned.text)
        for pattern, what in ((_MAIL, "an e-mail address"), (_PHONE, "a telephone number")):
            if pattern is _MAIL and "@" not in plain:
                continue
            for match in pattern.finditer(plain):
                message = f"{what}, {match.group()!r}, stands in a text"
                hint = "put it under escalation.contacts and name the role"
                yield report(owned.text.at(match.start()), message, subject="personal-data", hint=hint)
