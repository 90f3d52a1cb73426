"""Texts with a form of their own: languages, countries, versions, addresses, time zones, telephone numbers."""

import re
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from immerse.model.bounds import HIGHEST_PORT
from immerse.model.policy.zones import meant_by
from immerse.model.text import Formed, Words
from immerse.words.names import country_name


class LanguageTag(Formed):
    """A BCP 47 language tag: `en-GB`, `de`."""

    __slots__ = ()
    schema_pattern = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
    form = "a language tag like en-GB or de"

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses what is no tag, and names the slip of YAML that makes a text one."""
        if fault := super().fault(value):
            slip = "write a blank after the colon" if re.match(r"[a-z]{2,3}(-[A-Z]{2})?:", value) else ""
            slip = "a comma ends a text inside {}, so quote a text that contains one" if " " in value else slip
            return f"{fault}; {slip}" if slip else fault
        return ""


MEANT = {"UK": "GB", "EN": "GB", "EL": "GR", "SU": "RU"}
"""Wrong codes that people write for a country -> the code of that country."""
_NO_COUNTRY = frozenset({"ZZ", "XA", "XB", "QO", "EZ", "UN"})


class Jurisdiction(Formed):
    """A country code (`GB`), `EU`, or a part of a country (`US-CA`)."""

    __slots__ = ()
    schema_pattern = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"
    form = "a country code like GB, or EU"

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses codes of no country, with the code that was probably meant."""
        if fault := super().fault(value):
            upper = value.upper()
            return fault if upper == value or cls.fault(upper) else f"{fault}; write {upper}"
        country = value.partition("-")[0]
        if country in MEANT:
            return f"{value!r} is not a country; write {value.replace(country, MEANT[country], 1)}"
        if country in _NO_COUNTRY or country_name(country) is None:
            return f"{value!r} is not a country; write a code like GB, or EU"
        return ""


class HolidayRegion(Jurisdiction):
    """A country or region whose public holidays count (`GB-ENG`); checking knows which of them the calendar has."""

    __slots__ = ()
    form = "the code of a country or of a part of one, like GB or GB-ENG"

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses only another form."""
        return super(Jurisdiction, cls).fault(value)


class Version(Formed):
    """A semantic version, `1.4.0`."""

    __slots__ = ()
    schema_pattern = r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9a-z.-]+)?$"
    form = "a version of three numbers like 1.4.0"


_NEVER = r"\s<>\[\]\"`\\{}|^"
"""Characters that an address cannot contain unescaped; letters of any script are allowed."""
_AUTHORITY = r"[^\s<>\[\]\"`\\{}|^/?#:@!$&'()*+,;=%_~]+(:[0-9]+)?"


class WebAddress(Formed):
    """An address that begins with https."""

    __slots__ = ()
    schema_pattern = rf"^https://{_AUTHORITY}(/[^{_NEVER}]*)?$"
    form = "an https address"

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses host names, ports and escapes that cannot exist, too."""
        if fault := super().fault(value):
            return fault
        host, _, port = value.removeprefix("https://").partition("/")[0].partition(":")
        if not re.fullmatch(_HOST, _ascii_host(host)):
            return f"{value!r} must be an https address: {host!r} is not the name of a host"
        if port and not 0 < int(port) <= HIGHEST_PORT:
            return f"{value!r} must be an https address: {port} is not a port"
        odd = re.search(r"%(?![0-9A-Fa-f]{2}).{0,2}|%(?:[01][0-9A-Fa-f]|7[Ff])", value)
        return f"{value!r} must be an https address: {odd[0]!r} stands for no character" if odd else ""


_HOST = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"


def _ascii_host(host: str) -> str:
    """The ASCII form of a host name, `xn--mnchen-3ya.example`; empty if it is not valid."""
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
        """The address in ASCII, for sitemaps and canonical links, with a `/` at its end."""
        host, _, port = self.removeprefix("https://").partition("/")[0].partition(":")
        path = quote(self.removeprefix("https://").partition("/")[2].rstrip("/"), safe="/%:@!$'()*+,;=~")
        authority = _ascii_host(host).lower() + (f":{port}" if port else "")
        return f"https://{authority}/{path}/" if path else f"https://{authority}/"

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses queries, fragments, pages and steps upwards, too."""
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


class TimeZone(Words):
    """A time zone by its IANA name: `Europe/London`."""

    __slots__ = ()

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses unknown zones and zones without a city, with the zone that was probably meant."""
        if value in ("localtime", "posixrules", "Factory") or value.startswith(("posix/", "right/")):
            return f"{value!r} is another time on each machine; write an IANA name like Europe/London"
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            nearest = meant_by(value)
            return f"{value!r} is not a time zone; write {nearest or 'an IANA name like Europe/London'}"
        return ""


class Phone(Formed, Words):
    """A telephone number as a person would dial it: digits, spaces, a leading plus; short codes are allowed."""

    __slots__ = ()
    schema_pattern = r"^\+?[0-9][0-9 ()-]{1,22}$"
    form = "a telephone number: digits, spaces, a leading plus"


Translations = dict[LanguageTag, Words]
"""Language tag -> the text in that language."""
