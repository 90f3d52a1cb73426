"""The sites of the four clients differ where policy differs and nowhere else: what templates add to a page.

Every line of every page of every trainee site, as HTML before a host sees it, compared with the other clients'
page of the same address. A line that only one of them has is a text of the programme (judged in
test_demo_client_differences.py), the client's own name or overlay, or made by a template; then a setting that the
template read while it was rendered, or that the plan of such a page reads, has another value for the two. Left out:
the foot of the page, addresses of links, attributes, and which pages read a setting.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import pytest
from client_texts import differs, read_by, value
from immerse.hosts.pages import html_of
from immerse.model.policy.declarations import Group
from immerse.model.policy.id_names import policy_names
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import settings_of
from immerse.model.site_view import View
from immerse.planning.site import plan_site
from immerse.rendering.renderer import Renderer
from site_fixtures import CLIENTS, edition

PAIRS = tuple(combinations(CLIENTS, 2))
WEEKS = ("rotation.track", "rotation.weeks", "rotation.minimums")
TASKS = (*WEEKS, "client.sector", "client.words")
PLANNED = {
    "about": ("site.release",),
    "changes": ("site.release",),
    "checks": ("rotation.signoff",),
    "contacts": ("escalation.contacts", "client.brands"),
    "evidence": WEEKS,
    "first_days": TASKS,
    "gates": WEEKS,
    "handover": (*WEEKS, "agency.exit"),
    "home": (*WEEKS, "site.release"),
    "learn": WEEKS,
    "module": (*WEEKS, "rotation.signoff"),
    "playbook": (*WEEKS, "agency.exit", "client.brands", "client.org_model", "crisis.timers", "escalation.contacts"),
    "policy": (),
    "progress": WEEKS,
    "role_tasks": TASKS,
    "rotation": WEEKS,
    "settings": (),
    "tasks": TASKS,
}
"""Settings that the plan of a page reads for its template, by the kind of page; other kinds read none."""
_ID = re.compile(r"\b[A-Z]{2,3} [A-Z]?\d+\b")
_BOX = re.compile(r"<small>(.*)</small></dd>")
"""What a setting means, at the end of its line in a policy box or in the policy at a glance."""
_SOURCE = re.compile(r'<li id="source-([^"]+)"')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as its template made it, and the settings that were read meanwhile."""

    kind: str
    lines: dict[str, str]
    """Words of a line, without markup, ids and the client's name -> the line."""
    reads: frozenset[str]


@cache
def words_of(line: str, name: str = "") -> str:
    bare = html.unescape(re.sub(r"<[^>]*>|\]\([^)]*\)|\{[^}]*\}", " ", line)).replace("\\", "")
    said = " ".join(_WORD.findall(bare.replace(name, " CLIENT ") if name else bare))
    return re.sub(r"\bread by .*", "read by", _ID.sub("ID", said))


@cache
def rendered(client: str) -> dict[str, Rendered]:
    """All pages of a client's trainee site by their address."""
    made = edition(client, View.TRAINEE)
    policy = made.client.policy
    groups = {
        type(group): name for name in type(policy).model_fields if isinstance(group := getattr(policy, name), Group)
    }
    plan, _ = plan_site(made)
    seen: set[str] = set()
    found = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Group, "__getattribute__", _noting(groups, seen))
        for page in plan.pages:
            renderer = Renderer(made, plan)  # it keeps what it has said before, which would not be read again
            seen.clear()
            text = html_of(renderer.render(page))
            body = text.rpartition("\n<footer")[0] or text
            lines = {words_of(line, str(policy.client.name)): line for line in body.splitlines()}
            found[page.address] = Rendered(page.kind, lines, frozenset(seen))
    return found


def _noting(groups: dict[type[Group], str], seen: set[str]) -> object:
    original = Group.__getattribute__

    def read(group: Group, name: str) -> object:
        if name in type(group).model_fields:
            seen.add(f"{groups[type(group)]}.{name}")
        return original(group, name)

    return read


@cache
def own_words(one: str, other: str) -> tuple[str, dict[str, list[str]]]:
    """What `one` reads otherwise than `other` in programme and overlay: in one string, and lines of several words by
    their second word, which stands whole wherever the line does."""
    name = str(edition(one, View.TRAINEE).client.policy.client.name)
    mine, its = read_by(one), read_by(other)
    lines = {
        words_of(line, name) for place, text in mine.items() if its.get(place) != text for line in text.split("\n")
    }
    by_word: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.count(" ") >= 3:
            by_word[line.split(" ", 2)[1]].append(line)
    return f" # {' # '.join(sorted(lines))} # ", by_word


@cache
def keys_of(client: str) -> dict[str, str]:
    """What a setting means, as a policy box says it -> its key."""
    settings = settings_of(type(edition(client, View.TRAINEE).client.policy))
    return {words_of(setting.doc.replace("`", "")): key for key, setting in settings.items()}


