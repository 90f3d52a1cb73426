"""The kinds of ids of a programme. Each says what its ids look like, so that a message offers the kind that is due."""

from immerse.model.text import CodeId


class ModuleId(CodeId):
    """A module: TRI."""

    __slots__ = ()
    example = "TRI"


class CompetencyId(CodeId):
    """A competency: TRI-5."""

    __slots__ = ()
    example = "TRI-5"


class LessonId(CodeId):
    """A lesson: TRI-L2."""

    __slots__ = ()
    example = "TRI-L2"


class DrillId(CodeId):
    """A drill: TRI-D4."""

    __slots__ = ()
    example = "TRI-D4"


class InjectId(CodeId):
    """An inject: TRI-I1."""

    __slots__ = ()
    example = "TRI-I1"


class CheckId(CodeId):
    """A knowledge check: TRI-K3."""

    __slots__ = ()
    example = "TRI-K3"


class PlaybookId(CodeId):
    """A playbook: PB-01."""

    __slots__ = ()
    example = "PB-01"


class GateId(CodeId):
    """A gate: G2."""

    __slots__ = ()
    example = "G2"


class DecisionId(CodeId):
    """A question of a ladder: D1."""

    __slots__ = ()
    example = "D1"


class GraduationId(CodeId):
    """An item of the graduation checklist: GC-07."""

    __slots__ = ()
    example = "GC-07"


class SignoffId(CodeId):
    """A sign-off rule: SR-4."""

    __slots__ = ()
    example = "SR-4"


class RuleId(CodeId):
    """A rule of the constitution: C3."""

    __slots__ = ()
    example = "C3"


class TaskId(CodeId):
    """A task of the rotation: T-12."""

    __slots__ = ()
    example = "T-12"


class MilestoneId(CodeId):
    """A milestone of the hand-over: AH-2."""

    __slots__ = ()
    example = "AH-2"
