"""Ids and links refer to something that exists (reference)."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from immerse.checking.rule import ERROR, Report, Visit, rule
from immerse.checking.scopes import caught, each_playbook
from immerse.model.base import Node, alternatives
from immerse.model.edition import Client
from immerse.model.id_slots import id_kinds
from immerse.model.ids import ProgrammeId
from immerse.model.owned_text import OwnedText
from immerse.model.playbook import Playbook, RoleInWords
from immerse.model.policy.policy import Policy
from immerse.model.references import Reference, definitions_in, ids_by_kind, references_by_field, references_in
from immerse.model.screening import screen
from immerse.model.subject import Subject
from immerse.model.text import Prose
from immerse.problems import Location
from immerse.texts.linking import Link, links_of
from immerse.words.english import join, with_article
from immerse.words.near_misses import near_id, near_miss

OF_POLICIES = id_kinds(Policy, defined=True)
"""Kinds of things that each client's policy defines for itself."""
_ID = re.compile(r"(?!(?:co|ex|on|vice|non|self)-[a-z]+$)[a-z0-9]+(?:-[a-z0-9]+)+")


class Dangling(NamedTuple):
    """A reference to an address that does not exist, and the existing addresses of that kind."""

    reference: Reference
    known: Collection[str | int]
    other_kind: str = ""
    """The kind of the node that has this id; empty where none has it."""

    @property
    def message(self) -> str:
        """The message of the problem."""
        kind, address = self.reference.kind, self.reference.address
        if self.other_kind:
            return f"{address!r} is {with_article(self.other_kind)}, not {with_article(kind)}"
        return f"{kind} {address!r} does not exist"

    @property
    def hint(self) -> str:
        """The id that was probably meant, or those that exist; for a part, those of the same whole. Where an id of
        another kind was named, the kinds that can be."""
        kinds = sorted({id.kind for id in self.known if isinstance(id, ProgrammeId)})
        if self.other_kind and len(kinds) > 1:
            return f"name {join(map(with_article, kinds), 'or')}"
        whole, slash, _ = str(self.reference.address).partition("/")
        alike = [id for id in map(str, self.known) if id.count("/") == len(slash)]
        beside = [id for id in alike if id.startswith(f"{whole}/")]
        return meant_id(self.reference.address, beside or alike)


def dangling_in(node: Node, known: Mapping[str, Collection[str | int]]) -> Iterator[Dangling]:
    """The references in a node, and below it, to addresses that do not exist; `known` has the addresses of each kind.

    A part is not reported if the whole does not exist either.
    """
    unknown: set[str] = set()
    for reference in references_in(node):
        ids = known.get(reference.kind, ())
        if reference.address not in ids and reference.within not in unknown:
            unknown.add(str(reference.id))
            yield Dangling(reference, ids, _kind_of(reference.id, known))


def _kind_of(id: str | int, known: Mapping[str, Collection[str | int]]) -> str:
    """The kind of the node of the programme that has an id; empty if none has it."""
    same = (known_id for ids in known.values() for known_id in ids if known_id == id)
    return next((known_id.kind for known_id in same if isinstance(known_id, ProgrammeId)), "")


def _dangling(context: Subject) -> Iterator[Visit[Dangling]]:
    for dangling in context.for_all(_dangling_in_programme):
        yield Visit(dangling, str(dangling.reference.id), dangling.reference.location)


def _dangling_in_programme(context: Subject) -> tuple[Dangling, ...]:
    return tuple(dangling_in(context.programme, context.known_ids))


def _dangling_in_signers(context: Subject) -> Iterator[Visit[Dangling]]:
    for client in context.clients:
        for signer in client.signers.signers:
            for dangling in dangling_in(signer, context.known_ids):
                yield Visit(dangling, f"{client.id}/{signer.key}", dangling.reference.location)


