"""Clients built in other processes that share no disk: the workspace goes there, finished sites come back."""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from immerse.building import carrying
from immerse.building.builder import Builder
from immerse.building.carrying import Brought
from immerse.building.cluster import PATIENCE, Cluster, build_on, cluster_at
from immerse.building.jobs import Built, build_clients
from immerse.building.program import difference
from immerse.model.site_view import View
from immerse.output.fingerprint import file_digests
from immerse.problems import ContentProblems, ImmerseError, Refused
from immerse.storage.store import NOTHING_KEPT, Store
from site_fixtures import starter

DAY = date(2026, 12, 1)
CLIENTS = "site_config/clients"
OURS = "acme-works"
TRAINEES = (View.TRAINEE,)
ADDRESS = "tcp://10.0.0.5:8786"


class Apart(Executor):
    """Does at once what is asked, and shares nothing with who asks but what can be sent."""

    def __init__(self, change: Callable[[Any], Any] = lambda given: given) -> None:
        self.change = change
        """What happens to a result on its way."""
        self.begun: list[str] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.begun.append(args[1])
        do, sent = pickle.loads(pickle.dumps((fn, args)))
        try:
            future.set_result(self.change(pickle.loads(pickle.dumps(do(*sent)))))
        except Exception as error:
            future.set_exception(error)
        return future


class Unbuilt(Executor):
    """Builds nothing: what is asked of it ends with this error, or without any site."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.begun: list[str] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.begun.append(args[1])
        if self.error:
            future.set_exception(self.error)
        else:
            future.set_result(Brought(Built(args[1], ()), ()))
        return future


def cluster_of(executor: Executor, workers: int = 1, patience: float = PATIENCE) -> Cluster:
    return Cluster(executor, lambda work: work, lambda: workers, ADDRESS, patience)


@pytest.fixture(autouse=True)
def forgetful_worker() -> Iterator[None]:
    """Each test has a worker of its own."""
    yield
    carrying.forget()


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter with two more clients, each of which says everything in words of its own."""
    root = starter(tmp_path_factory.mktemp("agency") / "workspace")
    for id, name, why in MORE:
        shutil.copytree(root / CLIENTS / OURS, root / CLIENTS / id)
        for path in (root / CLIENTS / id).iterdir():
            text = path.read_text("utf-8").replace("Acme Works", name).replace(OURS, id)
            text = re.sub(r"Most people who write .*", why, text).replace("feedback.example", f"{id}.example")
            path.write_text(text, "utf-8")
    return root


MORE = (
    ("boreal-foods", "Boreal Foods", "They write from their kitchens, and dinner waits."),
    ("coral-ferries", "Coral Ferries", "They write from the quay, where the boat was an hour ago."),
)


def clients_of(root: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in (root / CLIENTS).iterdir()))


def built(root: Path, out: Path, executor: Executor | None = None, **how: Any) -> list[Built]:
    """Both views (or `views`) of all clients, built apart; in this process without an executor."""
    views = how.pop("views", tuple(View))
    builder = Builder(root, out, how.pop("on", DAY), how.pop("store", NOTHING_KEPT), **how)
    if executor is None:
        return list(build_clients(builder, clients_of(root), views))
    return list(build_on(cluster_of(executor), builder, clients_of(root), views))


