"""A client whose policy is whole, made for a workspace: the settings that its programme reads, as one file has them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from string import Template

from immerse.composing import analyse
from immerse.loading.programme import load_programme
from immerse.loading.schemas import first_line

SOURCE = Path(__file__).parents[1] / "cases" / "settled_client.yml"
ALWAYS = {"client.id", "client.name", "client.sector", "client.ownership", "site.release", "site.feedback_url"}


def settled_client(root: Path, id: str, today: date | None = None) -> Path:
    """Write the client's policy.yml and overlay.yml; the folder."""
    today = today or date.today()
    programme, problems = load_programme(root)
    assert programme is not None, problems
    days = {
        "today": today,
        "in_half_a_year": today + timedelta(days=182),
        "in_one_year": today + timedelta(days=365),
        "in_thirteen_months": today + timedelta(days=395),
        "in_two_years": today + timedelta(days=730),
    }
    words = {"id": id, "name": id.replace("-", " ").title(), "core_version": programme.curriculum.version}
    text = Template(SOURCE.read_text("utf-8")).safe_substitute(
        words, **{name: day.isoformat() for name, day in days.items()}
    )
    reads = analyse(programme).reads
    used = {key for keys in reads.values() for key in keys}
    used |= {str(key) for one in programme.competencies() for key in one.uses} | ALWAYS
    folder = root / "site_config" / "clients" / id
    folder.mkdir(parents=True)
    for name, content in (("policy", _needed(text, used)), ("overlay", "{}\n")):
        head = first_line(f"site_config/clients/{id}/{name}.yml")
        (folder / f"{name}.yml").write_text(head + content, "utf-8")
    return folder


def _needed(text: str, used: set[str]) -> str:
    """The settings that are used, each with the lines below it; groups left empty go too."""
    kept: list[str] = []
    group = pending = ""
    keep = True
    for line in text.splitlines(keepends=True):
        if head := re.match(r"([a-z_]+):$", line.rstrip("\n")):
            group, pending, keep = head.group(1), line, False
        elif setting := re.match(r"  ([a-z_]+):", line):
            keep = f"{group}.{setting.group(1)}" in used
        if keep:
            kept += [pending, line] if pending else [line]
            pending = ""
    return "".join(kept)
