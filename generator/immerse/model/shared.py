"""Data that the command line and the pages share: modules of the theme that export one object, in JSON."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def shared(name: str) -> dict[str, Any]:
    """The object that a module exports; `name` is its path in the theme's own assets, without `.mjs`."""
    module = files("immerse").joinpath("theme", "assets", "immerse", f"{name}.mjs").read_text("utf-8")
    start = module.index("{", module.index("export "))
    whole: dict[str, Any] = json.loads(module[start : module.rindex("}") + 1])
    return whole
