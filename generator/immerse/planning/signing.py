"""Pages on which people sign; planned in the mentor view only."""

from immerse.model.edition import Edition
from immerse.model.page import NavItem, Page
from immerse.planning.text_sources import page_of

FOLDER = "sign"
_PAGES = (
    ("first", "Sign for the first time"),
    ("enrol", "Make your key"),
    ("attest", "Attest"),
    ("gate", "Decide a gate"),
    ("endorse", "Endorse"),
    ("graduate", "Decide and graduate"),
    ("manager", "Receiving manager"),
)
"""The name of each page in its address and template, and its title."""


def plan_signing(edition: Edition) -> tuple[tuple[Page, ...], NavItem]:
    """The pages of sign-off, in the order in which a person and a rotation need them."""
    rotation = edition.programme.rotation
    pages = tuple(page_of(rotation, f"{FOLDER}/{name}.md", title, f"sign_{name}", name) for name, title in _PAGES)
    return pages, NavItem.section("Sign", pages)
