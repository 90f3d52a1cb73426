"""The places of the parts of a workspace, and its clients."""

from pathlib import Path

from immerse.problems import ImmerseError
from immerse.words.near_misses import near_miss

CURRICULUM = "curriculum"
PLAYBOOKS = "playbooks"
SITE_CONFIG = "site_config"
CLIENTS = "site_config/clients"
FONTS = "site_config/fonts"
WORD_FILES = ("policy.yml", "overlay.yml", "signers.yml")
"""Files of a client that contain its words."""


def find_workspace(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that contains curriculum/ and site_config/.

    Raises:
        ImmerseError: there is none.
    """
    place = start.resolve()
    for folder in (place, *place.parents):
        if (folder / CURRICULUM).is_dir() and (folder / SITE_CONFIG).is_dir():
            return folder
    raise ImmerseError(
        f"no workspace here: neither {place} nor a folder above it contains curriculum/ and site_config/; "
        "go into one, name it with -C DIR, or create one with immerse init DIR"
    )


def client_ids(root: Path) -> tuple[str, ...]:
    """The names of the clients' folders, sorted; `load_client` reports whether they are valid."""
    try:
        folders = [entry.name for entry in (root / CLIENTS).iterdir() if entry.is_dir()]
    except OSError:
        return ()
    return tuple(sorted(name for name in folders if not name.startswith(".")))


def known_client(root: Path, client_id: str) -> str:
    """The id itself; raises ImmerseError with the known clients where there is no such client."""
    known = client_ids(root)
    if client_id not in known:
        names = ", ".join(known) or "none yet; make one with immerse new client ID"
        nearest = near_miss(client_id, list(known))
        lead = f"did you mean {nearest}? Clients" if nearest else "clients"
        raise ImmerseError(f"there is no client {client_id!r} in site_config/clients; {lead}: {names}")
    return client_id
