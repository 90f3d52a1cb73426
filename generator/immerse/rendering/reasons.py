"""Sentences for mentors on why a block is shown to this client or left out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from markupsafe import Markup

from immerse.expressions.deciders import Decider, deciders
from immerse.expressions.evaluating import look_up
from immerse.expressions.paths import setting_key
from immerse.expressions.reading import read_condition
from immerse.expressions.syntax_tree import Path
from immerse.model.base import Node
from immerse.model.edition import Edition
from immerse.model.outcomes import ConditionOutcome
from immerse.model.policy.contract import unit_of
from immerse.model.policy.registry import settings_of
from immerse.rendering import field_labels
from immerse.rendering.escaping import filled
from immerse.rendering.policy_values import Values
from immerse.words.english import times, uncapitalized


class Reasons:
    """The reasons of one edition's conditions. `named` returns a setting's name as a link."""

    def __init__(self, edition: Edition, values: Values, named: Callable[[str], Markup]) -> None:
        self._policy = edition.client.policy
        self._settings = settings_of(type(self._policy))
        self._values = values
        self._named = named
        self._shown = {outcome.key: outcome for outcome in edition.outcomes if outcome.shown and outcome.key}
        self._left_out: dict[str, list[ConditionOutcome]] = defaultdict(list)
        for outcome in edition.outcomes:
            if outcome.key and outcome.has_title and not outcome.shown and not outcome.replaced:
                owner = outcome.inside if outcome.key == outcome.source else outcome.source
                self._left_out[owner].append(outcome)

    def shown(self, owner: str, block: str = "") -> Markup:
        """The reason why a block is shown; empty where no condition decides on it."""
        outcome = self._shown.get(f"{owner}/{block}" if block else owner)
        return self._reason(outcome) if outcome else Markup()

    def left_out(self, owner: str) -> Iterator[tuple[str, Markup]]:
        """The titled blocks that a source, or a module, lacks here: title and reason, with the number of those that
        are alike in both."""
        alike = Counter((outcome.title, self._reason(outcome)) for outcome in self._left_out[owner])
        for (title, reason), number in alike.items():
            yield title if number == 1 else f"{title} ({times(number)})", reason

    def _reason(self, outcome: ConditionOutcome) -> Markup:
        reasons: dict[Markup, None] = {}
        for condition in outcome.conditions:
            expression = read_condition(condition, type(self._policy)).expression
            for decider in deciders(expression, self._policy) if expression else ():
                reasons.setdefault(self._in_words(decider))
        first, last = [*reasons][:-1], [*reasons][-1:]
        return Markup(" and ").join([*([Markup(", ").join(first)] if first else []), *last])

    def _in_words(self, decider: Decider) -> Markup:
        """`the number of Brands is 1`, `Targets (P3, clock) is wall clock`."""
        key = setting_key(decider.path)
        name = self._named(key)
        if rest := [self._part(part) for part in decider.path.parts[2:]]:
            name = filled("{} ({})", name, ", ".join(rest))
        if decider.is_count:
            return filled("the number of {} is {}", name, decider.value)
        return filled("{} is {}", name, self._value(decider))

    def _part(self, part: object) -> str:
        if isinstance(part, int):
            return f"number {part + 1}"
        text = str(part)
        is_name = text.isupper() or text[:1].isupper()
        return text if is_name else uncapitalized(field_labels.label(text.replace("-", "_")))

    def _value(self, decider: Decider) -> Markup:
        setting, value = self._settings.get(setting_key(decider.path)), decider.value
        if value is None:
            return Markup("not set")
        if decider.is_presence or isinstance(value, Node | dict) or (setting is not None and setting.shown == "never"):
            return Markup("set")
        return self._values.line(value, str(decider.path.parts[-1]), self._unit(decider.path)) or Markup("set")

    def _unit(self, path: Path) -> str:
        """The unit of the number at the end of a path; empty for none."""
        holder = look_up(Path(path.parts[:-1]), self._policy)
        field = str(path.parts[-1])
        return unit_of(type(holder), field) if isinstance(holder, Node) and field in type(holder).model_fields else ""
