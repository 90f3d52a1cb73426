"""Every field that names something is found by its type, and what it names has to exist.

The fields come from the models. The workspace of `tests/cases/references` writes each of them once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import pytest
from checked import checked
from checking_cases import read_case, whole_workspace
from immerse.loading.client import load_client
from immerse.loading.programme import load_programme
from immerse.model.base import Node
from immerse.model.client import Overlay
from immerse.model.id_marks import ESSENTIAL, KEPT, Defines, Within
from immerse.model.id_slots import IdField, defining_fields, id_fields, id_kinds
from immerse.model.ids import GateId, LocalId, RoleId, TrackId
from immerse.model.policy.contract import fields_of
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.pruning import pruned
from immerse.model.references import Reference, ids_by_kind, references_in
from immerse.model.signers import SignersFile
from immerse.model.subject import known_ids
from immerse.model.text import CodeId, Slug
from immerse.problems import Problem, Severity, one_a_cause
from loading_cases import change_workspace
from planted_together import Judged, apart, faults_of

CASE = Path(__file__).parents[1] / "cases" / "references" / "every_field.yml"
CLIENT = "north-wind"
UNKNOWN = {"level": "1", "phase": "lead"}
"""A value of these kinds that the type allows and that the workspace does not define."""


MODELS = (Programme, Policy, SignersFile, Overlay)


def fields() -> dict[IdField, None]:
    return {field: None for model in MODELS for field in id_fields(model) if not field.ids.defines}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = whole_workspace(tmp_path_factory.mktemp("references"))
    change_workspace(root, read_case(CASE)["changes"])
    return root


@pytest.fixture(scope="module")
def written(workspace: Path) -> dict[tuple[str, str, str], Reference]:
    """(model, field, kind) -> the first time that the workspace writes it."""
    programme, problems = load_programme(workspace)
    client, of_client = load_client(workspace, CLIENT)
    assert programme and client and not problems and not of_client
    found: dict[tuple[str, str, str], Reference] = {}
    for one in references_in(programme, client.policy, client.signers, client.overlay):
        if "/" in one.location.path:
            found.setdefault((type(one.node).__name__, one.field, one.kind), one)
    return found


def problems_of(root: Path, planted: Sequence[Reference] = ()) -> list[Problem]:
    """What check finds where each of these references names something that nothing defines."""
    whole = {reference.location.path: (root / reference.location.path).read_bytes() for reference in planted}
    for reference in planted:
        write_unknown(root / reference.location.path, reference)
    judged = checked(root)
    for path, content in whole.items():
        (root / path).write_bytes(content)
    return [one for one in one_a_cause(judged.open) if one.severity is not Severity.INFO]


def test_the_workspace_is_right_as_it_is(workspace: Path) -> None:
    assert problems_of(workspace) == []


def unnoticed(root: Path, references: Sequence[Reference]) -> list[str]:
    """What is wrong where each of these, planted as unknown, has to be one problem at its line."""

    def one_each(planted: Sequence[Reference]) -> Judged:
        found = problems_of(root, planted)
        places = [problem.location[:2] for problem in found]
        wanted = [reference.location[:2] for reference in planted]
        told = {number for number, place in enumerate(wanted) if place in places}
        right = sorted(places) == sorted(wanted)
        return [] if right else [f"{[str(one.location) for one in planted]}: {[*map(str, found)]}"], told

    groups = apart(references, lambda one: [one.location[:2]])
    return [fault for group in groups for fault in faults_of(group, one_each)]


def test_what_a_field_names_has_to_exist(workspace: Path, written: dict[tuple[str, str, str], Reference]) -> None:
    assert unnoticed(workspace, [written[field.model.__name__, field.name, field.ids.kind] for field in fields()]) == []


def test_a_name_that_nothing_looks_up_is_found(workspace: Path, written: dict[tuple[str, str, str], Reference]) -> None:
    programme, _ = load_programme(workspace)
    assert programme
    title = programme.rotation.competencies[0].title
    unchecked = Reference("role", title, programme.rotation, "title", title.location)
    (fault,) = unnoticed(workspace, [*written.values(), unchecked])
    assert fault == f"['{title.location}']: []"


def write_unknown(path: Path, reference: Reference) -> None:
    """Put an id that nothing has, and no other place, in the place of a reference."""
    _, line, column = reference.location
    unknown = f"ZZZ-{line}" if isinstance(reference.id, CodeId) else f"nobody-at-{line}-{column}"
    other = UNKNOWN.get(reference.kind) or unknown
    other = f"{str(reference.id).partition('/')[0]}/{other}" if "/" in str(reference.id) else other
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = reference.location.line - 1, reference.location.column - 1
    begin, rest = lines[at[0]][: at[1]], lines[at[0]][at[1] :]
    lines[at[0]] = begin + re.sub(rf"(?<![\w-]){re.escape(str(reference.id))}(?![\w-])", other, rest, count=1)
    assert lines[at[0]] != begin + rest
    path.write_text("".join(lines), "utf-8")


class BellId(Slug, kind="bell"):
    __slots__ = ()


class _Bell(Node):
    id: Defines[BellId]
    rung_by: RoleId
    before: Annotated[GateId | None, KEPT] = None
    after: GateId | None = None
    weeks: dict[TrackId, int] = {}
    heard_by: Annotated[tuple[RoleId, ...], ESSENTIAL] = ()


class _Tower(Node):
    bells: tuple[_Bell, ...] = ()
    great: _Bell | None = None


class _Hung(Node):
    bell: BellId


class CordId(Slug, kind="cord"):
    __slots__ = ()


class RopeId(LocalId, kind="rope"):
    __slots__ = ()
    named_as = (CordId,)


class _Rope(Node):
    id: Defines[RopeId]


class _Rung(Node):
    id: Defines[BellId]
    ropes: tuple[_Rope, ...] = ()


class _Pulled(Node):
    bell: BellId
    rope: Annotated[RopeId, Within("bell")]


def undefined_kinds(known: set[str], *models: type[Node]) -> set[str]:
    return {kind for model in models for kind in id_kinds(model, defined=False)} - known


def test_what_is_named_is_of_a_kind_that_something_defines(workspace: Path) -> None:
    programme, _ = load_programme(workspace)
    assert programme
    known = {*known_ids(programme), *id_kinds(Policy, defined=True)}
    assert undefined_kinds(known, *MODELS) == set()
    assert undefined_kinds(known, _Hung) == {"bell"}


def test_every_id_of_a_policy_but_its_own_says_of_what_kind_of_thing_it_is() -> None:
    ids = [field for field in fields_of(Policy) if field.keys[-1] == "id" and field.type.kind != "choice"]
    models = {field.model for field in ids if len(field.keys) > 2}
    defined = {field.model for field in id_fields(Policy) if field.ids.defines and field.name == "id"}
    assert models == defined


def bell(id: str, **fields: object) -> _Bell:
    return _Bell.model_validate({"id": id, "rung_by": "mentor"} | fields)


def test_a_walk_tells_what_is_named_from_what_is_defined() -> None:
    tower = _Tower(bells=(bell("great-tom", after="G1"), bell("peter", weeks={"six": 3})))
    named = [(one.kind, one.id, one.field) for one in references_in(tower)]
    assert named == [
        ("role", "mentor", "rung_by"),
        ("gate", "G1", "after"),
        ("role", "mentor", "rung_by"),
        ("track", "six", "weeks"),
    ]
    assert {kind: [*ids] for kind, ids in ids_by_kind(tower).items()} == {"bell": ["great-tom", "peter"]}


def test_a_part_is_named_with_what_it_is_a_part_of() -> None:
    rung = _Rung.model_validate({"id": "peter", "ropes": ({"id": "long"}, {"id": "short"})})
    ropes = ["peter/long", "peter/short"]
    assert {kind: [*ids] for kind, ids in ids_by_kind(rung, parts=True).items()} == {
        "bell": ["peter"],
        "rope": ropes,
        "cord": ropes,
    }
    assert {kind: [*ids] for kind, ids in ids_by_kind(rung).items()} == {"bell": ["peter"]}
    pulled = _Pulled.model_validate({"bell": "peter", "rope": "long"})
    assert [(one.kind, one.address) for one in references_in(pulled)] == [("bell", "peter"), ("rope", "peter/long")]


def test_a_kind_is_at_home_in_the_first_field_that_defines_it() -> None:
    assert defining_fields(_Tower) == {"bell": "bells"}
    assert defining_fields(_Hung) == {}


def test_what_names_something_that_is_gone_goes_as_its_type_says() -> None:
    kept = bell("kept", after="G1", before="G1", weeks={"six": 3, "twelve": 4}, heard_by=("lead", "trainee"))
    unheard, unrung = bell("unheard", heard_by=("lead",)), bell("unrung", rung_by="lead")
    gone = {"gate": {"G1"}, "track": {"six"}, "role": {"lead"}}
    left = pruned(_Tower(bells=(kept, unheard, unrung), great=unrung), gone)
    assert left == _Tower(bells=(bell("kept", before="G1", weeks={"twelve": 4}, heard_by=("trainee",)),))


def test_what_names_nothing_that_is_gone_is_the_same_object() -> None:
    tower = _Tower(bells=(bell("great-tom", after="G1"),))
    assert pruned(tower, {"gate": {"G2"}, "bell": {"great-tom"}}) is tower
