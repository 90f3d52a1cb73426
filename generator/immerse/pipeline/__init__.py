"""The order of the steps: load, analyse, check, compose, decide, plan, render. Nothing else.

`source.py` reads what all clients share, `client_build.py` makes what both views of one client's site share,
`prepare.py` one view of it; `check.py` takes the same steps for all clients and stops before anything is rendered.
"""

from immerse.pipeline.check import Judgement, check_workspace
from immerse.pipeline.client_build import ClientBuild
from immerse.pipeline.following import Followed, Follower
from immerse.pipeline.prepare import (
    Planned,
    Prepared,
    compose_client,
    judge_view,
    plan_client,
    prepare,
    refuse_foreign_settings,
    render_pages,
    render_planned,
)
from immerse.pipeline.source import Workspace, WorkspaceSource, known_client, load_clients, read_source

__all__ = [
    "ClientBuild",
    "Followed",
    "Follower",
    "Judgement",
    "Planned",
    "Prepared",
    "Workspace",
    "WorkspaceSource",
    "check_workspace",
    "compose_client",
    "judge_view",
    "known_client",
    "load_clients",
    "plan_client",
    "prepare",
    "read_source",
    "refuse_foreign_settings",
    "render_pages",
    "render_planned",
]
