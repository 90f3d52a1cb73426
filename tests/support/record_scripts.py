"""The browser's modules for records and signatures, asked from Python: a JSON object a line in, one a line out."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from typing import Any

from deno import find_deno_bin
from site_fixtures import REPOSITORY


def answers(asked: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What `scripts/records-by-line.mjs` answers, in one process for all."""
    return answers_of("records-by-line.mjs", asked)


def answers_of(name: str, asked: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a script of `scripts/` answers, in one process for all."""
    script = REPOSITORY / "tests" / "scripts" / name
    run = subprocess.run(
        [find_deno_bin(), "run", "--no-remote", "--no-npm", "--no-lock", "--cached-only", "--no-check", str(script)],
        cwd=REPOSITORY,
        env=os.environ | {"DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"},
        input="".join(f"{json.dumps(one)}\n" for one in asked),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = [json.loads(line) for line in run.stdout.split("\n") if line]
    assert len(found) == len(asked)
    return found
