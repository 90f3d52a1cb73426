"""Reads the docstring below a field of a class, which gives the meaning of the field."""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel


@cache
def field_doc(model: type[BaseModel], name: str) -> str:
    """The description of a field, else the docstring below it in the class, read from the source on demand (pydantic
    would collect all of them, which slows down every command); empty where there is neither."""
    if description := model.model_fields[name].description:
        return description
    kinds = (kind for kind in model.__mro__ if issubclass(kind, BaseModel) and kind is not BaseModel)
    return next((doc for kind in kinds if (doc := _docstrings(kind.__module__).get((kind.__name__, name)))), "")


@cache
def _docstrings(module: str) -> dict[tuple[str, str], str]:
    """(class, field) -> docstring, for the classes of a module; nothing where its source did not come along."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except OSError:
        return {}
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return {(kind.name, field): doc for kind in classes for field, doc in _below_fields(kind)}


def _below_fields(kind: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, after in zip(kind.body, kind.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            yield field.target.id, inspect.cleandoc(after.value.value)
