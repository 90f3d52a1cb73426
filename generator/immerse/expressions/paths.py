"""Paths of the policy checked against its models, without a client."""

from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.syntax_tree import FactTerm, Path
from immerse.expressions.value_shapes import ANYTHING, Kind, Shape, shape_of
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import settings_of
from immerse.words.near_misses import near_miss


def setting_key(path: Path) -> str:
    """The key of the setting that a path reads: `response.targets` of `policy.response.targets.P1.clock`."""
    return ".".join(map(str, path.parts[:2]))


def shape_at(path: Path, contract: type[Policy]) -> Shape:
    """The shape at the end of a path; raises ExpressionFault, with the nearest name, where it does not exist."""
    shape = shape_of(contract)
    hidden = False
    for depth, part in enumerate(path.parts):
        if depth < 2 and isinstance(part, FactTerm):
            raise ExpressionFault(f"'{path}' does not say which setting", 'write policy.group.setting["id"]', str(part))
        inner = _step(shape, part)
        if inner is None:
            raise _unknown(path, depth, shape)
        shape = inner
        hidden = hidden or shape.hidden
    if len(path.parts) < 2:
        names = ", ".join(shape.names())
        raise ExpressionFault(f"'{path}' is a whole group; name one setting of it", f"there is: {names}", str(path))
    setting = settings_of(contract).get(setting_key(path))
    hidden = hidden or (setting is not None and setting.shown == "never")
    return shape if shape.hidden is hidden else shape._replace(hidden=hidden)


def is_for_mentors(path: Path, contract: type[Policy]) -> bool:
    """True for a setting whose values trainees do not see."""
    setting = settings_of(contract).get(setting_key(path))
    return setting is not None and setting.shown == "mentor"


def _step(shape: Shape, part: str | int | FactTerm) -> Shape | None:
    if isinstance(part, FactTerm):
        return shape.looked_up()
    if isinstance(part, int):
        return shape.item if shape.kind is Kind.LIST else ANYTHING if shape.kind is Kind.ANY else None
    return shape.child(part)


def _unknown(path: Path, depth: int, shape: Shape) -> ExpressionFault:
    before, reached = Path(path.parts[:depth]), Path(path.parts[: depth + 1])
    part, names = str(path.parts[depth]), shape.names()
    if isinstance(path.parts[depth], FactTerm):
        hint = "it has to be a map, or a list of things that have an id"
        return ExpressionFault(f"nothing in '{before}' can be looked up by a fact", hint, part)
    if near := near_miss(part, names):
        hint = f"did you mean '{Path((*before.parts, near))}'?"
    elif before.parts == ("custom",):
        hint = f"declare it in site_config/settings.yml{', beside ' + ', '.join(names) if names else ''}"
    elif names:
        hint = f"'{before}' has: {', '.join(names)}"
    elif shape.kind is Kind.LIST:
        hint = f"'{before}' is a list; use a filter such as table or list"
    else:
        hint = f"'{before}' is {shape.kind} and has no parts"
    return ExpressionFault(f"unknown name '{reached}'", hint, str(reached))
