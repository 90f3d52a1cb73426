"""Who stands in for whom, and who is the same person under another title."""

from __future__ import annotations

from dataclasses import replace

from immerse.deciding.reading import Result
from immerse.model.policy.policy import Policy


class People:
    """The contacts of one client as persons."""

    def __init__(self, policy: Policy) -> None:
        self._contacts = {str(id): contact for id, contact in (policy.escalation.contacts or {}).items()}

    def deputy(self, contact: str) -> str:
        """Contact id of the deputy; empty for somebody whom the policy does not know."""
        found = self._contacts.get(contact)
        return str(found.deputy) if found else ""

    def are_one(self, contact: str, other: str) -> bool:
        """Whether two contacts are one person."""
        return self._person(contact) == self._person(other)

    def two_persons(self, result: Result) -> Result:
        """A result in which nobody approves their own text: the deputy does, or no second name stands there."""
        if not result.approver or not self.are_one(result.approver, result.route):
            return result
        deputy = self.deputy(result.approver)
        return replace(result, approver="" if not deputy or self.are_one(deputy, result.route) else deputy)

    def _person(self, contact: str) -> str:
        found = self._contacts.get(contact)
        return str(found.person or contact) if found else contact
