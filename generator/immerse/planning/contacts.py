"""Roles that can be called, as this site may show them."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.model.base import walk_texts
from immerse.model.edition import Edition
from immerse.model.playbook import Playbook
from immerse.planning.reference_contents import ContactRow


def plan_contacts(edition: Edition) -> tuple[ContactRow, ...]:
    """All contacts of the client in their order; numbers only where the client displays contacts in full."""
    policy = edition.client.policy
    contacts = policy.escalation.contacts or {}
    full = policy.site.contact_display == "full"
    rows = []
    for id, contact in contacts.items():
        deputy = contacts.get(contact.deputy)
        phone = str(contact.phone) if full and contact.phone else ""
        rows.append(ContactRow(str(id), contact, str(deputy.title) if deputy else "", phone))
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
    return tuple(row for row in rows if row.id in wanted) or rows


def _named(edition: Edition, playbook: Playbook) -> Iterator[str]:
    text = " ".join(walk_texts(playbook)).casefold()
    contacts = edition.client.policy.escalation.contacts or {}
    # The longest title first, so that "head of legal" is not found inside "deputy head of legal".
    for id, contact in sorted(contacts.items(), key=lambda pair: -len(pair[1].title)):
        title = contact.title.casefold()
        if title in text:
            text = text.replace(title, "")
            yield str(id)
