"""The wheel holds the package and nothing else, and works by itself, far from this repository."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from site_fixtures import REPOSITORY

pytestmark = pytest.mark.slow

PACKAGE = REPOSITORY / "generator" / "immerse"
KINDS = {".py", ".typed", ".yml", ".jinja", ".css", ".mjs", ".js", ".typ", ".md", ".html", ".txt", ".json"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def package_tree() -> set[str]:
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(PACKAGE.parent).as_posix() for path in files}


def test_the_wheel_is_the_package_tree(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        assert len(names) == len(set(names))
        assert set(names) == package_tree()
        for name in names:
            assert archive.read(name) == (PACKAGE.parent / name).read_bytes(), name


def test_the_package_tree_holds_only_what_is_meant(wheel: Path) -> None:
    tree = package_tree()
    assert {Path(name).suffix or Path(name).name for name in tree} <= KINDS | {".gitignore"}
    assert {"immerse/py.typed", "immerse/starter/workspace/.gitignore", "immerse/loading/core_defaults.yml"} <= tree
    assert {Path(name).suffix for name in tree} >= {".py", ".yml", ".jinja", ".css", ".mjs", ".js", ".typ"}


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (folder,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        metadata = archive.read(f"{folder}/METADATA").decode()
        entries = archive.read(f"{folder}/entry_points.txt").decode()
        assert f"{folder}/licenses/LICENSE" in archive.namelist()
    assert "\nRequires-Python: >=3.11\n" in metadata
    assert "immerse = immerse.cli:main" in entries
    assert "immerse = immerse.hosts.mkdocs_plugin:ImmersePlugin" in entries


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it; the locked packages are lent by this one, without this repository."""
    home = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home / "venv")], check=True)
    python = home / "venv" / "bin" / "python"
    inside = Path(sysconfig.get_path("purelib", vars={"base": str(home / "venv"), "platbase": str(home / "venv")}))
    lent = home / "lent"
    lent.mkdir()
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if "immerse" not in path.name and path.suffix != ".pth":
            (lent / path.name).symlink_to(path)
    (inside / "lent.pth").write_text(f"{lent}\n", "utf-8")
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(command, cwd=home, env=clean(home), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return home


def clean(home: Path) -> dict[str, str]:
    """An environment that knows nothing of this repository."""
    return {
        "PATH": f"{home / 'venv' / 'bin'}{os.pathsep}{os.defpath}",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def run(home: Path, command: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(["sh", "-c", command], cwd=home, env=clean(home), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_a_new_agency_builds_its_first_site_from_the_wheel_alone(installed: Path) -> None:
    where = run(installed, "python -c 'import immerse; print(immerse.__file__)'").stdout
    assert Path(where).is_relative_to(installed / "venv")
    done = run(installed, "immerse init agency && cd agency && immerse build && immerse check")
    assert "/site/acme-works/trainee  " in done.stdout
    site = installed / "agency" / "site" / "acme-works" / "trainee"
    assert (site / "index.html").is_file()
    assert (site / "downloads" / "checklist-a4.pdf").is_file()
    assert str(REPOSITORY) not in done.stdout + done.stderr


def test_mkdocs_finds_the_plugin_of_the_wheel(installed: Path) -> None:
    run(installed, "immerse init plugged && mkdir plugged/docs")
    (installed / "plugged" / "mkdocs.yml").write_text(
        "site_name: preview\ntheme: {name: material, font: false}\nmarkdown_extensions: [attr_list, md_in_html, toc]\n"
        "plugins: [search, {immerse: {client: acme-works}}]\n",
        "utf-8",
    )
    run(installed, "cd plugged && NO_MKDOCS_2_WARNING=1 python -m mkdocs build -d out")
    assert (installed / "plugged" / "out" / "learn" / "fst" / "fst-l1" / "index.html").is_file()
