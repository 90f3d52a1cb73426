"""Page -> parts: the templates, and the filters and functions that they use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from immerse.model.edition import Edition
from immerse.model.ids import ContactId
from immerse.model.page import Page, Part, Plan, RenderedPage
from immerse.model.policy.client import ClientWords
from immerse.model.policy.registry import settings_of
from immerse.model.rotation_names import RotationNames
from immerse.model.shared import shared
from immerse.model.text import Text
from immerse.rendering import escaping, field_labels
from immerse.rendering.change_marks import is_reworded, marked, new_words, old_words
from immerse.rendering.escaping import escaped, filled
from immerse.rendering.frame import Frame, common_of, frame_of
from immerse.rendering.message_catalogue import ENGLISH
from immerse.rendering.parts import closed, heading, ids_of, opened, parts_of, with_own_ids
from immerse.rendering.pictures.clock import draw_clock
from immerse.rendering.pictures.curve import draw_curve
from immerse.rendering.pictures.hub import draw_hub
from immerse.rendering.pictures.ladder import draw_ladder, way_of
from immerse.rendering.pictures.phase_bars import draw_rotation
from immerse.rendering.policy_values import Values
from immerse.rendering.prose import ProseWriter
from immerse.rendering.reading_digests import digest_of_texts, trained
from immerse.rendering.reasons import Reasons
from immerse.rendering.setting_summary import summary
from immerse.rendering.stand_in_marks import StandInMarks
from immerse.templating.compiled_templates import kept_templates
from immerse.templating.direct_code import DirectCode
from immerse.texts.html import slug
from immerse.texts.languages import isolated, runs_left
from immerse.texts.linking import anchor
from immerse.words.days import date_in_words, weekday
from immerse.words.durations import in_a_sentence, in_minutes
from immerse.words.english import capitalized, join, spelled, times, uncapitalized

if TYPE_CHECKING:
    from immerse.model.comparison import ReleaseComparison

SettingsHtml = dict[tuple[str, bool], Markup]
"""Key of a setting, and whether its value is in brief -> HTML."""


class Renderer:
    """Renders the pages of one plan. Plain strings are escaped for HTML unless a template marks them as safe."""

    def __init__(self, edition: Edition, plan: Plan, settings_html: SettingsHtml | None = None) -> None:
        """`settings_html` has what was written for the other view of the client, and is added to."""
        self._edition = edition
        self._addresses = plan.addresses
        self._prose = ProseWriter(plan.addresses)
        self._pages = {page.address: page for page in plan.pages}
        self._places: dict[str, frozenset[str]] = {}
        self._anchors: dict[str, set[str]] = defaultdict(set)
        for address, _, place in (target.partition("#") for target in plan.addresses.values()):
            self._anchors[address].add(place)
        self._environment = Environment(
            loader=PackageLoader("immerse.rendering"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_written,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=kept_templates(),
            auto_reload=False,
            optimized=False,  # results of our filters must not be compiled into the cached templates
        )
        self._environment.code_generator_class = DirectCode
        policy = edition.client.policy
        self._settings = settings_of(type(policy))
        self._marks = StandInMarks(edition.client)
        self._values = Values(policy, policy.site.contact_display == "full", dict(_terms(edition)), self._marks)
        self._settings_html = {} if settings_html is None else settings_html
        self._links: dict[tuple[str, str, str], Markup] = {}
        self._environment.filters |= self._filters()
        self._environment.tests["reworded"] = is_reworded
        self._environment.globals |= self._globals(frame_of(edition))

    def render(self, page: Page) -> RenderedPage:
        """One page as the list of its parts, rendered on first access."""
        return _LatePage(page, self._parts)

    def _parts(self, page: Page) -> tuple[Part, ...]:
        template = self._environment.get_template(f"{page.kind}.html.jinja")
        rendered = template.render(page=page, content=page.content)
        parts = with_own_ids(parts_of(rendered), self._anchors[page.address])
        if self._edition.release:
            self._places[page.address] = frozenset(ids_of(parts))
        return marked(parts, page.address, self._edition.release)

    def page(self, address: str) -> RenderedPage:
        """The page of the plan at an address, as the list of its parts."""
        return self.render(self._pages[address])

    def _filters(self) -> dict[str, Any]:
        return {
            "address": escaping.with_addresses,
            "code": escaping.with_code,
            "anchor": anchor,
            "slug": slug,
            "prose": self._prose.block,
            "inline": self._prose.line,
            "points": self._prose.points,
            "labelled": self._prose.labelled,
            "cell": self._prose.cell,
            "day": date_in_words,
            "date": date.fromisoformat,
            "old_words": old_words,
            "new_words": new_words,
            "weekday": weekday,
            "minutes": in_minutes,
            "lower_first": uncapitalized,
            "upper_first": capitalized,
            "join_words": join,
            "spelled": spelled,
            "times": times,
            "in_a_sentence": in_a_sentence,
            "word": field_labels.word,
            "language": field_labels.language,
            "runs_left": runs_left,
            "isolated": isolated,
            "way": way_of,
            "own_trained": trained,
            "leaves": self._values.line_of,
            "leaf": self._values.leaf,
            "field": self._values.cell,
        }

    def _globals(self, frame: Frame) -> dict[str, Any]:
        policy = self._edition.client.policy
        reasons = Reasons(self._edition, self._values, self._setting)
        return {
            "edition": common_of(self._edition),
            "policy": policy,
            "site": frame,
            "names": RotationNames(self._edition.programme.rotation),
            "settings": self._settings,
            "signing": SimpleNamespace(**shared("record/record-fields")["signing"]),
            "say": ENGLISH.say,
            "plain": ENGLISH.plain,
            "heading": heading,
            "opened": opened,
            "closed": closed,
            "to": self._to,
            "has_page": self._pages.__contains__,
            "releases": self._edition.release.changes if self._edition.release else (),
            "changed_place": self._changed_place,
            "changed_thing": self._changed_thing,
            "role": self._role,
            "ref": self._ref,
            "refs": self._refs,
            "why": reasons.shown,
            "left_out": reasons.left_out,
            "setting_name": lambda key: setting_name(key, policy.client.words),
            "group_name": field_labels.label,
            "readers": self._readers,
            "setting_html": self._setting_html,
            "group_mark": self._marks.behind_group,
            "digest_of_texts": digest_of_texts,
            "draw_ladder": draw_ladder,
            "draw_rotation": draw_rotation,
            "draw_clock": draw_clock,
            "draw_curve": draw_curve,
            "draw_hub": lambda: draw_hub(self._edition, field_labels.word(policy.client.org_model or "")),
        }

    def _changed_place(self, address: str, anchor: str, words: str) -> Markup:
        """A link to an anchor of a page, or to the page if the anchor is missing; only the words without the page."""
        if address not in self._pages:
            return escape(words)
        place = f"#{anchor}" if anchor and anchor in self._ids_on(self._pages[address]) else ""
        return filled('<a href="page:{}{}">{}</a>', address, place, words)

    def _ids_on(self, page: Page) -> frozenset[str]:
        if page.address not in self._places and page.kind != "changes":  # except for the page that is being rendered
            self._parts(page)
        return self._places.get(page.address, frozenset())

    def _changed_thing(self, comparison: ReleaseComparison, id: str) -> Markup:
        """An item, a setting or a page that a comparison names, as a link if this site has it."""
        for item in comparison.items:
            if item.id == id:
                playbook = id.partition("/")[0]  # a step is identified by its playbook and its title
                return self._changed_place(item.page, item.anchor, f"{playbook} {item.title.removesuffix('.')}")
        for setting in comparison.settings:
            if setting.key == id:
                return self._linked(f"setting:{id}", setting.title)
        title = next((page.title for page in comparison.pages if page.address == id), id)
        return self._changed_place(id, "", title)

    def _setting_html(self, key: str, in_brief: bool = False) -> Markup:
        """A setting's value; in brief on one line, of a large one the beginning and the number of further values."""
        if (key, in_brief) not in self._settings_html:
            group, _, name = key.partition(".")
            value, unit = getattr(getattr(self._edition.client.policy, group), name), self._settings[key].unit
            html = summary(self._values, value, unit) if in_brief else self._values.block(value, unit=unit)
            self._settings_html[key, in_brief] = html + self._marks.behind_setting(key, value)
        return self._settings_html[key, in_brief]

    def _to(self, id: str) -> str:
        """The address of an id, or of a page or file of the site."""
        return f"page:{self._addresses.get(id, id)}"

    def _ref(self, id: str, text: str = "") -> Markup:
        """A link to an id, or only its words if this site has no page for it."""
        return self._linked(str(id), text or id)

    def _linked(self, id: str, words: str, mark: str = "") -> Markup:
        if (link := self._links.get((id, words, mark))) is None:
            link = isolated(words, id)
            if id in self._addresses:
                link = filled('<a href="page:{}"{}>{}</a>', self._addresses[id], Markup(mark), link)
            self._links[id, words, mark] = link
        return link

    def _role(self, id: ContactId) -> str:
        """What a contact is called."""
        contacts = self._edition.client.policy.escalation.contacts or {}
        return contacts[id].title if id in contacts else id

    def _refs(self, ids: Iterable[str]) -> Markup:
        return Markup(", ".join(self._linked(str(id), str(id), ' class="im-id"') for id in ids))

    def _setting(self, key: str) -> Markup:
        """A setting's name as a link to its value."""
        return self._ref(f"setting:{key}", setting_name(key, self._edition.client.policy.client.words))

    def _readers(self, entry: Any) -> list[str]:
        """Pages that read a setting: lessons, playbooks and other sources with a page of their own."""
        return sorted(id for id in entry.read_by if "#" not in self._addresses.get(id, "#"))


