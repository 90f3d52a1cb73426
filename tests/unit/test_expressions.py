"""The expression language: what it refuses, what it computes, and that nothing in it can be run."""

from __future__ import annotations

import json

import composed
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from immerse.expressions.evaluating import evaluate, holds
from immerse.expressions.expression_errors import ExpressionFault, MissingValue
from immerse.expressions.filters import FILTERS
from immerse.expressions.grammar import LONGEST
from immerse.expressions.parsed_expressions import parse
from immerse.expressions.placeholders import fill, inspect, placeholders_of
from immerse.expressions.reading import read, read_condition
from immerse.expressions.satisfying import can_hold
from immerse.expressions.syntax_tree import Constant, Path, facts_of, paths_of
from immerse.expressions.value_shapes import Kind, Shape
from immerse.model.policy.policy import Policy
from immerse.model.text import Line, Prose
from immerse.texts.shown import shown_in_full

PAYLOADS = [
    "cycler.__init__.__globals__.os.popen('id').read()",
    "lipsum.__globals__['os'].popen('id').read()",
    "''.__class__.__mro__[1].__subclasses__()",
    "().__class__.__base__",
    "policy.__class__.__init__.__globals__",
    "policy['__class__']",
    "policy._location.path",
    "policy.client.__dict__",
    "policy.client.name.__class__",
    "policy.client.model_dump()",
    "policy.client.model_fields",
    "policy.client.model_copy",
    "policy.client.name.format(policy)",
    "policy|attr('__class__')",
    "policy.client.name|attr('__class__')",
    "policy.client.name|map('upper')|list",
    "policy.client.name|safe",
    "policy.client.name|e",
    "policy.client.name|format('x')",
    "policy.client.name|replace('a', 'b')",
    "self.__init__.__globals__",
    "request.application.__globals__",
    "config.items()",
    "namespace(x=1)",
    "joiner()",
    "dict(a=1)",
    "range(999999999)",
    "'x' * 100000000",
    "10 ** 1000000",
    "[1] * 100000000",
    "'%s' % policy",
    "policy.client.name ~ policy.client.name",
    "loop.index",
    "caller()",
    "super()",
    "varargs",
    "kwargs",
    "_",
    "__import__('os')",
    "policy.client.name[0]",
    "policy.client.name[::-1]",
    "policy.client.brands[policy.rotation.weeks]",
    "{'a': 1}",
    "{1: 2}['a']",
    "lambda: 1",
    "not",
    "x = 1",
    "policy.client.name }} {{ policy.client.id",
    "policy.client.name %} {% endif",
    "policy.client.name #} {# x",
    "policy.client.name -}}",
    "- policy.client.name",
    "+ policy.rotation.weeks",
    "policy.client.name is sameas policy",
    "policy.client.name if true",
    "policy.client.name.\n__class__",
    "policy.client['na' 'me'].upper",
    "caller | default(policy)",
    "policy.escalation.contacts.values()",
    "policy.escalation.contacts.keys",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_attack_is_a_problem_and_nothing_else(payload: str) -> None:
    reading = read(payload, Policy)
    if not reading.faults:  # `contacts.keys` is the id of a contact, and nobody has it
        with pytest.raises(MissingValue):
            evaluate(parse(payload), composed.policy())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_attack_in_a_policy_value_is_printed_as_it_is(payload: str) -> None:
    value = " ".join(("{{" + payload + "}}").split())
    policy = composed.policy(json.dumps({"legal": {"privacy": {"purpose": value}}}))
    expression = parse("policy.legal.privacy.purpose")
    assert fill(Line("{{ policy.legal.privacy.purpose }}"), [evaluate(expression, policy)]) == value
    prose = fill(Prose("{{ policy.legal.privacy.purpose }}"), [evaluate(expression, policy)])
    assert isinstance(prose, Prose)
    assert shown_in_full(prose) == value


def test_a_map_is_asked_for_its_keys_only() -> None:
    with pytest.raises(MissingValue, match=r"escalation\.contacts\.items"):
        evaluate(parse("policy.escalation.contacts.items"), composed.policy())


@given(st.text(max_size=80) | st.text(alphabet="policy.client['\"]()|{}%#-+*!=<>~ \n\\0", max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(source: str) -> None:
    try:
        parse(source)
    except ExpressionFault as fault:
        assert fault.message
    for text in (Prose("{{" + source + "}}"), Line("{{" + source + "}}")):
        assert list(inspect(text, False, Policy)) or placeholders_of(text)
    read_condition(source, Policy)


@pytest.mark.parametrize("source", ["(" * 250 + "1" + ")" * 250, "not " * 140 + "true", "[" * 290])
def test_deep_nesting_is_refused_or_read_but_never_breaks(source: str) -> None:
    assert bool(read_condition(source, Policy).faults) == (not source.startswith("not"))


def test_a_long_expression_is_refused() -> None:
    assert read("1 or " * LONGEST, Policy).faults[0].message.startswith("an expression of ")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("policy.client.sector == 'bank'", True),
        ("policy.client.sector != 'bank'", False),
        ("policy.client.sector in ['bank', 'health']", True),
        ("policy.client.sector not in ('bank', 'health')", False),
        ("'GB' in policy.client.jurisdictions", True),
        ("'US' in policy.client.jurisdictions", False),
        ("'life' in policy.escalation.hard_triggers", True),
        ("policy.rotation.weeks >= 26 and policy.rotation.weeks < 27", True),
        ("20 < policy.rotation.weeks <= 26", True),
        ("26 < policy.rotation.weeks <= 30", False),
        ("not policy.centre.on_call.enabled", False),
        ("policy.centre.on_call.enabled == true", True),
        ("policy.client.brands | count == 2", True),
        ("(policy.client.brands | count) > 2 or policy.centre.desks[0].always", False),
        ("policy.agency.exit.date > policy.agency.starts", True),
        ("policy.legal.complaints == none", True),
        ("policy.legal.complaints != none and policy.legal.complaints.ack > 3", False),
        ("none != policy.legal.privacy", True),
        ("policy.client.use_case == none or policy.client.use_case == 'upgrade'", True),
        ("policy.client.brands[1].id == 'business'", True),
        ("true", True),
        ("-1 < policy.rotation.weeks", True),
    ],
)
def test_conditions_hold_as_they_read(source: str, value: bool) -> None:
    assert not read_condition(source, Policy).faults
    assert holds(parse(source), composed.policy()) is value


def test_a_missing_value_names_how_far_the_policy_goes() -> None:
    with pytest.raises(MissingValue) as missing:
        evaluate(parse("policy.legal.complaints.route"), composed.policy())
    assert missing.value.parts == ("legal", "complaints")
    assert missing.value.setting == "legal.complaints"
    with pytest.raises(MissingValue) as missing:
        evaluate(parse("policy.escalation.contacts['nobody'].title"), composed.policy())
    assert missing.value.parts == ("escalation", "contacts", "nobody")
    with pytest.raises(MissingValue):
        evaluate(parse("policy.client.brands[5].name"), composed.policy())


def test_the_right_side_is_left_alone_where_the_left_one_decides() -> None:
    assert holds(parse("true or policy.legal.complaints.ack > 1"), composed.policy())
    assert not holds(parse("false and policy.legal.complaints.ack > 1"), composed.policy())


def test_kinds_are_not_mixed_at_run_time_either() -> None:
    for source in ("1 == true", "'1' == 1", "'a' < 'b'", "policy.client.brands == 1"):
        with pytest.raises(ExpressionFault):
            evaluate(parse(source), composed.policy())
    assert not evaluate(parse("1 in ['1', true]"), composed.policy())


def test_a_path_is_written_back_as_authors_write_it() -> None:
    assert [str(path) for path in paths_of(parse("policy.a.b[0]['c-d'].e == policy.x.y | count"))] == [
        'policy.a.b[0]["c-d"].e',
        "policy.x.y",
    ]
    assert parse("policy.a.b") == Path(("a", "b"))
    assert parse(" 'x' ") == Constant("x")


def test_what_an_expression_reads_is_found_over_all_branches_and_filters() -> None:
    assert read("policy.centre.on_call.primary | role", Policy).reads == ("centre.on_call", "escalation.contacts")
    assert read("policy.response.targets.P3 | due('09:00')", Policy).reads == ("centre.desks", "response.targets")
    assert read("policy.client.brands | table('name', 'Where=channels:channel')", Policy).reads == (
        "centre.channels",
        "client.brands",
    )
    assert read("policy.client.name", Policy).reads == ()
    assert read_condition("policy.client.sector == 'bank' or policy.rotation.weeks > 30", Policy).reads == (
        "client.sector",
        "rotation.weeks",
    )


TERMS = st.sampled_from(
    [
        "policy.client.sector == 'bank'",
        "policy.client.sector in ['bank', 'airline']",
        "policy.client.ownership != 'listed'",
        "policy.centre.on_call.enabled",
        "policy.rotation.weeks > 30",
        "policy.rotation.weeks <= 26",
        "(policy.client.brands | count) == 2",
        "'GB' in policy.client.jurisdictions",
        "policy.legal.complaints == none",
    ]
)
CONDITIONS = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) and ({two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) or ({two[1]})"),
    ),
    max_leaves=6,
)


