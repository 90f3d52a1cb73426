"""The ids by which one thing names another: a type for each kind of thing. A field of such a type is a reference, and
what it names has to exist; the field that gives a thing its id is marked: `id: Defines[GateId]`."""

from typing import Any, ClassVar

from immerse.model.text import CodeId, Formed, Id, Slug, missing_comma


class AffectedId(CodeId, kind="module or playbook", example="TRI or PB-01"):
    __slots__ = ()


class ExtensibleId(CodeId, kind="lesson or playbook", example="TRI-L2 or PB-01"):
    """What an overlay can add parts to."""

    __slots__ = ()


class LocalId(Slug):
    """An id that tells the parts of one thing apart; elsewhere the part is named with it: `TRI-L2/wall-clock`."""

    __slots__ = ()

    named_as: ClassVar[tuple[type[Id], ...]] = ()
    """As for an id of the programme."""


class BlockId(LocalId, kind="section or step"):
    __slots__ = ()


class ReplaceableId(Id, kind=BlockId.kind, example="TRI-L2/wall-clock"):
    """A section or step with the lesson or playbook that it is a part of."""

    __slots__ = ()
    schema_pattern = r"^[A-Z][A-Z0-9]{0,7}(-[A-Z]?[0-9]{1,3})?/[a-z0-9]+(-[a-z0-9]+)*$"

    @classmethod
    def fault(cls, value: str) -> str:
        """The fault of the id of the whole, or of the id of the part."""
        whole, slash, part = value.partition("/")
        if not slash:
            return f"{value!r} must name a {cls.kind}, like {cls.example}"
        return CodeId.fault(whole) or Slug.fault(part)


class DroppableId(ReplaceableId, kind="droppable part", example="TRI-L2/wall-clock, TRI-L2, TRI-D4 or REL"):
    """What an overlay can drop: a whole, or a part of it."""

    __slots__ = ()
    schema_pattern = r"^[A-Z][A-Z0-9]{0,7}(-[A-Z]?[0-9]{1,3})?(/[a-z0-9]+(-[a-z0-9]+)*)?$"

    @classmethod
    def fault(cls, value: str) -> str:
        """Accepts a whole, too."""
        return super().fault(value) if "/" in value else CodeId.fault(value)


class ProgrammeId(CodeId):
    """An id that has one meaning across the programme."""

    __slots__ = ()

    begins: ClassVar[str] = ""
    """The text before the number of such an id, where it ends in one: `{module}-L`."""
    named_as: ClassVar[tuple[type[Id], ...]] = ()
    """The types of ids by which the thing may be named as well, beside others of another kind."""

    def __init_subclass__(cls, begins: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.begins = begins or cls.begins


class ModuleId(ProgrammeId, kind="module", example="TRI"):
    __slots__ = ()
    named_as = (AffectedId, DroppableId)


class StrandId(ModuleId, exceptions=("ROT",)):
    """A module, or ROT: the strand of the rotation."""

    __slots__ = ()


class CompetencyId(ProgrammeId, kind="competency", example="TRI-5", begins="{module}-"):
    __slots__ = ()


class LessonId(ProgrammeId, kind="lesson", example="TRI-L2", begins="{module}-L"):
    __slots__ = ()
    named_as = (ExtensibleId, DroppableId)


class DrillId(ProgrammeId, kind="drill", example="TRI-D4", begins="{module}-D"):
    __slots__ = ()
    named_as = (DroppableId,)


class InjectId(ProgrammeId, kind="inject", example="TRI-I1", begins="{module}-I"):
    __slots__ = ()
    named_as = (DroppableId,)


class CheckId(ProgrammeId, kind="check", example="TRI-K3", begins="{module}-K"):
    __slots__ = ()
    named_as = (DroppableId,)


class PlaybookId(ProgrammeId, kind="playbook", example="PB-01", begins="PB-"):
    __slots__ = ()
    named_as = (AffectedId, ExtensibleId)


class GateId(ProgrammeId, kind="gate", example="G2"):
    __slots__ = ()


class GraduationId(ProgrammeId, kind="graduation item", example="GC-07"):
    __slots__ = ()


class SignoffId(ProgrammeId, kind="sign-off rule", example="SR-4"):
    __slots__ = ()


class RuleId(ProgrammeId, kind="rule of the constitution", example="C3"):
    __slots__ = ()


class TaskId(ProgrammeId, kind="task", example="T-12", begins="T-"):
    __slots__ = ()
    named_as = (DroppableId,)


class MilestoneId(ProgrammeId, kind="milestone", example="AH-2"):
    __slots__ = ()


class SectionId(LocalId, kind="section"):
    __slots__ = ()
    named_as = (ReplaceableId, DroppableId)


class StepId(LocalId, kind="step"):
    __slots__ = ()
    named_as = (ReplaceableId, DroppableId)


class VariantId(LocalId, kind="variant"):
    __slots__ = ()


class DecisionId(CodeId, example="D1"):
    """A question of a ladder; each playbook counts its own."""

    __slots__ = ()


class GraduationPartId(CodeId, kind="graduation part", example="A"):
    __slots__ = ()


class RoleId(Slug, kind="role", example="mentor"):
    __slots__ = ()


class TrackId(Slug, kind="track", example="six"):
    __slots__ = ()


class EvidenceKindId(Slug, kind="kind of evidence"):
    __slots__ = ()


class ContextId(Slug, kind="context"):
    __slots__ = ()


class EntryPathId(Slug, kind="entry path"):
    __slots__ = ()


class TermId(Slug, kind="term"):
    __slots__ = ()


class SourceId(Slug, kind="source"):
    __slots__ = ()


class ContactId(Slug, kind="contact"):
    """A contact of `escalation.contacts`."""

    __slots__ = ()


class DrafterId(ContactId, exceptions=("responder",)):
    """Who writes an answer: a contact, or whoever responds."""

    __slots__ = ()


class PersonKey(Slug, example="person-07"):
    """Stands for a person, who is named nowhere; two roles with the same key are one person."""

    __slots__ = ()


class BrandId(Slug, kind="brand"):
    __slots__ = ()


class ChannelId(Slug, kind="channel"):
    __slots__ = ()


class RegimeId(Slug, kind="regime"):
    __slots__ = ()


class TriggerId(Slug, kind="hard trigger"):
    __slots__ = ()


class ApprovalId(Slug, kind="approval"):
    """A class of answers of `approvals.chain`."""

    __slots__ = ()


class ClearedTextId(Slug, kind="pre-cleared text"):
    __slots__ = ()


class OutcomeId(Slug, kind="outcome"):
    __slots__ = ()


class SettingKey(Formed):
    """A setting's key as in the reference (`response.targets`), never a leaf inside it."""

    __slots__ = ()
    schema_pattern = r"^[a-z_]+(\.[a-z_0-9]+)+$"
    form = "a setting key like response.targets"

    @classmethod
    def fault(cls, value: str) -> str:
        """Says where a comma is missing between two keys."""
        return missing_comma(value, cls.schema_pattern) or super().fault(value)
