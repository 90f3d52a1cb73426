"""What check finds in many workspaces that differ in one file: results for the other files are held, as the check of
the live preview holds them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from immerse.loading.layout import client_ids
from immerse.pipeline.check import Judgement, check_workspace
from immerse.storage.store import HoldingStore
from site_fixtures import DAY

_STORE = HoldingStore()


def checked(root: Path, on: date = DAY) -> Judgement:
    """The judgement of a workspace with all its clients."""
    _STORE.next_turn()
    return check_workspace(root, client_ids(root), on, _STORE)
