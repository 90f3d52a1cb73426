"""Pages outside of the theme: redirects, and pages for addresses at which there is nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Template

STYLE = (files("immerse.output") / "templates" / "bare_page.css").read_text("utf-8")
"""The one style that a page may contain; the policy of a page names it by its hash."""


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
        title: The title of the site.
        heading, body: The content of the page.
        language: The language of the page, as `en`.
        look: Address of the style sheet with the client's colours; without one they are plain.
        head, script: Further elements at the end of the head and of the body.
    """
    return _template().render(
        title=title, heading=heading, body=body, language=language, look=look, head=head, script=script, style=STYLE
    )


@cache
def _template() -> Template:
    from immerse.templating.environments import environment_of

    return environment_of("immerse.output").get_template("bare_page.html.jinja")
