"""The state of each setting for each client: set, default, missing, unused, looser than the core."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Self

from immerse.model.edition import Client
from immerse.model.policy.looseness import Looser, looser_than_core
from immerse.model.policy.policy import Policy
from immerse.model.policy.prefixes import paths_of
from immerse.model.policy.registry import Setting, marked, settings_of
from immerse.model.policy.setting_marks import NEEDED, OWN_USE

SettingState = Literal["set", "default", "missing", "unset"]
"""`set`: the client's policy.yml says at least a part of it; `default`: the core or the agency does; `missing`: nobody
does, a text reads it and it is required; `unset`: nobody does, and it is not required."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One setting for one client."""

    state: SettingState
    unused: bool
    """Whether no text, condition or competency, the client's overlay included, reads its value."""
    looser: tuple[Looser, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words for it: ("set", "looser")."""
        return (self.state, *(("unused",) if self.unused else ()), *(("looser",) if self.looser else ()))

    def __str__(self) -> str:
        return ", ".join(self.words)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One setting, with a cell for each client."""

    setting: Setting
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table; `clients` are the ids of its columns."""

    clients: tuple[str, ...]
    rows: tuple[MatrixRow, ...]

    def count(self, word: str) -> int:
        """The number of cells with this word."""
        return sum(word in cell.words for row in self.rows for cell in row.cells)

    def narrowed(self, prefix: str = "", word: str = "") -> Self:
        """Only the settings that `prefix` names, and of these only those with a cell to which `word` applies."""
        named = paths_of(prefix, (row.setting.key for row in self.rows))
        rows = (row for row in self.rows if row.setting.key in named)
        rows = (row for row in rows if not word or any(word in cell.words for cell in row.cells))
        return replace(self, rows=tuple(rows))


def matrix_of(clients: tuple[Client, ...], reads: Mapping[str, frozenset[str]], core: Policy) -> Matrix:
    """The matrix of these clients.

    Args:
        clients: One column each, in this order.
        reads: Client id -> the settings that the programme, laid over by this client's overlay, reads.
        core: Only the core defaults.
    """
    contracts = {type(client.policy): None for client in clients}
    settings = {key: setting for contract in contracts for key, setting in settings_of(contract).items()}
    looser = {client.id: tuple(looser_than_core(client.policy, core)) for client in clients}
    rows = (
        MatrixRow(setting, tuple(_cell(client, setting, reads[client.id], looser[client.id]) for client in clients))
        for setting in settings.values()
    )
    return Matrix(tuple(client.id for client in clients), tuple(rows))


def _cell(client: Client, setting: Setting, reads: frozenset[str], looser: tuple[Looser, ...]) -> Cell:
    group, _, name = setting.key.partition(".")
    used = setting.key in reads or setting.key in marked(NEEDED, OWN_USE)
    if getattr(getattr(client.policy, group), name, None) is None:
        return Cell("missing" if used and setting.required else "unset", unused=False)
    layers = {origin.layer for leaf, origin in client.origins.items() if f"{leaf}.".startswith(f"{setting.key}.")}
    return Cell(
        "set" if "client" in layers else "default",
        unused=not used,
        looser=tuple(value for value in looser if value.setting == setting.key),
    )
