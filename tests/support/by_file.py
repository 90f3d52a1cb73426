"""Hands out the tests of a run file by file, so that what a file makes for its tests is made once."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController


class ByFile(LoadFileScheduling):
    """As `--dist loadfile`, but a test that ended its process is not run again: it would end the next one too."""

    def remove_node(self, node: WorkerController) -> str | None:
        """Take back what a process has not done; the test that it was running, if any, is over."""
        units = self.assigned_work.pop(node)
        waiting = [(unit, test) for unit in units.values() for test, is_done in unit.items() if not is_done]
        if not waiting:
            return None
        unit, running = waiting[0]
        unit[running] = True
        self.workqueue.update({file: unit for file, unit in units.items() if not all(unit.values())})
        for other in self.assigned_work:
            self._reschedule(other)
        return running


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Any:
    """The scheduler of a run with `--dist loadfile`."""
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None
