"""Pages that lead elsewhere: with a script they keep the place in the page, without one they lead all the same."""

from __future__ import annotations

from markupsafe import Markup

from immerse.output.csp import with_policy

_SCRIPT = (
    "const to = new URL(document.links[0].href);"
    "to.search = location.search;"
    "if (location.hash) { to.hash = location.hash; }"
    "location.replace(to);"
)
_PAGE = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{head}</head>
<body>
<main>
<h1>{heading}</h1>
{body}
</main>
{script}</body>
</html>
""")


def redirect_page(title: str, target: str) -> bytes:
    """A page that leads to an address at once."""
    return _page(
        title,
        title,
        Markup('<p>This page is here now: <a href="{0}">{1}</a></p>').format(target, title),
        # A script leads first, where there is one, and takes along which place of the page was asked for.
        Markup('<noscript><meta http-equiv="refresh" content="0; url={}"></noscript>\n').format(target),
        Markup("<script>{}</script>\n").format(Markup(_SCRIPT)),
    )


def leading_page(title: str, target: str) -> bytes:
    """The page at the beginning of a view; without an address it says that there is no version to read."""
    if target:
        return redirect_page(title, target)
    return _page(title, title, Markup("<p>No version of this site is in force. Ask whoever gave you its address.</p>"))


def not_found_page(title: str, home: str) -> bytes:
    """The page for what is not found. A host shows it at any depth, so that it leads to a whole address or nowhere."""
    way = (
        Markup('<p>Go back, or begin at <a href="{}">the first page</a>.</p>').format(home)
        if home
        else Markup("<p>Go back, or open the address that you were given for this site.</p>")
    )
    words = Markup("<p>{}</p>\n<p>This site has no page at this address.</p>\n{}").format(title, way)
    return _page(title, "Page not found", words)


def _page(title: str, heading: str, body: Markup, head: str = "", script: str = "") -> bytes:
    page = _PAGE.format(title=title, heading=heading, body=body, head=head, script=script)
    return with_policy(str(page)).encode()
