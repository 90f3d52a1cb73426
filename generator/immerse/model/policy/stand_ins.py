"""Stand-ins: values of a client's policy that nobody has given yet, listed in its file until somebody does."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, Field, create_model

from immerse.model.base import Node, walk_texts
from immerse.model.edition import Client
from immerse.model.policy.limits import refusal
from immerse.model.policy.policy import Policy
from immerse.model.policy.policy_leaves import Leaf, leaves
from immerse.model.policy.site import Release
from immerse.model.text import Formed


class ValuePath(Formed):
    """The path of a value: `centre.channels.x-care.account`; an entry of a list by its id, else by its number."""

    __slots__ = ()
    schema_pattern = r"^[a-z_]+(\.[A-Za-z0-9_-]+)+$"
    form = "the path of a value, like centre.channels.x-care.account"


def _each_once(paths: tuple[ValuePath, ...]) -> tuple[ValuePath, ...]:
    for number, path in enumerate(paths):
        if path in paths[:number]:
            raise refusal(f"{str(path)!r} is listed twice; delete one of the two lines")
    return paths


_DOC = "Paths of values that nobody gave yet. Deleting a line says that its value is now right."
StandInList = Annotated[tuple[ValuePath, ...], AfterValidator(_each_once), Field(description=_DOC)]


class StandIns(Node):
    """The list alone."""

    stand_ins: StandInList = ()


@lru_cache(maxsize=8)
def policy_file(contract: type[Policy]) -> type[Policy]:
    """The model of a client's policy.yml: the groups of settings, and the list of stand-ins."""
    fields: Any = {"stand_ins": (StandInList, ())}
    return create_model("PolicyFile", __base__=contract, __doc__=contract.__doc__, **fields)


HOST = "to-be-given.example"
"""The host of the addresses in a skeleton; no such host can exist."""

MARK = "To be given"
"""The beginning of a placeholder of a text."""
_TEXT = re.compile(rf"{MARK}(?::.*)?|.*\b{re.escape(HOST)}\b.*", re.S)
PHONE = "000 000 000"
"""The telephone number of a skeleton; it leads nowhere."""


def placeholder(words: str) -> str:
    """The placeholder of a text that somebody has to give: `To be given: purpose`."""
    return f"{MARK}: {words}"


def is_placeholder(value: Any) -> bool:
    """Whether this is a skeleton's placeholder for a value that nobody gave, which cannot be right as it is."""
    if isinstance(value, tuple):
        return any(map(is_placeholder, value))
    return isinstance(value, str) and (value == PHONE or bool(_TEXT.fullmatch(value)))


class Tally(NamedTuple):
    """The progress of a client's policy."""

    answered: int
    total: int
    """Values that its file sets and that somebody has to give, with those listed that it does not set yet."""

    def __str__(self) -> str:
        return f"{self.answered} of {self.total} values answered"


def tally(client: Client) -> Tally:
    """The number of a client's own values that somebody gave."""
    paths = {leaf.path for leaf in leaves(client.policy) if is_asked(leaf) and client.layer_of(leaf.keys) == "client"}
    listed = set(map(str, client.stand_ins))
    total = len(paths | listed)
    return Tally(total - len(listed), total)


def is_asked(leaf: Leaf) -> bool:
    """Whether somebody can be asked for the value; ids that connect parts of the file and fixed values are not
    asked."""
    return leaf.kind != "id" and not leaf.fixed and leaf.setting.type.model is not Release


def unlisted_placeholders(client: Client) -> Iterator[Leaf]:
    """Values that are a skeleton's placeholder and are not listed as stand-ins."""
    if not any(map(is_placeholder, walk_texts(client.policy))):
        return
    for leaf in leaves(client.policy):
        if leaf.path not in client.stand_ins and is_placeholder(leaf.value):
            yield leaf
