"""Addresses of links: the valid ones, and the values of a client that may be in one."""

import re
import unicodedata
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address
from typing import Any
from urllib.parse import quote as percent_encode

from immerse.model.bounds import HIGHEST_PORT
from immerse.texts.dialect import placeholders_in
from immerse.words.characters import CONTROLS, UNSEEN

_UNSEEN = re.compile(rf"[\s{CONTROLS}{UNSEEN}]")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}\w)?|_\w[\w-]{0,61}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"//(?:[^@/?#\\\[\]]*@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[^@:/?#\\\[\]]+)(?::(?P<port>[0-9]{1,9}))?(?=[/?#]|$)"
)
_MAIL = re.compile(r"[^@,;<>()]{1,64}@[^@,;<>()?]{1,255}(?:\?.*)?")
_TELEPHONE = re.compile(r"\+?[0-9().-]{2,30}")


def address_of(words: str, before: str) -> str:
    """A value as part of a link's address that begins with `before`.

    Raises:
        ValueError: it begins the address and is not an allowed address.
    """
    words = " ".join(words.split())
    if not before and not re.match(r"https://|mailto:|tel:", words):
        raise ValueError(f"{words!r} is not an address to link to")
    if before == "tel:":
        return re.sub(r"[^+0-9]", "", words)  # telephone numbers in addresses have no spaces
    return percent_encode(words, safe="/:?#@!$&'*+,;=~%-._")


def filled_address(address: str, values: Iterable[Any]) -> str:
    """A link's address with its placeholders filled, in their order.

    Raises:
        ValueError: the first of them begins the address and is not an allowed address.
    """
    pieces, position = [], 0
    for placeholder, value in zip(placeholders_in(address), values, strict=False):
        pieces += [address[position : placeholder.start()], address_of(str(value), address[: placeholder.start()])]
        position = placeholder.end()
    return "".join((*pieces, address[position:]))


def outside_fault(address: str) -> str:
    """The fault because of which browsers cannot follow an address outside of the site (https, mailto, tel); empty if
    none."""
    if match := _UNSEEN.search(address):
        name = unicodedata.name(match[0], "").lower()
        return f"it contains the character U+{ord(match[0]):04X}{f' ({name})' if name else ''}"
    scheme, _, rest = address.partition(":")
    match scheme.lower():
        case "http" | "https":
            return _web_fault(rest)
        case "mailto":
            return "" if _MAIL.fullmatch(rest) else "it is not a mailbox"
        case "tel":
            return "" if _TELEPHONE.fullmatch(rest) else "it is not a telephone number"
    return ""


def _web_fault(rest: str) -> str:
    authority = _AUTHORITY.match(rest)
    if authority is None:
        return "it has no host"
    if authority["port"] and not 0 < int(authority["port"]) <= HIGHEST_PORT:
        return f"{authority['port']} is not a port (1 to {HIGHEST_PORT})"
    return "" if _is_host(authority["host"]) else f"{authority['host']!r} is not a host name"


def _is_host(host: str) -> bool:
    if host.startswith("["):
        return _is_number(host[1:-1], IPv6Address)
    labels = host.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _is_number(host, IPv4Address)
    if not all(map(_is_label, labels)):
        return False
    directions = [unicodedata.bidirectional(letter) for letter in host]
    from_right = bool({"R", "AL", "AN"} & {*directions})
    return not from_right or all(label.replace("-", "").isalpha() and _is_one_way(label) for label in labels)


def _is_one_way(label: str) -> bool:
    return len({unicodedata.bidirectional(letter) in ("R", "AL") for letter in label if letter.isalpha()}) == 1


def _is_number(host: str, kind: type[IPv4Address] | type[IPv6Address]) -> bool:
    try:
        kind(host)
    except ValueError:
        return False
    return True


def _is_label(label: str) -> bool:
    """Whether a part of a host between two dots is a valid label."""
    if not _LABEL.fullmatch(label):
        return False
    try:
        if not label.isascii():
            return bool(label.encode("idna"))
        return not label.lower().startswith("xn--") or _is_letters(label[4:].lower())
    except UnicodeError:
        return False


def _is_letters(code: str) -> bool:
    """Whether the decoded form of an international label is one that a browser would encode in the same way."""
    label = code.encode("ascii").decode("punycode")
    folded = label.replace("ß", "").replace("ς", "")
    plain = not label.isascii() and label.replace("-", "").isalnum() and folded == folded.casefold()
    usual = unicodedata.is_normalized("NFKC", label) and label.encode("punycode").decode() == code
    return plain and usual and _is_one_way(label)