class _LatePage(RenderedPage):
    """A page whose parts are rendered on first access."""

    def __init__(self, page: Page, render: Callable[[Page], tuple[Part, ...]]) -> None:
        vars(self).update(title=page.title, search=page.search, hide=page.hide, _render=lambda: render(page))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts, rendered."""
        parts: tuple[Part, ...] = vars(self)["_render"]()
        return parts


def _written(value: Any) -> str:
    """A value as a template writes it, escaped unless it is HTML. None is refused: the word None on a page would look
    like an author's."""
    if type(value) is Markup:
        return value
    if value is None:
        raise UndefinedError("a template shows a value that is None")
    return escaped(value)


def _terms(edition: Edition) -> Iterator[tuple[str, str]]:
    """Names of ids of the programme: K-TTT is "K-TTT, time to triage", the track `six` "six months", and `custom`
    "twelve months, scaled to 40 weeks"."""
    rotation, chosen = edition.programme.rotation, edition.client.policy.rotation
    yield from ((str(track.id), uncapitalized(str(track.name))) for track in rotation.tracks)
    nearest = rotation.track_for("custom", chosen.weeks or 0)
    if chosen.track == "custom" and nearest:
        yield "custom", f"{uncapitalized(str(nearest.name))}, scaled to {chosen.weeks} weeks"
    for term in edition.programme.curriculum.glossary:
        id, comma, _ = term.term.partition(", ")
        if comma and id.isupper():
            yield id, str(term.term)


def setting_name(key: str, called: ClientWords | None = None) -> str:
    """A setting's key as a name: `response.published_promise` is "Published promise"."""
    return field_labels.label_here(Text(key).partition(".")[2], called)
