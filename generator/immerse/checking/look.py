"""Colours that can be read: contrast as WCAG 2.2 counts it (contrast)."""

from __future__ import annotations

from immerse.checking.kit import ERROR, Report, rule
from immerse.checking.scopes import each_client
from immerse.model.edition import Client

LEAST = 4.5
"""Ratio that running text needs (WCAG 2.2, success criterion 1.4.3)."""

PAPER, NIGHT = "#ffffff", "#1e2129"
"""Page colours of the light and the dark scheme."""

STANDS_ON = {
    "primary": ("white text in the header", "#ffffff"),
    "accent": ("links on the light page", PAPER),
    "accent_dark": ("links on the dark page", NIGHT),
}
"""Field of look.yml -> what must be legible, and the other colour."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 for black to 1 for white (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, the same in both directions."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@rule("contrast", ERROR, each=each_client)
def unreadable_colours(client: Client, report: Report) -> None:
    """A client's colours can be read by everybody, in light and dark.

    White text stands on `primary`; links are written in `accent` on white and in `accent_dark` on the dark page. Each
    pair needs a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3); below that people with weaker sight, and everybody in
    sunlight, lose the words.

    Bad:  accent: "#7fb3e6"      2.2 to 1 on white
    Good: accent: "#1b5e9b"      6.7 to 1 on white
    """
    for field, (what, other) in STANDS_ON.items():
        colour = str(getattr(client.look, field))
        ratio = contrast(colour, other)
        if ratio < LEAST:
            message = f"{field} {colour} gives {what} a contrast of {ratio:.1f} to 1; it needs {LEAST} to 1"
            hint = "a lighter colour" if other == NIGHT else "a darker colour"
            report(message, at=client.look.place_of(field), about="look", hint=hint)