@given(CONDITIONS, st.sampled_from(["bank", "airline", "health"]), st.integers(26, 52), st.booleans())
@settings(max_examples=40)
def test_what_holds_for_somebody_is_never_called_impossible(
    source: str, sector: str, weeks: int, on_call: bool
) -> None:
    changes = {"client": {"sector": sector}, "rotation": {"weeks": weeks}, "centre": {"on_call": {"enabled": on_call}}}
    policy = composed.policy(json.dumps(changes))
    expression = parse(source)
    if holds(expression, policy):
        assert can_hold((expression,), Policy)
    assert can_hold((expression,), Policy) or can_hold((parse(f"not ({source})"),), Policy)


def test_every_filter_is_a_word_of_the_language() -> None:
    words = """
        minutes hours weeks months working_days percent number spell count date yes_no list any_of bullets words choose
        wording capital quote promise role deputy channel place outcome path cleared regime language country due chase
        cover_sentence table priority_table targets_table
    """
    assert sorted(FILTERS) == sorted(words.split())


SCOPE = (
    ("trigger", Shape(Kind.TEXT)),
    ("harm", Shape(Kind.TEXT, choices=("none", "life"))),
    ("signs", Shape(Kind.LIST, item=Shape(Kind.TEXT, choices=("smoke",)))),
    ("helps", Shape(Kind.TRUTH)),
)


