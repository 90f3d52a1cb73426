"""Decision tables: facts that a person can observe of an item, and rows that say what follows from them.

The terms are those of DMN (Decision Model and Notation): a table has a hit policy and may use the outcome of another
table. A `Given` and a `Formula` are parsed by `deciding`; here they are texts with a position.
"""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from immerse.model.base import Block, Node, NonEmpty
from immerse.model.policy.kinds import PRIORITIES, SEVERITIES, Minutes
from immerse.model.text import Formed, Line, Name, Slug, Text

NO_SEVERITY = "none"
"""The severity of an item that is no crisis, and what an `output_order` table gives where no row holds."""
NAMED_OUTCOMES: dict[str, tuple[str, ...]] = {"priority": PRIORITIES, "severity": (*SEVERITIES, NO_SEVERITY)}
"""Outcomes that later tables read by their own name, and their values, the gravest first."""
CLOSED_OUTCOMES = NAMED_OUTCOMES | {"clock": ("wall", "cover")}
"""Outcomes with a closed list of values."""
_TAKEN = ("policy", "priority", "severity", "and", "or", "not", "in", "is", "if", "else", "true", "false", "none")


class FactName(Formed):
    """The name by which an expression reads a fact or the outcome of a table: `helps`, `shut_out`."""

    __slots__ = ()
    schema_pattern = r"^[a-z][a-z0-9_]{0,31}$"
    form = "1 to 32 lower-case letters, digits and underscores, as in shut_out"

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses words of the expression language, too."""
        if value in _TAKEN:
            return f"{value!r} is a word of the language, so neither a fact nor a table can be called that"
        return super().fault(value)


class Word(Formed):
    """One value of a fact: `fair_critic`, `en-GB`, `S2`."""

    __slots__ = ()
    schema_pattern = r"^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$"
    form = "one word, as in fair_critic"


class Computed(Text):
    """A text of a decision table that is, or may hold, an expression over facts and policy."""

    __slots__ = ()

    @property
    def expression(self) -> str:
        """The expression as typed; empty where there is none."""
        return str(self)


class Formula(Computed):
    """An expression that is true or false, in `if:`."""


class Listed(Computed):
    """The path of a setting whose keys are the values of a fact: `policy.escalation.hard_triggers`."""


class Given(Computed):
    """What a row gives: one word, or one `{{ expression }}`."""

    @classmethod
    def fault(cls, value: str) -> str:
        """Refuses text around an expression, and more than one of them."""
        if "{{" in value or "}}" in value:
            alone = value.startswith("{{") and value.endswith("}}") and value.count("{{") == value.count("}}") == 1
            return "" if alone else f"{value!r} must be one word, or one {{{{ expression }}}} and nothing else"
        return Word.fault(value)

    @property
    def expression(self) -> str:
        """The expression between the braces; empty for a plain word."""
        return self[2:-2] if self.startswith("{{") else ""


StatedFacts = dict[FactName, bool | Word | tuple[Word, ...]]
"""Facts of one item: name -> true or false, one word, or several."""


class Fact(Node):
    """Something that a person can observe without knowing the policy.

    Its value is one of `values`, or `several` of a set at once, or one that the policy lists (`from`); a fact with none
    of the three is true or false.
    """

    model_config = ConfigDict(populate_by_name=True)

    ask: Line
    """The question that a person answers by looking."""
    values: dict[Word, Line] = {}
    """Value -> what it means."""
    several: dict[Word, Line] = {}
    """Value -> what it means, where several can hold together."""
    from_: Listed | None = Field(default=None, alias="from")
    """A map of the policy, or a list of things that have an id: its keys are the values."""
    otherwise: Word | None = None
    """With `from`: the value for everything that the policy does not list."""
    usual: bool | Word | tuple[Word, ...] | None = None
    """The value where nothing is stated. It defaults to the first value that the policy lists with `from`, and to none
    with `several`; any other fact without it has to be stated."""

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> Self:
        if sum(map(bool, (self.values, self.several, self.from_))) > 1:
            raise PydanticCustomError("fact", "a fact takes only one of values, several and from")
        if self.otherwise and not self.from_:
            raise PydanticCustomError("fact", "otherwise: goes with from:; name every value under values:")
        allowed = self.values or self.several
        words = self.usual if isinstance(self.usual, tuple) else (self.usual,) if isinstance(self.usual, Word) else ()
        if odd := [word for word in words if allowed and word not in allowed]:
            message = "usual: {odd} is not one of its values: {all}"
            raise PydanticCustomError("fact", message, {"odd": repr(str(odd[0])), "all": ", ".join(allowed)})
        fits = bool if not (allowed or self.from_) else tuple if self.several else Word
        if self.usual is not None and not isinstance(self.usual, fits):
            wanted = {bool: "true or false", tuple: "a list of its values", Word: "one of its values"}[fits]
            raise PydanticCustomError("fact", "usual: must be {wanted}", {"wanted": wanted})
        return self


AnswerPlace = Literal["public", "private", "public_then_private", "nowhere"]
"""Where an answer is published."""


class Conclusion(Node):
    """What a row decides. Everything but `is`, `left`, `place` and `record` may be a word or one `{{ expression }}`."""

    model_config = ConfigDict(populate_by_name=True)

    is_: bool | Given | None = Field(default=None, alias="is")
    """The value under the table's own name, for later tables."""
    priority: Given | None = None
    """P1 to P4; the response targets of the policy give its times."""
    severity: Given | None = None
    """S1 to S4, or none; the crisis timers of the policy give its times."""
    route: Given | None = None
    """The contact who is responsible."""
    tell_min: Minutes | Given | None = None
    """Minutes until the route has been told."""
    clock: Given | None = None
    """`wall` or `cover`, for `tell_min`; the clock of the priority where it is absent."""
    approver: Given | None = None
    """The contact who approves the answer; their deputy, where they are responsible for the item themselves."""
    place: AnswerPlace | None = None
    left: Literal[True] | None = None
    """Left by rule: nobody is responsible, and nothing is due."""
    playbook: Given | None = None
    record: Line | None = None
    """What is written down, and where; collected from every row that decides."""

    def given(self) -> Iterator[tuple[str, Given]]:
        """(key, text) of every field that holds a word or an expression."""
        for name in ("is_", "priority", "severity", "route", "tell_min", "clock", "approver", "playbook"):
            value = getattr(self, name)
            if isinstance(value, Given):
                yield name.rstrip("_"), value


