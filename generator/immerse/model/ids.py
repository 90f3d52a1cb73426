"""The ids by which one thing names another: a type for each kind of thing. A field of such a type is a reference, and
what it names has to exist; the field that gives a thing its id is marked: `id: Defines[GateId]`."""

from typing import Any, ClassVar

from immerse.model.text import CodeId, Formed, Slug, missing_comma


class ProgrammeId(CodeId):
    """An id that has one meaning across the programme."""

    __slots__ = ()

    begins: ClassVar[str] = ""
    """What stands before the number of such an id, where it ends in one: `{module}-L`."""

    def __init_subclass__(cls, begins: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.begins = begins or cls.begins


class ModuleId(ProgrammeId, kind="module", example="TRI"):
    __slots__ = ()


class StrandId(ModuleId, exceptions=("ROT",)):
    """A module, or ROT: the strand of the rotation."""

    __slots__ = ()


class CompetencyId(ProgrammeId, kind="competency", example="TRI-5", begins="{module}-"):
    __slots__ = ()


class LessonId(ProgrammeId, kind="lesson", example="TRI-L2", begins="{module}-L"):
    __slots__ = ()


class DrillId(ProgrammeId, kind="drill", example="TRI-D4", begins="{module}-D"):
    __slots__ = ()


class InjectId(ProgrammeId, kind="inject", example="TRI-I1", begins="{module}-I"):
    __slots__ = ()


class CheckId(ProgrammeId, kind="check", example="TRI-K3", begins="{module}-K"):
    __slots__ = ()


class PlaybookId(ProgrammeId, kind="playbook", example="PB-01", begins="PB-"):
    __slots__ = ()


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


class MilestoneId(ProgrammeId, kind="milestone", example="AH-2"):
    __slots__ = ()


class AffectedId(CodeId, kind="module or playbook", example="TRI or PB-01"):
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
