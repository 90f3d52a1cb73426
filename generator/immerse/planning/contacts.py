"""Roles that can be called, as this site may show them."""

from collections.abc import Iterator
from typing import NamedTuple

from immerse.model.base import walk_texts
from immerse.model.edition import Edition
from immerse.model.playbook import Playbook
from immerse.model.policy.escalation import Contact
from immerse.model.text import Prose
from immerse.texts.shown import shown_in_full


class ContactRow(NamedTuple):
    """A role that can be called. `phone` is empty where this site may not show it."""

    id: str
    contact: Contact
    deputy: str
    """Title of the deputy."""
    phone: str
    deputy_phone: str = ""


def plan_contacts(edition: Edition) -> tuple[ContactRow, ...]:
    """All contacts of the client in their order; numbers only where the client displays contacts in full."""
    policy = edition.client.policy
    contacts = policy.escalation.contacts or {}
    full = policy.site.contact_display == "full"

    def phone(contact: Contact | None) -> str:
        """The number to print; empty for none."""
        return str(contact.phone) if full and contact and contact.phone else ""

    rows = []
    for id, contact in contacts.items():
        deputy = contacts.get(contact.deputy)
        title = str(deputy.title) if deputy else ""
        rows.append(ContactRow(str(id), contact, title, phone(contact), phone(deputy)))
    return tuple(rows)


def contacts_named(edition: Edition, playbook: Playbook) -> tuple[ContactRow, ...]:
    """The contacts that a playbook's texts name, with those on call, and in a crisis those with a part in it."""
    policy = edition.client.policy
    wanted = set(_named(edition, playbook))
    if policy.centre.on_call and policy.centre.on_call.enabled:
        wanted |= {str(policy.centre.on_call.primary), str(policy.centre.on_call.deputy)}
    if playbook.crisis_clock and (roles := policy.crisis.roles):
        wanted |= {str(getattr(roles, part)) for part in type(roles).model_fields}
    rows = plan_contacts(edition)
    return _paired(tuple(row for row in rows if row.id in wanted) or rows)


def _paired(rows: tuple[ContactRow, ...]) -> tuple[ContactRow, ...]:
    """Without those who are already in an earlier row as its deputy, where each is the other's."""
    deputies = {row.id: str(row.contact.deputy) for row in rows}
    rows_by_id: dict[str, ContactRow] = {}
    for row in rows:
        deputy = deputies[row.id]
        if not (deputy in rows_by_id and deputies[deputy] == row.id):
            rows_by_id[row.id] = row
    return tuple(rows_by_id.values())


def _named(edition: Edition, playbook: Playbook) -> Iterator[str]:
    texts = walk_texts(playbook)
    text = " ".join(shown_in_full(text) if isinstance(text, Prose) else text for text in texts).casefold()
    contacts = edition.client.policy.escalation.contacts or {}
    # The longest title first, so that "head of legal" is not found inside "deputy head of legal".
    for id, contact in sorted(contacts.items(), key=lambda pair: -len(pair[1].title)):
        title = contact.title.casefold()
        if title in text:
            text = text.replace(title, "")
            yield str(id)