class DecisionRow(Block):
    """One row: if this holds, then that."""

    model_config = ConfigDict(populate_by_name=True)

    id: Slug
    title: Line
    """The condition in words, for people."""
    if_: Formula | None = Field(default=None, alias="if")
    """Expression over facts and policy; a row without it applies to everything that is left."""
    then: Conclusion
    note: Line | None = None
    """What to do, or not to do."""

    def computed(self) -> Iterator[Computed]:
        """Every text of the row that holds an expression."""
        if self.if_ is not None:
            yield self.if_
        yield from (text for _, text in self.then.given() if text.expression)


HitPolicy = Literal["unique", "first", "priority", "output_order"]
"""DMN's hit policies: exactly one row holds; the first that holds decides; the gravest that holds decides; all that
hold decide, the gravest first."""


class DecisionTable(Block):
    """A table; `id` is the name under which later tables read its `is`."""

    id: FactName
    title: Name
    hit: HitPolicy
    order: Given | None = None
    """What `priority` and `output_order` sort by, smallest first; severity, then priority, where it is absent. Equal
    rows keep the order in which they are written."""
    rules: NonEmpty[DecisionRow]

    @property
    def gives(self) -> tuple[str, ...]:
        """The names that the table decides: its own, `priority`, `severity`."""
        outcomes = [row.then for row in self.rules]
        table_id = (str(self.id),) if any(outcome.is_ is not None for outcome in outcomes) else ()
        named = (name for name in NAMED_OUTCOMES if any(getattr(outcome, name) is not None for outcome in outcomes))
        return (*table_id, *named)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Keys of the settings that give its outcomes owners and times, besides those that it names."""
        outcomes = [row.then for row in self.rules]
        needed: list[str] = []
        if any(outcome.priority is not None for outcome in outcomes):
            needed += ["response.targets", "centre.desks", "centre.on_call"]
        if any(outcome.severity not in (None, "none") for outcome in outcomes):
            needed += ["crisis.timers"]
        if any(outcome.route is not None or outcome.approver is not None for outcome in outcomes):
            needed += ["escalation.contacts"]
        return tuple(needed)
