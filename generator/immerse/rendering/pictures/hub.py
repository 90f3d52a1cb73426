"""Hub and spokes: the centre, and each brand with the owner of its conversations."""

from typing import NamedTuple

from immerse.model.edition import Edition
from immerse.rendering.pictures.measuring import NARROWEST, wrap

_LEFT = 66
_INSIDE = 14
"""The place of the words in the box of the centre."""
_LEADING = 17


class Spoke(NamedTuple):
    """One brand. `y` is the baseline of its name; the lines below it give the owner and the deputy."""

    name: str
    owner: str
    deputy: str
    lines: tuple[str, ...]
    y: int


class Hub(NamedTuple):
    """The whole picture."""

    lines: tuple[str, ...]
    """Whose centre it is, and the organisation model where there is one."""
    box: int
    """The height of the box of the centre."""
    height: int
    spokes: tuple[Spoke, ...]


def draw_hub(edition: Edition, model: str) -> Hub:
    """The brands of this client in their order; `model` is the organisation model in words."""
    policy = edition.client.policy
    titles = {str(id): str(contact.title) for id, contact in (policy.escalation.contacts or {}).items()}
    spokes: list[Spoke] = []
    name = str(policy.client.name)
    centre = wrap(f"{name}: {model}" if model else name, NARROWEST - 2 * _INSIDE, 13)
    box = 37 + _LEADING * len(centre)
    y = box + 34
    for brand in policy.client.brands or ():
        owner, deputy = (titles.get(id, id.replace("-", " ")) for id in (brand.spoke_owner, brand.deputy))
        room = NARROWEST - _LEFT
        lines = (*wrap(owner, room, 13), *wrap(f"deputy: {deputy}", room, 13))
        spokes.append(Spoke(str(brand.name), owner, deputy, lines, y))
        y += 1 + _LEADING * len(lines) + 36
    return Hub(centre, box, y - 30, tuple(spokes))
