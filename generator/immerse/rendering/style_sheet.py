"""A client's colours as a style sheet."""

from __future__ import annotations

from immerse.model.client import Look

_SHEET = """\
[data-md-color-primary="custom"] {{
  --md-primary-fg-color: {primary};
  --md-primary-fg-color--light: {primary};
  --md-primary-fg-color--dark: {primary};
  --md-primary-bg-color: #ffffff;
  --md-primary-bg-color--light: rgba(255, 255, 255, 0.86);
}}
[data-md-color-scheme="default"][data-md-color-primary="custom"] {{
  --im-accent: {accent};
  --md-typeset-a-color: {accent};
  --md-accent-fg-color: {accent};
}}
[data-md-color-scheme="slate"][data-md-color-primary="custom"] {{
  --im-accent: {accent_dark};
  --md-typeset-a-color: {accent_dark};
  --md-accent-fg-color: {accent_dark};
}}
"""


def style_sheet(look: Look) -> bytes:
    """CSS that puts a client's colours where Material and our own styles look for them."""
    return _SHEET.format(primary=look.primary, accent=look.accent, accent_dark=look.accent_dark).encode()
