"""Collects the facts of a client's site from its editions and plans."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from immerse.composing.book import competency_meaning, graduation_meaning
from immerse.composing.digests import digest_of, hash_of
from immerse.model.base import FOR_MENTORS, Node
from immerse.model.changes import OF_CHANGES
from immerse.model.competency import Competency
from immerse.model.edition import Client, Edition
from immerse.model.ids import SettingKey
from immerse.model.page import Plan
from immerse.model.programme import Programme
from immerse.model.revised import RevisedItem, RevisedNode, known_ids, revised_items
from immerse.model.rotation import GraduationItem
from immerse.model.site_view import View
from immerse.model.text import Prose, Text
from immerse.pipeline.prepare import Planned
from immerse.planning.settings import contract_of, may_show
from immerse.releasing.appearance import look_of
from immerse.releasing.page_blocks import blocks_of, words_of
from immerse.releasing.release_facts import EDITOR, BlockFact, Declared, Facts, ItemFact, PageFact, RetiredFact, merged
from immerse.releasing.setting_words import all_settings, shown_settings
from immerse.texts.shown import shown_in_full


@cache
def _not_written(model: type[Node]) -> frozenset[str]:
    """The fields of an item that are not part of the text by which a change of it is noticed."""
    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if OF_CHANGES in field.metadata or FOR_MENTORS in field.metadata)


def facts_of(plans: Mapping[View, Planned], programme: Programme, version: str = "") -> Facts:
    """The facts of one client's site.

    Args:
        plans: Both views.
        programme: As loaded, the same for all clients: what its authors wrote.
        version: Of the release; empty for a workspace that is not released.
    """
    mentor = plans[View.MENTOR].edition
    written, declared = _written(programme), _declared(mentor)
    items = _by_reader({view: list(_items(site.edition, site.plan, written, declared)) for view, site in plans.items()})
    reads = {item.id: item.settings for item in items[EDITOR]}
    settings = {view.value: list(shown_settings(site.edition, site.plan, reads)) for view, site in plans.items()}
    settings[EDITOR] = list(all_settings(mentor, reads))
    pages = {view: [PageFact(page.address, (), page.title) for page in site.plan.pages] for view, site in plans.items()}
    book = mentor.book
    return Facts(
        client=book.client,
        client_name=book.client_name,
        version=version,
        core_version=book.core_version,
        policy_version=book.policy_version,
        effective=book.effective,
        signers=_signers(mentor.client),
        known=tuple(sorted(known_ids(programme))),
        settings=merged(settings),
        pages=merged(_by_reader(pages)),
        blocks=merged(_by_reader({view: list(_blocks(site.edition, site.plan)) for view, site in plans.items()})),
        items=merged(items),
        retired=tuple(_retired(programme)),
        look=tuple(look_of(mentor)),
    )


def _signers(client: Client) -> str:
    """A digest of the signers, independent of the order of their file; empty where nobody may sign."""
    signers = sorted(
        (signer.model_dump(mode="json") for signer in client.signers.signers), key=lambda signer: str(signer["key"])
    )
    return digest_of(signers) if signers else ""


def _by_reader(by_view: Mapping[View, list[Any]]) -> dict[str, list[Any]]:
    """Reader -> facts: an editor reads what mentors do."""
    return {view.value: facts for view, facts in by_view.items()} | {EDITOR: by_view[View.MENTOR]}


def _blocks(edition: Edition, plan: Plan) -> Iterator[BlockFact]:
    planned = {page.address for page in plan.pages}
    for block in blocks_of(edition, plan.addresses):
        if block.page in planned:
            digest = digest_of([block.title, block.text])
            yield BlockFact(block.id, (), block.page, block.anchor, block.title, digest, block.text)


def _declared(edition: Edition) -> dict[str, tuple[Declared, ...]]:
    """Item -> its changes, of the edition that holds them all."""
    return {
        item.id: tuple(
            Declared(str(change.version), change.class_, change.mandatory, str(change.what))
            for change in item.node.changes
        )
        for item in revised_items(edition.programme)
    }


def _items(
    edition: Edition, plan: Plan, written: Mapping[str, str], declared: Mapping[str, tuple[Declared, ...]]
) -> Iterator[ItemFact]:
    shown = {key for key, setting in contract_of(edition).items() if may_show(edition, setting.shown)}
    for item in revised_items(edition.programme):
        page, anchor = _place(item, plan)
        meaning = _meaning(item.node, edition)
        settings = meaning.pop("settings", {})
        changes = declared.get(item.id, ())
        held_back = changes and not item.node.changes  # trainees see no changes of an assessed item
        yield ItemFact(
            id=item.id,
            readers=(),
            kind=item.kind,
            title=str(item.node.statement if isinstance(item.node, GraduationItem) else item.node.title),
            page=page,
            anchor=anchor,
            rev=1 if held_back else item.node.rev,
            digest=digest_of(meaning),
            meaning=meaning,
            settings=tuple(sorted(key for key in settings if key in shown)),
            text=_text(item.node),
            written=written.get(item.id, ""),
            changes=tuple(replace(change, what="") for change in changes) if held_back else changes,
        )


def _place(item: RevisedItem, plan: Plan) -> tuple[str, str]:
    address = plan.addresses.get(item.within if item.kind == "step" else item.id, "")
    page, _, anchor = address.partition("#")
    return page, f"step-{item.node.id}" if item.kind == "step" else anchor


def _text(node: RevisedNode) -> str:
    """The words that people read of an item."""
    if isinstance(node, Competency):
        return words_of((node.statement, node.criterion, *node.steps))
    return words_of(tuple(part for name, part in vars(node).items() if name not in _not_written(type(node))))


def _meaning(node: RevisedNode, edition: Edition) -> dict[str, Any]:
    policy = edition.client.policy
    if isinstance(node, Competency):
        return competency_meaning(node, policy)
    if isinstance(node, GraduationItem):
        return graduation_meaning(node, policy)
    parts = ((name, value) for name, value in vars(node).items() if name not in _not_written(type(node)))
    return {name: part for name, value in parts if (part := _as_json(value))}


def _as_json(value: Any) -> Any:
    """A value as JSON with texts as they are shown, without empty parts, and without the settings that were read."""
    if isinstance(value, SettingKey):
        return None
    if isinstance(value, Prose):
        return shown_in_full(value)
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, Node):
        return {name: part_json for name, part in vars(value).items() if (part_json := _as_json(part))}
    if isinstance(value, dict):
        return {str(key): _as_json(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [part_json for part in value if (part_json := _as_json(part)) is not None]
    return value if isinstance(value, (bool, int, float)) or value is None else str(value)


def _written(programme: Programme) -> dict[str, str]:
    """Item -> digest of the text of its author, over all alternatives with its id."""
    nodes: dict[str, list[Any]] = defaultdict(list)
    for item in revised_items(programme):
        exclude = {*_not_written(type(item.node))}
        text = item.node.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=exclude)
        nodes[item.id].append(text)
    return {id: f"w1:{hash_of(alternatives)}" for id, alternatives in nodes.items()}


def _retired(programme: Programme) -> Iterator[RetiredFact]:
    for entry in programme.curriculum.retired:
        fate = "replaced" if entry.replaced_by else "merged" if entry.merged_into else "split"
        fate = fate if entry.successors else "retired"
        yield RetiredFact(str(entry.id), str(entry.version), fate, entry.successors, str(entry.what))