def _dangling_in_overlays(context: Subject) -> Iterator[Visit[Dangling]]:
    """The references of each client's overlay, which may name the parts that it adds itself."""
    for client in context.clients:
        added = ids_by_kind(client.overlay, parts=True).items()
        known = {**context.known_ids, **{kind: (*context.known_ids.get(kind, ()), *ids) for kind, ids in added}}
        for dangling in dangling_in(client.overlay, known):
            yield Visit(dangling, f"{client.id}/overlay", dangling.reference.location)


def _dangling_in_policies(context: Subject) -> Iterator[Visit[Dangling]]:
    """The references of each client's policy; where a policy defines nothing of a kind, another rule requires the
    list."""
    shared = context.known_ids
    for client in context.clients:
        ids = ids_by_kind(client.policy)
        for key, named in named_by(client.policy):
            known: Collection[str | int] = (ids if named.kind in OF_POLICIES else shared).get(named.kind, ())
            if named.id not in known and (known or named.kind not in OF_POLICIES) and _counts(key, named, context):
                yield Visit(Dangling(named, known), f"{client.id}/{key}", named.location, client=client, key=key)


def _counts(key: str, reference: Reference, context: Subject) -> bool:
    """Whether an author can correct it: a core default counts where a text reads it, and cannot know the programme."""
    return not _is_of_core(reference) or (reference.kind in OF_POLICIES and key in context.used)


def _is_of_core(reference: Reference) -> bool:
    return "/" not in reference.location.path


def named_by(policy: Policy) -> Iterator[tuple[str, Reference]]:
    """Every reference in a policy, each with the key of its setting."""
    for group in type(policy).model_fields:
        for field, references in references_by_field(getattr(policy, group)).items():
            yield from ((f"{group}.{field}", reference) for reference in references)


@rule("reference", ERROR, each=_dangling)
def dangling_references(dangling: Dangling, report: Report) -> None:
    """Every id that is named exists.

    Lessons, drills, checks, playbooks, the rotation, policies, overlays and signers.yml name competencies, sources,
    roles, gates, contacts, brands and each other by id. An id that does not exist is a page that cannot be reached, a
    measure that nobody owns, or a person who is not called.

    Bad:  teaches: [TRI-9]          (module TRI has TRI-1 to TRI-7)
    Good: teaches: [TRI-5]

    The same holds for links in texts: [Priority and clocks](lesson:TRI-L2). A policy names its own contacts, brands,
    channels, regimes, hard triggers, approvals, pre-cleared texts and outcomes, and roles, modules, playbooks and
    milestones of the programme. Who does a step and who owns a playbook is written in words; words that look like an
    id (incident-commander) are a warning, because pages show them as written, and so is a misspelt role (mentr).
    """
    report(dangling.message, hint=dangling.hint)


@dangling_references.also(_dangling_in_signers)
@dangling_references.also(_dangling_in_overlays)
def _of_a_client(dangling: Dangling, report: Report) -> None:
    report(dangling.message, hint=dangling.hint)


@dangling_references.also(_dangling_in_policies)
def _in_a_policy(dangling: Dangling, report: Report) -> None:
    named, client = dangling.reference, report.client
    message = dangling.message + (f" at {client.id}" if named.kind in OF_POLICIES else "")
    cause = f"{client.id}/{named.kind}/{named.id}"
    if _is_of_core(named):
        hint = f"give one {named.kind} the id {named.id}, or set {report.key}"
        report(f"{message}; {report.key} names it by default", at=_list_of(named.kind, client), hint=hint, cause=cause)
    else:
        report(message, hint=dangling.hint, cause=cause)


class _DeadLink(NamedTuple):
    """A link to an id that does not exist, and the existing ids of that kind."""

    link: Link
    known: Collection[str | int]


def _dead_links(context: Subject) -> Iterator[Visit[_DeadLink]]:
    known = context.known_ids
    for owned in context.own_words(_has_links):
        for link in links_of(owned.text) if isinstance(owned.text, Prose) else ():
            if link.id not in known.get(link.kind, ()):
                yield Visit(_DeadLink(link, known.get(link.kind, ())), link.id, owned.text.at(link.start))


