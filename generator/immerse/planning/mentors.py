"""Pages for mentors and directors; planned in the mentor view only."""

from typing import NamedTuple

from immerse.metrics.coverage import Coverage, Covered, coverage_of
from immerse.metrics.workload import RoleLoad, Workload, hours, workload_of
from immerse.model.book import NOBODY
from immerse.model.competency import Attesters, Competency
from immerse.model.edition import Edition
from immerse.model.page import NavItem, Page
from immerse.model.playbook import Playbook, Row
from immerse.model.role import Role
from immerse.model.rotation import Gate
from immerse.model.text import Prose
from immerse.planning.learning import teaching_of
from immerse.planning.tasks import plan_role_tasks
from immerse.planning.text_sources import page_of
from immerse.planning.timeline import gate_weeks
from immerse.texts.shown import shown_in_full

_BRIEF = "manager-brief"
"""Id of the playbook's table that is the brief."""
_BY_HAND = {"alone": 8, "rings": 3, "ninety": 2, "signed": 3}
"""Id of a row of the brief that is filled in by hand -> how many lines it gets."""


class RoleDuty(NamedTuple):
    """The decisions and signatures of one role."""

    role: Role
    gates: tuple[Gate, ...]
    competencies: tuple[str, ...]
    graduation: tuple[str, ...]


class LoadLine(NamedTuple):
    """The time that attesting takes one person in a role; hours a week, in words."""

    role: RoleLoad
    hours: str
    limit: int | None
    """Hours that the client allows."""
    busiest: str
    """Hours and phase."""


class DirectorPage(NamedTuple):
    """Gates and signatures on one page."""

    weeks: dict[str, int | None]
    duties: tuple[RoleDuty, ...]
    critical: tuple[Competency, ...]
    load: Workload
    lines: tuple[LoadLine, ...]


class BriefLine(NamedTuple):
    """One line of the brief: its title and text, and the number of lines to fill in by hand."""

    id: str
    title: str
    text: Prose
    blanks: int


class BriefPage(NamedTuple):
    """The brief for a receiving manager: one printed page."""

    playbook: Playbook | None
    """The playbook whose table the page is; none where the programme has no such table."""
    lines: tuple[BriefLine, ...]


class CoveragePage(NamedTuple):
    """The coverage of competencies, module by module."""

    modules: tuple[tuple[str, str, tuple[Covered, ...]], ...]
    """Module id, its title, its competencies."""
    coverage: Coverage


def plan_mentors(edition: Edition) -> tuple[tuple[Page, ...], NavItem]:
    """The director's page, the receiving manager's brief, the coverage, and the tasks of each role."""
    rotation = edition.programme.rotation
    competencies = tuple(teaching_of(edition).values())
    pages = (
        page_of(rotation, "mentor/director.md", "Gates and signatures", "director", _director(edition)),
        page_of(rotation, "mentor/records.md", "Read records", "records", competencies),
        page_of(rotation, "mentor/brief.md", "Receiving manager's brief", "brief", _brief(edition)),
        page_of(rotation, "mentor/coverage.md", "Coverage", "coverage", _coverage(edition)),
    )
    lists, of_roles = plan_role_tasks(edition)
    section = NavItem.section("For mentors and directors", pages)
    return (*pages, *lists), section._replace(children=(*section.children, *of_roles))


def _director(edition: Edition) -> DirectorPage:
    settings = edition.client.policy.rotation
    load = workload_of(edition.book, settings, edition.programme.rotation.effort)
    limits = {str(role): limit for role, limit in (settings.load or {}).items()}
    duties = (_duty(edition, role) for role in edition.programme.rotation.roles if role.id != NOBODY)
    return DirectorPage(
        gate_weeks(edition),
        tuple(duty for duty in duties if duty.gates or duty.competencies or duty.graduation),
        tuple(competency for competency in edition.programme.competencies() if competency.critical),
        load,
        tuple(_load_line(role, limits.get(role.role)) for role in load.roles),
    )


def _load_line(role: RoleLoad, limit: int | None) -> LoadLine:
    busiest = f"{hours(role.busiest_each)} in {role.busiest}" if role.busiest else ""
    return LoadLine(role, hours(role.hours_each), limit, busiest)


def _duty(edition: Edition, role: Role) -> RoleDuty:
    rotation = edition.programme.rotation
    competencies = edition.programme.competencies()
    return RoleDuty(
        role,
        tuple(gate for gate in rotation.gates if role.id in gate.deciders),
        tuple(str(c.id) for c in competencies if _signs(role, c.attested_by)),
        tuple(str(item.id) for part in rotation.graduation for item in part.items if _signs(role, item.attested_by)),
    )


def _signs(role: Role, attesters: Attesters) -> bool:
    return role.id in (*attesters.all, *attesters.any)


def _coverage(edition: Edition) -> CoveragePage:
    coverage = coverage_of(edition.programme)
    titles = {str(module.id): str(module.title) for module in edition.programme.modules}
    groups: dict[str, list[Covered]] = {}
    for row in coverage.rows:
        groups.setdefault(row.module, []).append(row)
    modules = tuple((id, titles.get(id, "All the way through"), tuple(rows)) for id, rows in groups.items())
    return CoveragePage(modules, coverage)


def _brief(edition: Edition) -> BriefPage:
    for playbook in edition.programme.playbooks:
        for table in playbook.tables:
            if table.id == _BRIEF:
                rows = [(str(row.id), row.cells) for row in table.rows if isinstance(row, Row)]
                lines = (BriefLine(id, shown_in_full(cells[0]), cells[1], _BY_HAND.get(id, 0)) for id, cells in rows)
                return BriefPage(playbook, tuple(lines))
    return BriefPage(None, ())
