"""Calls of functions, seen from outside as a profiler sees them: nothing of the program is replaced."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import CodeType, FrameType, MappingProxyType
from typing import Any, NamedTuple

NOTHING: Mapping[Callable[..., Any], Callable[[], object]] = MappingProxyType({})


class Call(NamedTuple):
    """The name of a function, and its arguments by their names."""

    name: str
    given: dict[str, Any]


@contextmanager
def calls_of(
    *functions: Callable[..., Any], then: Mapping[Callable[..., Any], Callable[[], object]] = NOTHING
) -> Iterator[list[Call]]:
    """The calls of these Python functions in this thread. `then` has what somebody else does, in the same files for
    instance, at the moment when a function returns."""
    assert sys.getprofile() is None
    watched = {_code(function) for function in functions}
    at_return = {_code(function): act for function, act in then.items()}
    calls: list[Call] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code in watched:
            calls.append(Call(code.co_name, dict(frame.f_locals)))
        elif event == "return" and code in at_return:
            at_return[code]()

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def _code(function: Callable[..., Any]) -> CodeType:
    code: CodeType = inspect.unwrap(function).__code__
    return code
