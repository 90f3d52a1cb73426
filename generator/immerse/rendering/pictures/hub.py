"""Hub and spokes: the centre, and each brand with whoever owns its conversations."""

from __future__ import annotations

from dataclasses import dataclass

from immerse.model.edition import Edition

_ROW = 72


@dataclass(frozen=True, slots=True)
class Spoke:
    """One brand. `y` is the baseline of its name."""

    name: str
    owner: str
    deputy: str
    y: int


@dataclass(frozen=True, slots=True)
class Hub:
    """The whole picture."""

    title: str
    model: str
    height: int
    spokes: tuple[Spoke, ...]


def draw_hub(edition: Edition, model: str) -> Hub:
    """The brands of this client in their order; `model` is the organisation model in words."""
    policy = edition.client.policy
    contacts = policy.escalation.contacts or {}

    def title(id: str) -> str:
        return next((str(contact.title) for key, contact in contacts.items() if key == id), id.replace("-", " "))

    spokes = tuple(
        Spoke(str(brand.name), title(brand.spoke_owner), title(brand.deputy), 88 + _ROW * index)
        for index, brand in enumerate(policy.client.brands or ())
    )
    return Hub(str(policy.client.name), model, 88 + _ROW * len(spokes) - 22, spokes)
