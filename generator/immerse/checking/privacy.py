"""People's own data stay out of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from immerse.checking.rule import Report, rule
from immerse.model.subject import Subject
from immerse.model.text import Prose, Text
from immerse.problems import Problem, Severity
from immerse.texts.reading import Span, blanked, reading_of

_HINT = re.compile(r"@|\d[\d ()-]{8}")
"""Stands in every address and every number, and in few texts."""
_WEB = re.compile(r"https?://\S+")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,8}[\w-]{2,63})")
_FOR_EXAMPLES = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)", re.IGNORECASE)
"""Domains that belong to nobody (RFC 2606)."""
_NUMBER = re.compile(r"(?<![\w.,/-])(?:\+ ?|\()?\d[\d ()-]{7,24}\d(?![\w-])")
_DAY = re.compile(r"(?:1[89]|20)\d\d-[01]\d-[0-3]\d")
_CALLED = re.compile(
    r"\b(?:tel|telephone|phone|mobile|fax|call|ring|dial|hotline|helpline|number is)\b[^.\n]{0,15}$", re.I
)
_BOOK = re.compile(r"\bIS[BS]N(?:-1[03])?:? ?$", re.IGNORECASE)
_DIGITS = range(9, 16)
"""How many digits a telephone number has, without a plus at least nine."""


@rule("L-70", Severity.ERROR)
def personal_data(subject: Subject, report: Report) -> Iterable[Problem]:
    """No person's address or number stands in a text, and no trainee is named anywhere in the sources.

    Pages are copied, printed and kept. Contacts belong in escalation.contacts, where the policy decides who sees
    them; trainees and their progress belong in records, never in a site. A mailbox of the organisation in a link
    (mailto:care@brand.example) is fine; in running text it is not. Addresses at domains for examples (example.com,
    northern.example) are nobody's. A number is taken for a telephone's when it begins with a plus, a nought or a
    bracket, or when a word such as call or phone stands before it; code is not looked at.

    Bad:  Call Sam on 020 7946 0123.
    Good: Call the {{ policy.centre.on_call.primary | role }}.
    """
    for owned in subject.own_words:
        if not _HINT.search(owned.text):
            continue
        for start, found, what, hint in _personal(_said(owned.text)):
            message = f"{what}, {found!r}, stands in a text"
            yield report(owned.text.at(start), message, subject="personal-data", hint=hint)


def _personal(plain: str) -> Iterator[tuple[int, str, str, str]]:
    """(place, words, what it is, what to do) for each address and number of people."""
    for mail in _MAIL.finditer(plain) if "@" in plain else ():
        if not _FOR_EXAMPLES.fullmatch(mail[1]):
            hint = "name the role; a mailbox of the organisation stands in a link, [words](mailto:care@brand.example)"
            yield mail.start(), mail[0], "an e-mail address", hint
    for number in _NUMBER.finditer(plain):
        if _is_telephone(number[0], plain[max(number.start() - 30, 0) : number.start()]):
            hint = "put it under escalation.contacts and name the role"
            yield number.start(), number[0], "a telephone number", hint


def _is_telephone(number: str, before: str) -> bool:
    digits = sum(letter.isdigit() for letter in number)
    if number.startswith("+"):
        return digits in range(8, 16)
    if digits not in _DIGITS or _DAY.match(number) or _BOOK.search(before) or not _is_grouped(number):
        return False
    return number[0] in "0(" or bool(_CALLED.search(before))


def _is_grouped(number: str) -> bool:
    """Whether its digits stand in groups as of a telephone: no single ones behind the first, no run of noughts."""
    groups = re.findall(r"\d+", number)
    return not groups[0].startswith("000") and all(len(group) > 1 for group in groups[1:])


def _said(text: Text) -> str:
    """The text as long as it was, without its code and without the addresses of its links."""
    if not isinstance(text, Prose):
        return _WEB.sub(lambda found: " " * len(found[0]), text)
    reading = reading_of(text)
    links = (_address_in(text, span) for span in reading.of_kind("link", "image"))
    return blanked(text, sorted((*reading.of_kind("code"), *links), key=lambda span: span.start))


def _address_in(text: Prose, link: Span) -> Span:
    """The part of a link that is its address: all of it where its words say the same."""
    same = _bare(link.words) == _bare(link.content.partition(":")[2]) or text[link.start] != "["
    start = link.start if same else max(text.rfind("](", link.start, link.end), link.start)
    return Span("address", link.content, start, link.end)


def _bare(words: str) -> str:
    return re.sub(r"[\s()-]", "", words).casefold()
