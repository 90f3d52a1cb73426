"""Kinds of value that several groups of the policy share, and the plain refusal of a value that may not be."""

import re
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from immerse.model.base import Node
from immerse.model.policy.words import say_country
from immerse.model.text import Formed, Slug, Words


def refusal(fault: str) -> PydanticCustomError:
    """The error to raise for a value that breaks a rule inside one setting; `fault` is shown as it stands."""
    return PydanticCustomError("policy", "{fault}", {"fault": fault})


def fixed(value: object, fault: str) -> BeforeValidator:
    """Refuse everything but `value` with a sentence of our own; stands beside a `Literal` of the same value."""

    def judge(given: Any) -> Any:
        if given != value:
            raise refusal(fault)
        return given

    return BeforeValidator(judge)


def each_once(field: str, setting_key: str) -> AfterValidator:
    """Refuse a list in which two entries have the same `field`."""

    def judge(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        seen: set[str] = set()
        for entry in entries:
            value = getattr(entry, field)
            if value in seen:
                raise refusal(f"{setting_key} has {value!r} twice; each {field} may stand once")
            seen.add(value)
        return entries

    return AfterValidator(judge)


def holding(needed: tuple[str, ...], setting_key: str) -> AfterValidator:
    """Refuse a list that lacks one of the `needed` values."""

    def judge(entries: tuple[str, ...]) -> tuple[str, ...]:
        if missing := [value for value in needed if value not in entries]:
            raise refusal(f"{setting_key} must include {' and '.join(missing)}")
        return entries

    return AfterValidator(judge)


class LanguageTag(Formed):
    """A language as the web writes it: `en-GB`, `de`."""

    __slots__ = ()

    schema_pattern = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
    form = "a language tag like en-GB or de"


MEANT = {"UK": "GB", "EN": "GB", "EL": "GR", "SU": "RU"}
"""Codes that people write for the country of another one."""
_NO_COUNTRY = frozenset({"ZZ", "XA", "XB", "QO", "EZ", "UN"})


class Jurisdiction(Formed):
    """A country code (`GB`), `EU`, or a part of a country (`US-CA`)."""

    __slots__ = ()

    schema_pattern = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"
    form = "a country code like GB, or EU"

    @classmethod
    def fault(cls, value: str) -> str:
        if fault := super().fault(value):
            upper = value.upper()
            return fault if upper == value or cls.fault(upper) else f"{fault}; write {upper}"
        country = value.partition("-")[0]
        if country in MEANT:
            return f"{value!r} is no country; write {value.replace(country, MEANT[country], 1)}"
        if country in _NO_COUNTRY or say_country(country) is None:
            return f"{value!r} is no country; write a code like GB, or EU"
        return ""


class Version(Formed):
    """A semantic version, `1.4.0`."""

    __slots__ = ()

    schema_pattern = r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9a-z.-]+)?$"
    form = "a version of three numbers like 1.4.0"


_NEVER = r"\s<>\[\]\"`\\{}|^"
"""Signs that no address holds as they are; letters of any script it may."""
_AUTHORITY = r"[^\s<>\[\]\"`\\{}|^/?#:@!$&'()*+,;=%_~]+(:[0-9]+)?"


class WebAddress(Formed):
    """An address that begins with https."""

    __slots__ = ()

    schema_pattern = rf"^https://{_AUTHORITY}(/[^{_NEVER}]*)?$"
    form = "an https address"

    @classmethod
    def fault(cls, value: str) -> str:
        if fault := super().fault(value):
            return fault
        host, _, port = value.removeprefix("https://").partition("/")[0].partition(":")
        if not re.fullmatch(_HOST, _ascii_host(host)):
            return f"{value!r} must be an https address: {host!r} is no name of a host"
        if port and not 0 < int(port) < 65536:
            return f"{value!r} must be an https address: {port} is no port"
        if odd := re.search(r"%(?![0-9A-Fa-f]{2})|%(?:[01][0-9A-Fa-f]|7[Ff])", value):
            return (
                f"{value!r} must be an https address: {value[odd.start() : odd.start() + 3]!r} stands for no character"
            )
        return ""


_HOST = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"


def _ascii_host(host: str) -> str:
    """The name of a host as it is looked up, `xn--mnchen-3ya.example`; empty where it cannot be one."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


class SiteAddress(WebAddress):
    """The address of a site: a folder, so that every page has an address below it."""

    __slots__ = ()

    schema_pattern = rf"^https://{_AUTHORITY}(/[^{_NEVER}?#]*)?$"

    @property
    def root(self) -> str:
        """The address in the letters that a sitemap and a canonical link take, with a `/` at its end."""
        host, _, port = self.removeprefix("https://").partition("/")[0].partition(":")
        path = quote(self.removeprefix("https://").partition("/")[2].rstrip("/"), safe="/%:@!$'()*+,;=~")
        authority = _ascii_host(host).lower() + (f":{port}" if port else "")
        return f"https://{authority}/{path}/" if path else f"https://{authority}/"

    @classmethod
    def fault(cls, value: str) -> str:
        if any(mark in value for mark in "?#"):
            return f"{value!r} must be the address of a folder, without ? and #"
        if fault := super().fault(value):
            return fault
        path = unquote(value.removeprefix("https://").partition("/")[2])
        if "//" in f"/{path}" or "\\" in path or "%2f" in value.lower() or {".", ".."} & set(path.split("/")):
            return f"{value!r} must be the address of a folder, without '//', '.' and '..' in its path"
        if path.endswith((".html", ".htm", ".php")):
            return f"{value!r} must be the address of a folder, not of a page in it"
        return ""


class Mailbox(Formed):
    """An e-mail address."""

    __slots__ = ()

    schema_pattern = r"^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
    form = "an e-mail address"


Wording = dict[LanguageTag, Words]
"""Language tag -> the text in that language."""

Percent = Annotated[int, Field(ge=0, le=100)]
"""Whole per cent."""

Kpi = Literal[
    "K-TTT", "K-TTA", "K-FRT", "K-FEED", "K-TTR", "K-HOP", "K-REO", "K-MIS", "K-DIS", "K-COR", "K-OUT", "K-HELP",
    "K-INS", "K-RAT", "K-DESK", "K-RAMP", "K-SELF", "K-CACK", "K-CHOLD", "K-CUPD", "K-EXP",
]  # fmt: skip
"""A number that the centre keeps; the glossary says how each is measured."""


class Justified(Node):
    """A setting that may be looser than the core default when somebody says why and answers for it."""

    reason: Words | None = None
    """Why it is looser than the core default; expected wherever it is."""
    owner: Slug | None = None
    """Contact id of whoever answers for it."""
