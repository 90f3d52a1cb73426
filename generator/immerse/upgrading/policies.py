"""The policies of a workspace's clients as they are written: each file, and its merge with the defaults."""

from collections.abc import Iterator
from dataclasses import dataclass

from immerse.loading.layout import CLIENTS
from immerse.loading.located import YamlMapping, value_at
from immerse.loading.policy_layers import CORE, DEFAULTS, core_source, merge
from immerse.loading.routing import resolve_routes
from immerse.loading.strict_yaml import read_cached
from immerse.problems import Location
from immerse.upgrading.workspace_files import File, Sources, items


@dataclass(frozen=True)
class ClientPolicy:
    """One client's policy."""

    client: str
    file: File
    written: YamlMapping
    """The values of its file."""
    merged: YamlMapping
    """The values of the core, the agency and its file, merged; a route by function is the contact with that
    function."""

    def place(self, *keys: str) -> Location:
        """The place of these keys in its file, as far as they are there; else the beginning of the file."""
        place, inner = Location(self.file.path), self.written
        for key in keys:
            if not isinstance(inner, YamlMapping) or key not in inner:
                break
            place, inner = inner.key_locations[key], inner[key]
        return place

    def is_always_open(self) -> bool:
        """Whether one of its desks never closes."""
        return any(desk.get("always") is True for desk in items(value_at(self.merged, "centre", "desks")))


def policies(sources: Sources) -> Iterator[ClientPolicy]:
    """The policy of each client that can be read."""
    core = read_cached(core_source(), CORE).value
    defaults = sources.files[DEFAULTS].value if DEFAULTS in sources.files else None
    agency = merge(core, defaults) if defaults is not None else core
    for file in sources.of_kind("policy"):
        client = file.path.removeprefix(f"{CLIENTS}/").removesuffix("/policy.yml")
        if file.path != DEFAULTS and file.value is not None:
            merged = merge(agency, file.value)
            merged = merge(merged, merged)  # a deep copy, because all clients share the mappings of the core
            resolve_routes(merged)
            yield ClientPolicy(client, file, file.value, merged)
