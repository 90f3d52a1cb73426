"""Settings of voice: values with their behaviour, tone, sign-off, accessibility."""

from typing import Annotated, ClassVar, Literal

from immerse.model.base import QUOTED, Node, NonEmpty
from immerse.model.limits import Entries
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.limits import each_once, fixed
from immerse.model.text import Words


class VoiceValue(Node):
    """A value, the behaviour that follows from it, and a counter-example."""

    value: Words
    """The value in a word or a short phrase."""
    behaviour: Words
    """The visible behaviour that follows from it."""
    counter_example: Annotated[Words, QUOTED]
    """A reply that claims the value and breaks it."""


class Tone(Node):
    """The client's tone."""

    do: NonEmpty[Words]
    """Habits to keep, one sentence each."""
    dont: NonEmpty[Words]
    """Habits to drop, one sentence each."""
    humour: Literal["none", "light"]
    """`light`: only in P3 and P4 while no crisis is declared; never in P1 and P2."""
    emoji: Literal["none", "mirrored", "sparing"]
    """`mirrored`: only after the person used one; `sparing`: at most one in a reply."""
    apology: Words
    """The form of an apology, in one or two sentences."""


class Accessibility(Node):
    """The accessibility of posts."""

    rule_of_model: ClassVar[str] = "L-74"

    alt_text: Annotated[Literal[True], fixed(True, "voice.accessibility.alt_text cannot be switched off")]
    """Whether every image has a text; always true."""
    captions: Annotated[Literal[True], fixed(True, "voice.accessibility.captions cannot be switched off")]
    """Whether every video has captions; always true."""
    plain_level: Literal["A2", "B1", "B2"]
    """The hardest reading level of a public text, on the Common European Framework scale."""


class VoiceGroup(Group):
    """`voice`."""

    values: (
        Annotated[
            tuple[VoiceValue, ...],
            Entries(3, 7, why="fewer say little, and nobody remembers more"),
            each_once("value", "voice.values"),
        ]
        | None
    ) = setting(
        "Our values, each with the visible behaviour that follows from it.",
        rule="Each with value, behaviour and counter_example.",
        required=True,
        affects=("RSP", "REL"),
    )
    tone: Tone | None = setting(
        "Our tone, habits to avoid, and how we apologise.",
        rule="No humour in P1, P2 and a declared crisis, whatever is set.",
        affects=("RSP",),
    )
    sign_off: Literal["name", "initials", "first_name_role", "team"] | None = setting(
        "How a reply is signed.",
        rule="name needs the rule of PB-12 that a targeted person's name is removed.",
        affects=("RSP", "PB-12"),
    )
    accessibility: Accessibility | None = setting(
        "Texts for pictures, captions, and how plain our public texts are.",
        rule="Alternative text and captions cannot be switched off.",
        affects=("RSP",),
    )
