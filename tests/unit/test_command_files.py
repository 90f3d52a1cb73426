"""Each command of the command line has a file of its own, named for it."""

from __future__ import annotations

import pkgutil
from types import ModuleType

import pytest
from immerse.cli import COMMANDS, commands
from immerse.cli.commands import records, signers


@pytest.mark.parametrize(
    ("package", "names"), [(commands, COMMANDS), (records, records.COMMANDS), (signers, signers.COMMANDS)]
)
def test_every_command_has_a_file_that_is_named_for_it(package: ModuleType, names: tuple[str, ...]) -> None:
    files = {module.name.replace("_", "-") for module in pkgutil.iter_modules(package.__path__)}
    assert files == set(names)
