"""What the rules of the checking room look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from immerse.model.edition import Client
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme


@dataclass(frozen=True, slots=True)
class Subject:
    """A programme, the clients in hand, and what static reading found. Rules read it and change nothing."""

    programme: Programme
    clients: tuple[Client, ...]
    reads: dict[str, tuple[str, ...]]
    """Source id (lesson, drill, inject, check, playbook, competency, graduation item, module, `curriculum`,
    `rotation`) -> setting keys that its texts, conditions and filters read, over all branches, sorted."""
    on: date
    """The day on which dates are judged."""
    core: Policy | None = None
    """The core defaults alone, to tell what a client loosened."""
