"""A small programme and a small policy for the tests of the composing room, written as the YAML that people write."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from immerse.composing import compose
from immerse.loading.located import YamlMapping
from immerse.loading.policy_layers import merge
from immerse.loading.programme import load_programme
from immerse.loading.strict_yaml import read_yaml
from immerse.loading.validating import validate
from immerse.loading.workspace import load_source
from immerse.model.base import Node
from immerse.model.client import Look, Overlay
from immerse.model.edition import Client, Edition
from immerse.model.policy.custom import CustomSettings
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.site_view import View
from immerse.model.text import Line, Prose, Text
from immerse.problems import Problem

CASES = Path(__file__).parents[1] / "cases" / "composing"
ON = date(2026, 12, 1)


class _TwoTexts(Node):
    prose: Prose | None = None
    line: Line | None = None


@cache
def programme() -> Programme:
    found, problems = load_programme(CASES / "programme")
    assert found is not None, problems
    assert not problems
    return found


def edited(old: str, new: str, tmp: Path, file: str) -> Programme:
    """The programme with one text of one file replaced."""
    for source in sorted((CASES / "programme").rglob("*.yml")):
        target = tmp / source.relative_to(CASES / "programme")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        if target == tmp / file:
            assert old in text, f"{file} does not hold {old!r}"
            text = text.replace(old, new)
        target.write_text(text, encoding="utf-8")
    found, problems = load_programme(tmp)
    assert found is not None, "\n".join(map(str, problems))
    return found


@cache
def _base() -> YamlMapping:
    value, problems = read_yaml((CASES / "policy.yml").read_bytes(), "policy.yml")
    assert isinstance(value, YamlMapping), problems
    return value


@cache
def contract(settings: str = "") -> type[Policy]:
    """What a policy may hold, with an agency's own settings as `settings.yml` declares them."""
    declared: CustomSettings = (
        load(settings, CustomSettings, "site_config/settings.yml") if settings else CustomSettings()
    )
    return declared.contract()


@cache
def policy(changes: str = "", without: tuple[str, ...] = (), settings: str = "") -> Policy:
    """The base policy with YAML laid over it and settings taken out."""
    value = merge(_base(), _base())  # a copy
    if changes:
        over, problems = read_yaml(changes.encode(), "changes.yml")
        assert not problems, problems
        value = merge(value, over)
    for key in without:
        group, _, name = key.partition(".")
        del value[group][name]
    found, problems = validate(value, contract(settings), "policy.yml")
    assert found is not None, "\n".join(map(str, problems))
    return found


def load(source: str, model: type[Any], path: str = "case.yml") -> Any:
    """A model from YAML as the loader makes it, with places."""
    found, problems = load_source(source.encode(), path, model)
    assert found is not None, "\n".join(map(str, problems))
    return found


def text(source: str, kind: str = "prose") -> Text:
    """A located text: `source` is the YAML of the value, so quotes and block styles are the caller's."""
    found: Text = getattr(load(f"{kind}: {source}", _TwoTexts), kind)
    return found


def client(
    changes: str = "", without: tuple[str, ...] = (), overlay: str = "", id: str = "northwind", settings: str = ""
) -> Client:
    """A client with the base policy, changed."""
    laid = load(overlay, Overlay, f"site_config/clients/{id}/overlay.yml") if overlay else Overlay()
    look = Look.model_validate({"primary": "#123456", "accent": "#123456", "accent_dark": "#abcdef"})
    return Client(id, f"site_config/clients/{id}", policy(changes, without, settings), {}, laid, look)


def edition(
    which: Client | None = None, view: View = View.MENTOR, of: Programme | None = None
) -> tuple[Edition | None, tuple[Problem, ...]]:
    """The edition of a client, the base one by default."""
    return compose(of or programme(), which or client(), view, ON)


def made(which: Client | None = None, view: View = View.MENTOR, of: Programme | None = None) -> Edition:
    """The edition, where nothing may stand in its way."""
    found, problems = edition(which, view, of)
    assert found is not None, "\n".join(map(str, problems))
    return found