@dangling_references.also(_dead_links)
def _dead_link(dead: _DeadLink, report: Report) -> None:
    report(f"link to {dead.link.kind} {dead.link.id!r}, which does not exist", hint=meant_id(dead.link.id, dead.known))


@screen
def _has_links(owned: OwnedText) -> bool:
    return isinstance(owned.text, Prose) and any(links_of(owned.text))


@screen
def _names_people(owned: OwnedText) -> bool:
    return isinstance(owned.text, RoleInWords)


class _Roles(NamedTuple):
    """The roles of the rotation."""

    titles: Mapping[str, str]
    names: list[str]
    """Ids and titles of roles in lower case."""
    near: Callable[[str], str]
    """The name that a word was probably meant to be."""


def _roles(context: Subject) -> _Roles:
    titles = {str(role.id): str(role.title) for role in context.programme.rotation.roles}
    names = sorted({name.casefold() for pair in titles.items() for name in pair if "{" not in name})
    near = cache(partial(near_miss, known=names, certain=True))  # many texts have the same words
    return _Roles(titles, names, near)


@dangling_references.also(caught(_names_people))
def _misnamed_people(owned: OwnedText, report: Report) -> None:
    """Report people who are named by an id or by a misspelt role."""
    who, people = str(owned.text), report.context.for_all(_roles)
    titles = people.titles
    if _ID.fullmatch(who):
        hint = f"write it in words: {titles.get(who, who.replace('-', ' '))}"
        report.warn(f"{who!r} looks like an id, and is shown as it is typed", hint=hint)
        return
    word = who.casefold()
    may_be_misspelt = word not in people.names and "{" not in word and len(word) < _LONG
    close = people.near(word) if may_be_misspelt else ""
    if close and not word.startswith(close) and not close.startswith(word):
        report.warn(f"{who!r} is not a role of rotation.yml", hint=f"did you mean {close!r}?")


@dangling_references.also(each_playbook)
def _run_together(playbook: Playbook, report: Report) -> None:
    """Report roles of a list without a comma between them."""
    ids = {str(role.id) for role in report.context.programme.rotation.roles}
    for who in playbook.roles:
        if len(parts := who.split()) > 1 and ids.issuperset(parts):
            message = f"a comma is missing between {parts[0]!r} and {parts[1]!r}"
            report.warn(message, at=who, hint=f"write [{', '.join(parts)}]")


_QUESTION = re.compile(r"\b[Gg]o (?:on )?to (D\d{1,2})\b")


@dangling_references.also(each_playbook)
def _no_such_question(playbook: Playbook, report: Report) -> None:
    """Report answers that lead to a question that the ladder does not have."""
    decisions = tuple(alternatives(playbook.decisions))
    known = [str(decision.id) for decision in decisions]
    for decision in decisions:
        for answer in (decision.yes, decision.no):
            for match in _QUESTION.finditer(answer):
                if match[1] not in known:
                    message = f"{decision.id} leads to {match[1]}, and {playbook.id} has no such question"
                    report(message, at=answer.at(match.start(1)), hint=f"its questions are {', '.join(known)}")


_LONG = 40
"""The number of characters from which a text is a sentence and not the name of a role."""


def _list_of(kind: str, client: Client) -> Location:
    """The setting in which a client's policy defines ids of a kind."""
    first = next(definition for definition in definitions_in(client.policy) if definition.kind == kind)
    return first.node.location_of(first.field)


def meant_id(id: str | int, known: Collection[str | int]) -> str:
    """The hint for an id that does not exist: the id that was probably meant, or all that exist."""
    names = [*map(str, known)]
    if meant := near_id(str(id), names):
        return f"did you mean {meant!r}?"
    return f"there are: {', '.join(names[:12])}{' ...' if len(names) > 12 else ''}" if names else "none is declared yet"
