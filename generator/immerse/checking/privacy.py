"""Personal data: listening has a lawful basis (L-35), and no text names anybody (L-70)."""

import re
from collections.abc import Iterator

from immerse.checking.countries import data_protected_of
from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import caught, entries, setting
from immerse.model.owned_text import OwnedText
from immerse.model.policy.centre import Venue
from immerse.model.policy.legal import Privacy
from immerse.model.screening import screen
from immerse.model.text import Prose, Text
from immerse.texts.parsed_text import Span, blanked, parsed

_HINT = re.compile(r"[@\d](?:(?<=@)|(?:[ ()./\u00a0\n–-]{0,3}\d){6})")
"""A pattern that matches in every address and every number, and in few texts. It begins with one set of characters, so
that `re` skips all others fast."""
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_OF_EXAMPLES = re.compile(r"@(?:[\w-]+\.)*(?:example|example\.(?:com|net|org)|test|invalid)\Z", re.I)
"""Domains that belong to nobody (RFC 2606)."""
_WEB = re.compile(r"https?://[^\s)]+")
_DAY = re.compile(
    r"(?<![\d./-])(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{2}|\d{4})|\d{1,2}[:.]\d{2})(?![\d/]|[-.]\d)"
)
"""Days and times of day, with which a telephone number never begins nor ends."""
_BETWEEN = r"(?:[ \u00a0\n]{1,2}|[./-]|[ \u00a0]?[()][ \u00a0-]?|[ \u00a0][-–][ \u00a0])?"
_RUN = re.compile(rf"(?<![\w+.,:/#-])(?<!\d[ \u00a0])(?:\+|\(\+?)?\d(?:{_BETWEEN}\d){{6,}}(?![\w])")
"""Digits with what people put between them when they write a number."""
_CALLED = re.compile(
    r"\b(?:call(?:s|ing|ed)?|ring|dial|phone|telephone|tel|mobile|cell|fax|hotline|helpline|landline|whatsapp|sms"
    r"|telefon|téléphone|tél|teléfono)\b\.?[^\d.!?]{0,30}\Z",
    re.I,
)
_COUNTED = re.compile(
    r"\b(?:isbn|issn|ean|gtin|iban|orders?|tickets?|cases?|invoices?|serial|versions?|build|ref(?:erence)?|account"
    r"|customers?|parcels?|tracking|articles?|items?|sku|id|no|nos|number of)\b\W{0,3}[^\d\n.!?]{0,12}\Z",
    re.I,
)
_NO_NUMBER = re.compile(r"\d\.\d+|\d(?:\D+\d)+")
"""A decimal, or a list of digits."""
_ROUND = re.compile(r"(?:[ .,'\u00a0]000)+\Z")


@screen
def _is_personal(owned: OwnedText) -> bool:
    if not _HINT.search(owned.text):
        return False
    plain = _running_words(owned.text)
    return any(_addresses(plain)) or any(_numbers(plain))


@rule("L-70", ERROR, each=caught(_is_personal))
def personal_data(owned: OwnedText, report: Report) -> None:
    """No text contains a person's address or number, and no trainee is named anywhere in the sources.

    Pages are copied, printed and kept. Contacts belong in escalation.contacts, where the policy decides who sees
    them; trainees and their progress belong in records, never in a site. A mailbox of the organisation in a link
    (mailto:care@brand.example) is fine, also as the words of that link; in running text it is not. A telephone number
    has a plus, a leading 0 or brackets, or follows a word such as "call"; days, and the numbers of standards, orders,
    books and versions, are not telephone numbers, and code is not searched. Addresses at example.com and the like
    belong to nobody.

    Bad:  Call Sam on 020 7946 0123.
    Good: Call the {{ policy.centre.on_call.primary | role }}.
    """
    plain = _running_words(owned.text)
    for start, address in _addresses(plain):
        hint = "name the role; write a mailbox of the organisation as a link, [words](mailto:care@brand.example)"
        message = f"a text contains the e-mail address {address!r}"
        report(message, at=owned.text.at(start), about="personal-data", hint=hint)
    for start, number in _numbers(plain):
        message = f"a text contains the telephone number {number!r}"
        hint = "put it under escalation.contacts and name the role"
        report(message, at=owned.text.at(start), about="personal-data", hint=hint)


def _running_words(text: Text) -> str:
    """The text at its full length, with blanks in place of code, placeholders and addresses of links."""
    if not isinstance(text, Prose):
        return _WEB.sub(lambda match: " " * len(match.group()), text)
    reading = parsed(text)
    hidden = [*reading.of_kind("code", "placeholder")]
    for link in reading.of_kind("link", "image"):
        is_own = _bare(link.words) == _bare(link.content.partition(":")[2]) or text[link.start] != "["
        address = -1 if is_own else text.rfind("](", link.start, link.end)
        hidden.append(Span("link", "", address if address >= 0 else link.start, link.end))
    return blanked(text, sorted(hidden, key=lambda span: (span.start, -span.end)))


def _bare(words: str) -> str:
    return re.sub(r"[\s()-]", "", words).casefold()


def _addresses(plain: str) -> Iterator[tuple[int, str]]:
    for match in _MAIL.finditer(plain) if "@" in plain else ():
        if not _OF_EXAMPLES.search(match.group()):
            yield match.start(), match.group()


def _numbers(plain: str) -> Iterator[tuple[int, str]]:
    without_days = _DAY.sub(lambda match: "~" * len(match.group()), plain)
    for match in _RUN.finditer(without_days):
        before = without_days[max(0, match.start() - 60) : match.start()]
        if _is_telephone(match.group(), before):
            yield match.start(), " ".join(match.group().split())


def _is_telephone(number: str, before: str) -> bool:
    digits = sum(map(str.isdigit, number))
    if digits > 15 or _ROUND.search(number) or _NO_NUMBER.fullmatch(number):
        return False
    if number.lstrip("(").startswith("+"):
        return True
    if _COUNTED.search(before):
        return False
    if _CALLED.search(before):
        return True
    return digits >= 9 and number.startswith(("(", "0"))


@rule("L-35", ERROR, each=setting("legal.privacy"))
def listening_without_ground(privacy: Privacy, report: Report) -> None:
    """Listening has a purpose, a lawful basis and an end, and enters closed places openly or not at all.

    A public post is still personal data of its author. Purpose, lawful basis, minimisation and retention are never
    missing; in the EU, the EEA and the United Kingdom the balance test is on file and named. A closed venue is entered
    as a member who says who they are, or not entered.

    Bad:  {name: Parents' group, access: closed, method: read_in_public}
    Good: {name: Parents' group, access: closed, method: open_member_with_disclosure}
    """
    countries = data_protected_of(report.client)
    if countries and privacy.assessment_ref is None:
        message = f"people in {', '.join(countries)} are listened to, but no balance test is named"
        report(message, hint="assessment_ref: the reference under which it is on file")


@listening_without_ground.also(entries("centre.source_venues"))
def _venue(venue: Venue, report: Report) -> None:
    if venue.access == "closed" and venue.method == "read_in_public":
        message = f"{venue.name!r} is closed, but read as if it were public"
        report(message, at="method", hint="method: open_member_with_disclosure, or not_entered")