@pytest.mark.parametrize("source", ["harm", 'harm == "life"', "policy.response.targets[harm].clock"])
def test_bare_names_are_for_decision_tables_only(source: str) -> None:
    with pytest.raises(ExpressionFault):
        parse(source)
    assert facts_of(parse(source, facts=True)) == ("harm",)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('harm == "lief"', "'harm' is never 'lief'"),
        ('"fire" in signs', "'signs' is never 'fire'"),
        ('signs == "smoke"', "a list cannot be compared with =="),
        ("hlps and helps", "there is no fact 'hlps' here"),
        ("harm and helps", "and, or, not need true or false, not text"),
        ("policy.response.targets[helps].clock == 'wall'", "true or false cannot be used as a key"),
        ("policy.response[harm] == 'wall'", "'policy.response[harm]' does not say which setting"),
        ("policy.client.name[harm] == 'x'", "nothing in 'policy.client.name' can be looked up by a fact"),
        ("trigger.x == 'wall'", "unknown name 'trigger'"),
    ],
)
def test_what_is_said_about_an_expression_over_facts(source: str, message: str) -> None:
    assert [fault.message for fault in read_condition(source, Policy, SCOPE).faults] == [message]


def test_a_fact_looks_up_in_maps_and_in_lists_with_names() -> None:
    policy = composed.policy()
    assert evaluate(parse("policy.response.targets[p].clock", facts=True), policy, {"p": "P1"}) == "wall"
    first = (policy.centre.languages or ())[0]
    found = evaluate(parse("policy.centre.languages[language].cover", facts=True), policy, {"language": str(first.tag)})
    assert found == first.cover
    with pytest.raises(MissingValue) as missing:
        evaluate(parse("policy.centre.languages[language].cover", facts=True), policy, {"language": "xx"})
    assert missing.value.parts == ("centre", "languages", "xx")
    assert read("policy.response.targets[trigger].clock", Policy, SCOPE).reads == ("response.targets",)
