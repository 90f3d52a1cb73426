"""Pages outside of the theme: redirects, and pages for addresses at which there is nothing."""

from __future__ import annotations

from markupsafe import Markup

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --accent: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e6ea; --paper: #14181d; --accent: #7db7f5; } }
body { margin: 0; overflow-wrap: anywhere; background: var(--paper); color: var(--ink);
  font: 1rem/1.58 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
header { padding: 0.8rem 1.2rem; background: var(--md-primary-fg-color, #1b1f24); color: #fff; font-weight: 600; }
main { max-width: 37em; padding: 1.6rem 1.2rem; }
h1 { margin: 0 0 0.6em; font-size: 1.7rem; line-height: 1.15; }
li { margin-bottom: 0.5em; }
a { color: var(--accent); text-underline-offset: 0.16em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media print { header { padding-left: 0; background: none; color: inherit; } main { padding: 0; } }
"""
"""The one style that a page may hold in itself; the policy of a page names it by its hash."""

_PAGE = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{heading} - {title}</title>
<style>{style}</style>
{head}</head>
<body>
<header data-md-color-primary="custom">{title}</header>
<main>
<h1>{heading}</h1>
{body}
</main>
{script}</body>
</html>
""")


def bare_page(
    title: str,
    heading: str,
    body: str | Markup,
    *,
    language: str = "en",
    look: str = "",
    head: str | Markup = "",
    script: str | Markup = "",
) -> str:
    """A complete page in the style of the site, without its content security policy.

    Args:
        title: The site's.
        heading: What the page says first.
        body: What stands below it.
        language: Of the page, as `en`.
        look: Address of the style sheet with the client's colours; without one they are plain.
        head, script: Further elements at the end of the head and of the body.
    """
    sheet = Markup('<link rel="stylesheet" href="{}">\n').format(look) if look else Markup("")
    return str(
        _PAGE.format(
            title=title,
            heading=heading,
            body=body,
            language=language,
            style=Markup(STYLE),
            head=sheet + head,
            script=script,
        )
    )
