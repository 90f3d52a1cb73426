"""A content security policy for each page, with the hashes of its inline scripts, and its check.

The policy is in a `<meta>`, so that it applies on any host. Rules that a `<meta>` cannot have (who may frame the page)
are in a `_headers` file, which several hosts read.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from immerse.output.bare_page import STYLE
from immerse.problems import ImmerseError

if TYPE_CHECKING:
    from immerse.output.html_page import HtmlPage

HEADERS_FILE = "_headers"
HEADERS = """/*
  Content-Security-Policy: frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  X-Robots-Tag: noindex
"""
"""Content of the `_headers` file of a site."""

_CHARSET = re.compile(r"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"\btype\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_STYLE = f"<style>{STYLE}</style>"
_RUN = frozenset({"", "module", "text/javascript", "application/javascript"})


def policy(hashes: Iterable[str], *, has_style: bool = False) -> str:
    """The policy of a page with these hashes of inline scripts, and possibly the style of pages outside of the theme;
    everything else is refused."""
    styles = f"'self' '{source_hash(STYLE)}'" if has_style else "'self'"
    scripts = " ".join(["'self'", *sorted(f"'{value}'" for value in set(hashes))])
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
    )


def source_hash(script: str) -> str:
    """`sha256-…` of a script's or a style's text, as a browser computes it."""
    return f"sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def with_policy(html: str) -> str:
    """The page with its policy as the first thing after its character set, and with `noindex` and no referrer.

    Raises:
        ImmerseError: the page states no character set, so there is no place for the policy.
    """
    charset = _CHARSET.search(html)
    if charset is None:
        raise ImmerseError("a page has no <meta charset>; the theme's head was changed")
    hashes = [source_hash(text) for attributes, text in _SCRIPT.findall(html) if _runs(attributes)]
    tags = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(hashes, has_style=_STYLE in html)}">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
    )
    return html[: charset.end()] + tags + html[charset.end() :]


def _runs(attributes: str) -> bool:
    type_ = _TYPE.search(attributes)
    return not _SOURCE.search(attributes) and (type_.group(1).lower() if type_ else "") in _RUN


def policy_faults(page: HtmlPage) -> Iterator[str]:
    """The faults of a finished page against its policy, and of the policy, with hashes of the parsed scripts."""
    if len(page.policies) != 1:
        yield f"has {len(page.policies)} content security policies, needs one"
        return
    if not page.policy_is_first:
        yield "has its content security policy not right after the character set"
    stated = page.policies[0]
    if "unsafe-" in stated:
        yield "has an unsafe- source in its policy"
    if stated != policy(map(source_hash, page.scripts), has_style=STYLE in page.styles):
        yield "has a policy that does not fit its inline scripts"
    if inline := [*("<style>" for text in page.styles if text != STYLE), *page.style_attributes]:
        yield f"has an inline style ({inline[0]}), which the policy refuses"
    if page.handlers:
        yield f"has a script in an attribute ({page.handlers[0]}), which the policy refuses"