def test_what_comes_back_has_the_bytes_and_the_modes_of_what_is_built_here(agency: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    first, second = built(agency, here), built(agency, there, Apart())
    assert [one.error for one in first] == [None] * 3
    assert [one.client for one in second] == list(clients_of(agency))
    assert file_digests(there) == file_digests(here)
    for path in here.rglob("*"):
        if ".immerse" not in path.parts:
            assert path.stat().st_mode == (there / path.relative_to(here)).stat().st_mode
    for one, other in zip(first, second, strict=True):
        assert [site._replace(folder=there / other.client / site.folder.name) for site in one.sites] == [*other.sites]
        assert [site.folder for site in other.sites] == [there / other.client / view.value for view in View]


def test_a_workspace_is_unpacked_once_and_read_on_no_disk_of_this_machine(agency: Path, tmp_path: Path) -> None:
    seen = []

    def notice(given: Brought) -> Brought:
        seen.append(dict(carrying.unpacked))
        return given

    built(agency, tmp_path / "site", Apart(notice), views=TRAINEES)
    assert len(seen) == 3 and seen[0] == seen[1] == seen[2]
    (builder,) = seen[0].values()
    assert agency not in builder.root.parents and tmp_path not in builder.out.parents


def test_what_stands_is_left_and_on_another_day_judged_here(
    agency: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    root = Path(shutil.copytree(agency, tmp_path / "workspace"))
    first, again, later = Apart(), Apart(), Apart()
    built(root, tmp_path / "site", first, store=Store.of(root), views=TRAINEES)
    told = built(root, tmp_path / "site", again, store=Store.of(root), views=TRAINEES)
    assert first.begun == list(clients_of(root)) and again.begun == []
    assert all(site.is_unchanged for one in told for site in one.sites)
    built(root, tmp_path / "site", later, store=Store.of(root), on=date(2026, 12, 2), views=TRAINEES)
    assert later.begun == []
    built(root, tmp_path / "site", later, store=Store.of(root), force=True, views=TRAINEES)
    assert later.begun == list(clients_of(root))


def test_what_is_wrong_with_one_client_is_told_of_it(agency: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(agency, tmp_path / "workspace"))
    policy = root / CLIENTS / "boreal-foods" / "policy.yml"
    policy.write_text(policy.read_text("utf-8").replace("sector: other", "sector: none"), "utf-8")
    errors = [one.error for one in built(root, tmp_path / "site", Apart(), views=TRAINEES)]
    wrong = errors.pop(1)
    assert errors == [None, None]
    assert isinstance(wrong, ContentProblems)
    assert wrong.problems[0].location.path == f"{CLIENTS}/boreal-foods/policy.yml"


def test_a_place_that_is_taken_is_refused_here(agency: Path, tmp_path: Path) -> None:
    mine = tmp_path / "site" / OURS / "trainee"
    mine.mkdir(parents=True)
    (mine / "index.html").write_text("mine", "utf-8")
    refused = next(one for one in built(agency, tmp_path / "site", Apart(), views=TRAINEES) if one.client == OURS)
    assert isinstance(refused.error, Refused) and (mine / "index.html").read_text("utf-8") == "mine"


def test_a_site_that_was_changed_on_its_way_is_not_placed(agency: Path, tmp_path: Path) -> None:
    def change(given: Brought) -> Brought:
        given.sites[0]["index.html"] += b" "
        return given

    with pytest.raises(ImmerseError, match=r"^acme-works/trainee did not come back as it was built"):
        built(agency, tmp_path / "site", Apart(change), views=TRAINEES)
    assert not (tmp_path / "site" / OURS / "trainee").exists()


def test_a_worker_with_another_program_does_not_build(agency: Path, tmp_path: Path) -> None:
    sent = carrying.carried(Builder(agency, tmp_path, DAY))
    there = sent.versions["Python"]
    sent = replace(sent, versions={**sent.versions, "Python": "3.9.1"})
    told = carrying.build_there(sent, OURS, TRAINEES).built.error
    assert f" has Python {there}, this machine 3.9.1; install the same there, from requirements.lock" in str(told)
    assert difference({"a": "1"}, {"b": "1"}).startswith("a no version of it, this machine 1;")
    assert difference({"a": "1"}, {"a": "1", "b": "2"}).startswith("b 2, this machine no version of it;")


class KilledWorker(Exception):
    """As Dask names it."""


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (KilledWorker("the last was tcp://b"), f"several workers of {ADDRESS} died over one client; give them more "),
        (CancelledError(), f"the scheduler at {ADDRESS} cannot be reached; what is in place is whole, so build again"),
        (
            OSError("comm closed"),
            f"the scheduler at {ADDRESS} cannot be reached; what is in place is whole, so build again",
        ),
        (ModuleNotFoundError("No module named 'x'\nmore"), f"a worker of {ADDRESS} could not do its work: No module "),
        (RuntimeError(), f"a worker of {ADDRESS} could not do its work: RuntimeError; every worker and the scheduler "),
    ],
)
def test_what_a_cluster_raises_is_a_sentence(agency: Path, tmp_path: Path, raised: Exception, told: str) -> None:
    with pytest.raises(ImmerseError) as caught:
        built(agency, tmp_path / "site", Unbuilt(raised))
    assert str(caught.value).startswith(told) and "\n" not in str(caught.value)


def test_a_cluster_without_workers_is_waited_for_no_longer_than_its_patience(agency: Path, tmp_path: Path) -> None:

    class Silent(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            return Future()

    builder = Builder(agency, tmp_path / "site", DAY)
    with pytest.raises(ImmerseError, match="has had no worker for a minute; what is in place is whole"):
        list(build_on(cluster_of(Silent(), workers=0, patience=0.01), builder, (OURS,), TRAINEES))


def test_only_so_much_is_handed_out_as_keeps_the_workers_busy(agency: Path, tmp_path: Path) -> None:
    executor = Unbuilt()
    builder = Builder(agency, tmp_path / "site", DAY)
    telling = build_on(cluster_of(executor), builder, clients_of(agency), TRAINEES)
    next(telling)
    assert len(executor.begun) == 2
    list(telling)
    assert len(executor.begun) == 3


def test_a_link_to_another_place_is_named(agency: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(agency, tmp_path / "workspace"))
    (root / CLIENTS / OURS / "logo.svg").symlink_to(tmp_path / "logo.svg")
    (root / CLIENTS / OURS / ".git").symlink_to(tmp_path)
    with pytest.raises(ImmerseError, match=rf"^{CLIENTS}/{OURS}/logo.svg is a symbolic link"):
        carrying.carried(Builder(root, tmp_path, DAY))


def test_without_dask_one_sentence_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(ImmerseError, match=r"install it with: pip install 'immerse\[dask\]'"), cluster_at("x"):
        pass


def test_a_worker_that_built_before_an_edit_builds_what_stands_after_it(tmp_path: Path) -> None:
    root, worker = starter(tmp_path / "workspace"), Apart()

    def home() -> str:
        builder = Builder(root, tmp_path / "site", DAY, NOTHING_KEPT)
        (built,) = build_clients(builder, [OURS], [View.TRAINEE], worker)
        return (built.sites[0].folder / "index.html").read_text("utf-8")

    assert "Zebra" not in home()
    title = root / "curriculum" / "curriculum.yml"
    title.write_text(re.sub(r"(?m)^title: .*", "title: Zebra", title.read_text("utf-8"), count=1), "utf-8")
    assert "Zebra" in home()