@cache
def names_of(client: str) -> Mapping[str, str]:
    """What a client calls its ids."""
    return policy_names(edition(client, View.TRAINEE).client.policy)


@cache
def differs_in_words(key: str, one: str, other: str) -> bool:
    """Whether a setting has another value for two clients, or names something by an id that they call otherwise."""
    ours, theirs = names_of(one), names_of(other)
    ids = set(re.findall(r"'([a-z0-9-]+)'", str(value(one, key))))
    return differs(key, one, other) or any(ours.get(id) != theirs.get(id) for id in ids)


def deciding(one: str, page: Rendered, line: str) -> frozenset[str]:
    """The settings that may have made this line."""
    if boxed := _BOX.search(line):
        return frozenset({keys_of(one)[words_of(boxed[1])]})
    # A client's name and its site's address stand everywhere; they explain nothing but themselves.
    read = {key for key in page.reads if key != "client.name" and not key.startswith("site.")}
    return frozenset(read | set(PLANNED.get(page.kind, ())))


def in_words_of(one: str, other: str, line: str) -> str:
    """A line with what `one` calls a board or a pilot as `other` calls it; what a setting means says neither."""
    name, called, pairs = other_words(one, other)
    said, small, meaning = line.partition("<small>")
    said = called.sub(lambda found: pairs[found[0]], said)
    return words_of(said + small + meaning, name)


@cache
def other_words(one: str, other: str) -> tuple[str, re.Pattern[str], dict[str, str]]:
    """The name of `one`, what it calls a board or a pilot, and what `other` calls each of them."""
    ours, theirs = (edition(client, View.TRAINEE).client.policy.client for client in (one, other))
    assert ours.words and theirs.words
    pairs = {str(word): str(getattr(theirs.words, field)) for field, word in ours.words.model_dump().items()}
    longest_first = "|".join(map(re.escape, sorted(pairs, key=len, reverse=True)))
    return str(ours.name), re.compile(rf"\b(?:{longest_first})\b"), pairs


def left_out(other: str, page: Rendered, line: str) -> bool:
    """Whether a line is a source that no page of the other client cites."""
    found = _SOURCE.search(line) if page.kind == "sources" else None
    return found is not None and found[1] not in cited(other)


@cache
def cited(client: str) -> frozenset[str]:
    programme = edition(client, View.TRAINEE).programme
    return frozenset(str(note.id) for page in (*programme.lessons(), *programme.playbooks) for note in page.sources)


def unexplained(one: str, other: str, pages: dict[str, Rendered]) -> Iterator[str]:
    """Lines of the pages of `one` that `other` has not, although nothing that made them is different."""
    blob, own = own_words(one, other)
    for address, page in pages.items():
        theirs = rendered(other).get(address)
        if theirs is None:
            if not any(value(other, key) != value(one, key) for key in page.reads):
                yield f"{address}: a page that {other} has not"
            continue
        for said, line in page.lines.items():
            if in_words_of(one, other, line) in theirs.lines or left_out(other, page, line):
                continue
            if not said or said in theirs.lines:
                continue
            if any(differs_in_words(key, one, other) for key in deciding(one, page, line)):
                continue
            if any(text in said for word in {*said.split()} & own.keys() for text in own[word]):
                continue
            if (box := _BOX.search(line)) and not any(has.endswith(words_of(box[1])) for has in theirs.lines):
                continue  # no text of the other client's page reads that setting
            if f" {said.replace('ID ', '')} " not in blob:
                yield f"{address}: {line}"


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[f"{one}-{other}" for one, other in PAIRS])
def test_a_line_that_only_one_client_has_was_made_of_a_setting_that_differs(one: str, other: str) -> None:
    assert list(unexplained(one, other, rendered(one))) == []
    assert list(unexplained(other, one, rendered(other))) == []


def test_lines_of_another_client_are_found_on_pages_whose_templates_read_nothing_that_differs() -> None:
    one, other = "northgate", "calder-rowe"
    pages = dict(rendered(one))
    glossary, lesson = pages["reference/glossary.md"], pages["learn/rsp/rsp-l2.md"]
    leak = "The duty lead of the bank has it within 10 minutes."
    pages["reference/glossary.md"] = replace(glossary, lines=glossary.lines | {words_of(leak): leak})
    assert not differs("voice.accessibility", one, "kestrel-inlet")
    doc = settings_of(Policy)["voice.accessibility"].doc
    boxed = f"<dd>reading level: C1 <small>{doc}</small></dd>"
    pages["learn/rsp/rsp-l2.md"] = replace(lesson, lines=lesson.lines | {words_of(boxed): boxed})
    assert list(unexplained(one, other, pages)) == [f"reference/glossary.md: {leak}"]
    assert sorted(unexplained(one, "kestrel-inlet", pages)) == [
        f"learn/rsp/rsp-l2.md: {boxed}",
        f"reference/glossary.md: {leak}",
    ]
