"""What is kept, where, for how long, and who may read it."""

from typing import Annotated, Literal

from immerse.model.base import Node, NonEmpty
from immerse.model.days import DayDone
from immerse.model.ids import ContactId, RoleId
from immerse.model.limits import Limit
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.kinds import Months
from immerse.model.policy.limits import holding
from immerse.model.text import Words

Captured = Literal["posts", "dms", "edits", "deletions", "approvals", "ai_prompts"]
"""A kind of record."""


class RecordSystem(Node):
    """The archive of conversations."""

    name: Words
    owner: ContactId
    """A contact of the client."""
    export: Words
    """The way to export everything, and the format."""
    export_tested_on: DayDone | None = None
    """The day of the last complete export; absent: not tested yet."""


class TraineeRecords(Node):
    """The records of training, which are personnel data."""

    store: Words
    """Their place; never inside the site."""
    readers: Annotated[tuple[RoleId, ...], holding(("trainee",), "records.trainee.readers")]
    """Roles that may read them; trainees can always read their own."""
    retention_months: Annotated[int, Limit(1, 120, "months", why="personal data must not be kept indefinitely")]
    """Months after the end of the rotation for which they are kept."""


class RecordsGroup(Group):
    """`records`."""

    retention_months: Months | None = setting(
        "How long captured conversations are kept.", safety=True, affects=("LIS", "TRI", "RSP", "REL", "CRI")
    )
    capture: NonEmpty[Captured] | None = setting(
        "The kinds of records that we capture.", rule="A regulated client captures all six.", affects=("RSP",)
    )
    system: RecordSystem | None = setting(
        "The archive of conversations, its owner at the client, and its tested export.",
        rule="The owner is the client's; the export has been tested.",
        required=True,
        shown="never",
        affects=("PB-09",),
    )
    trainee: TraineeRecords | None = setting(
        "Where training records are kept, and who reads them.",
        rule="Outside the site; the trainee reads their own.",
        shown="never",
        affects=("PB-05",),
    )
