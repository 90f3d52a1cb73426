"""Finds the paths of the policy that a prefix means."""

from collections.abc import Iterable


def paths_of(prefix: str, paths: Iterable[str]) -> frozenset[str]:
    """The paths that a prefix names: itself and all below it (`response.targets.P2` of `response.targets`); where there
    are none, those that begin with its letters (`topics.claims_register` of `topics.claims`)."""
    known = tuple(paths)
    below = frozenset(path for path in known if f"{path}.".startswith(f"{prefix.rstrip('.')}."))
    return below or frozenset(path for path in known if path.startswith(prefix))
