"""Questions of a decision ladder, as a playbook has them."""

from __future__ import annotations

from immerse.model.playbook import Decision
from immerse.model.text import CodeId, Line


def decision(number: int, ask: str = "Is it so?", yes: str = "Do it.", no: str = "Go on.") -> Decision:
    return Decision(id=CodeId(f"D{number}"), ask=Line(ask), yes=Line(yes), no=Line(no))
