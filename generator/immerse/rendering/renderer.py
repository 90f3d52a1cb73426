"""Page -> Markdown: the templates, and what they may ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from immerse.compiled import kept_templates
from immerse.model.edition import Edition
from immerse.model.page import Page, Plan
from immerse.model.policy.client import ClientWords
from immerse.model.policy.registry import settings_of
from immerse.model.policy.words import join
from immerse.model.text import Text
from immerse.rendering import escaping, prose, words
from immerse.rendering.frame import Frame, frame_of
from immerse.rendering.gist import gist
from immerse.rendering.links import relative, rewrite
from immerse.rendering.names import Names, lower
from immerse.rendering.pictures.clock import draw_clock
from immerse.rendering.pictures.curve import draw_curve
from immerse.rendering.pictures.hub import draw_hub
from immerse.rendering.pictures.ladder import draw_ladder
from immerse.rendering.pictures.rotation import draw_rotation
from immerse.rendering.values import Values


class Renderer:
    """Renders the pages of one plan. Plain strings are escaped for HTML wherever a template does not say otherwise."""

    def __init__(self, edition: Edition, plan: Plan) -> None:
        self._edition = edition
        self._addresses = plan.addresses
        self._pages = frozenset(page.address for page in plan.pages)
        self._environment = Environment(
            loader=PackageLoader("immerse.rendering"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=kept_templates(),
            optimized=False,  # nothing of our filters is worked into what is kept
        )
        policy = edition.client.policy
        phones = policy.site.contact_display == "full"
        values = self._values = Values(policy, phones, dict(_terms(edition)))
        self._lines: dict[str, Markup] = {}
        self._environment.filters |= self._filters() | {
            "value": values.block,
            "leaves": values.line_of,
            "leaf": values.leaf,
            "field": values.cell,
        }
        self._environment.globals |= self._globals(frame_of(edition))

    def render(self, page: Page) -> str:
        """The Markdown of one page, with its front matter."""
        template = self._environment.get_template(f"{page.kind}.md.jinja")
        return prose.tidy(template.render(page=page, content=page.content))

    def _filters(self) -> dict[str, Any]:
        return {
            "md": escaping.markdown,
            "address": escaping.with_addresses,
            "code": escaping.with_code,
            "quoted": escaping.front_matter,
            "anchor": escaping.anchor,
            "prose": self._prose,
            "inline": self._inline,
            "points": self._points,
            "after": self._after,
            "cell": self._cell,
            "day": words.day,
            "weekday": words.weekday,
            "minutes": words.minutes,
            "lower_first": lower,
            "join_words": join,
            "word": words.word,
            "language": words.language,
        }

    def _globals(self, frame: Frame) -> dict[str, Any]:
        programme, policy = self._edition.programme, self._edition.client.policy
        return {
            "edition": self._edition,
            "programme": programme,
            "policy": policy,
            "site": frame,
            "names": Names(self._edition),
            "settings": settings_of(type(policy)),
            "to": self._to,
            "has_page": self._has_page,
            "ref": self._ref,
            "refs": self._refs,
            "why": self._why,
            "setting_name": lambda key: setting_name(key, policy.client.words),
            "group_name": words.label,
            "readers": self._readers,
            "gist": self._gist,
            "setting_value": self._setting_value,
            "draw_ladder": draw_ladder,
            "draw_rotation": draw_rotation,
            "draw_clock": draw_clock,
            "draw_curve": draw_curve,
            "draw_hub": lambda: draw_hub(self._edition, words.word(policy.client.org_model or "")),
        }

    def _linked(self, context: Context, text: str) -> str:
        return rewrite(str(text), context["page"].address, self._addresses)

    @pass_context
    def _prose(self, context: Context, text: str) -> Markup:
        """An author's Markdown, its links pointing to pages."""
        return Markup(self._linked(context, text).strip())

    @pass_context
    def _inline(self, context: Context, text: str) -> Markup:
        """An author's Markdown folded to one line."""
        return Markup(prose.one_line(self._linked(context, text)))

    @pass_context
    def _after(self, context: Context, text: str, label: str) -> Markup:
        """An author's Markdown after a bold label."""
        return prose.led_by(label, self._linked(context, text))

    @pass_context
    def _points(self, context: Context, points: Iterable[object], mark: str = "-") -> Markup:
        return prose.bullets([self._linked(context, text) for text in prose.point_texts(points)], mark)

    @pass_context
    def _cell(self, context: Context, text: str, tag: str = "td", name: str = "") -> Markup:
        """A table cell of an author's Markdown; a list or several paragraphs get a block of their own."""
        inner = self._linked(context, text).strip()
        label = Markup(' aria-label="{}"').format(name) if name else ""
        if prose.is_plain(inner):
            return Markup(f'<{tag} markdown="span"{label}>{prose.one_line(inner)}</{tag}>')
        return Markup(f'<{tag} markdown="block"{label}>\n\n{inner}\n\n</{tag}>')

    def _has_page(self, address: str) -> bool:
        return address in self._pages

    def _gist(self, key: str) -> Markup:
        """A setting's value on one line; of a large one the beginning, and how much more there is."""
        if key not in self._lines:
            unit = settings_of(type(self._edition.client.policy))[key].unit
            self._lines[key] = gist(self._values, self._setting_value(key), unit)
        return self._lines[key]

    @pass_context
    def _to(self, context: Context, id: str) -> str:
        """A relative link to an id; raises KeyError for one without a page."""
        return relative(self._addresses.get(id, id), context["page"].address)

    @pass_context
    def _ref(self, context: Context, id: str, text: str = "") -> Markup:
        """A Markdown link to an id, or just its words where this site has no page for it."""
        shown = escaping.markdown(text or id)
        address = self._addresses.get(id)
        return Markup(f"[{shown}]({relative(address, context['page'].address)})") if address else shown

    @pass_context
    def _refs(self, context: Context, ids: Iterable[str]) -> Markup:
        found = (self._ref(context, str(id)) for id in ids)
        return Markup(", ").join(ref + Markup("{ .im-id }") if ref.endswith(")") else ref for ref in found)

    def _why(self, owner: str, block: str = "") -> tuple[str, ...]:
        """Keys of the settings that decided whether a block is shown; none for the last resort of a choice."""
        condition = self._edition.why.get(f"{owner}/{block}" if block else owner, "")
        found = (".".join(names) for names in _SETTING.findall(condition))
        known = settings_of(type(self._edition.client.policy))
        return tuple(dict.fromkeys(key for key in found if key in known))

    def _readers(self, entry: Any) -> list[str]:
        """Pages that read a setting: lessons, playbooks and whatever else has a page of its own."""
        found = (id for id in entry.read_by if "#" not in self._addresses.get(id, "#"))
        return sorted(found)

    def _setting_value(self, key: str) -> Any:
        group, _, name = key.partition(".")
        return getattr(getattr(self._edition.client.policy, group), name)


_SETTING = re.compile(r"\bpolicy\.([a-z_]+)\.([a-z_]+)")
"""A setting as a condition names it."""


def _terms(edition: Edition) -> Iterator[tuple[str, str]]:
    """What the glossary calls the ids of our numbers: K-TTT is "K-TTT, time to triage"."""
    for term in edition.programme.curriculum.glossary:
        id, comma, _ = term.term.partition(", ")
        if comma and id.isupper():
            yield id, str(term.term)


def setting_name(key: str, called: ClientWords | None = None) -> str:
    """A setting's key as a name: `response.published_promise` is "Published promise"."""
    return words.label_here(Text(key).partition(".")[2], called)
