"""Where the work is done: in this process, on this machine's processors, or on a cluster that somebody runs.

The scheduler and its workers are Dask's. What a dead worker had in hand is given to another one by it.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from timeline.archive.storage import plain
from timeline.errors import InputError, TimelineError, WorkerError

if TYPE_CHECKING:
    from distributed import Client

UNDER_WAY = 3
"""Items under way for each thread of the workers: what is asked of the scheduler does not grow with the archive."""

PROGRAM = "election-timeline"
"""The name that this program is installed by."""

PATIENCE = 20.0
"""Seconds to wait for a scheduler, and for its first worker."""


UNWATCHED = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
"""For Dask's dashboard, which nobody sees here, workers keep a profile of their work (100 MB in a quarter of an hour),
and every process looks at itself up to fifty times a second: a twentieth of two processors that should be reading."""

LOST = (OSError, CancelledError, asyncio.CancelledError, RuntimeError)
"""What the engine raises when the scheduler is not there any more; errors of the work itself it hands over."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that could not be done, while others can."""

    name: str
    error: TimelineError


class Each(Protocol):
    """Does ``work`` for each item, in any order, and gives the answers as they come.

    An ``InputError`` is an answer, a ``Failure``; any other error ends the run.
    """

    def __call__(
        self, work: Callable[[Any], Any], items: Iterable[Any], name: Callable[[Any], str], /
    ) -> Iterator[Any]: ...


def here(work: Callable[[Any], Any], items: Iterable[Any], name: Callable[[Any], str], /) -> Iterator[Any]:
    """Everything in this process, one item after another."""
    for item in items:
        try:
            yield work(item)
        except InputError as error:
            yield Failure(name(item), error)


@contextmanager
def local(workers: int) -> Iterator[Each]:
    """A cluster of ``workers`` processes on this machine, for as long as it is needed."""
    _quiet()
    from dask import config
    from distributed import Client, LocalCluster

    with _uninterrupted(), config.set(UNWATCHED):
        made = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # beside other clusters on this machine
            silence_logs=logging.CRITICAL,
        )
        client = Client(made)
    with made, client:
        yield _on(client)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes started meanwhile leave Ctrl-C to this one, which ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def remote(scheduler: str, *, patience: float | None = None) -> Iterator[Each]:
    """A cluster of somebody's making. Raises ``WorkerError`` if it cannot be reached or is of other versions."""
    _quiet()
    from distributed import Client

    patience = patience or PATIENCE
    client = Client.__new__(Client)  # apart from __init__, so that there is something to close when that fails
    try:
        client.__init__(scheduler, timeout=patience, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        client.close()  # left to the garbage collector, it would wait for a lock that the start of another one holds
        raise WorkerError(
            f"no scheduler answers at {scheduler}: {plain(error)}",
            "the address that dask scheduler printed, such as tcp://10.0.0.1:8786",
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError:
            raise WorkerError(
                f"the scheduler at {scheduler} has no workers", f"start some: dask worker {scheduler} --nthreads 1"
            ) from None
        check_versions(client)
        yield _on(client)


def _on(client: Client) -> Each:
    def each(work: Callable[[Any], Any], items: Iterable[Any], name: Callable[[Any], str], /) -> Iterator[Any]:
        from distributed import as_completed

        waiting = iter(items)
        names: dict[Any, str] = {}
        answered = as_completed(loop=client.loop)

        def submit(count: int) -> None:
            for _, item in zip(range(count), waiting, strict=False):
                future = client.submit(work, item, key=f"timeline-{name(item)}", pure=False)
                names[future] = name(item)
                answered.add(future)

        with _gone():
            submit(_wanted(client))
        try:
            for future in answered:
                called = names.pop(future)
                error, answer = _settled(future)
                if error is None:
                    yield answer
                elif isinstance(error, InputError):
                    yield Failure(called, error)
                else:
                    raise _in_words(error, called)
                future.release()
                with _gone():
                    submit(max(1, _wanted(client) - len(names)))
        finally:
            with suppress(*LOST):  # there may be nobody left to tell
                client.cancel(list(names), force=True)

    return each


def _wanted(client: Client) -> int:
    threads = client.scheduler_info(n_workers=-1)["workers"].values()
    return UNDER_WAY * max(1, sum(int(worker["nthreads"]) for worker in threads))


@contextmanager
def _gone() -> Iterator[None]:
    """What asking a scheduler raises that is there no more."""
    try:
        yield
    except LOST:
        raise _no_scheduler() from None


def _no_scheduler() -> WorkerError:
    return WorkerError("the scheduler has gone away", "start it again, and run this again: what is finished stays")


def _settled(future: Any) -> tuple[BaseException | None, Any]:
    """What came of a future: the error of its work, or the answer. Raises ``WorkerError`` if nobody can tell."""
    with _gone():
        error = future.exception()
        return (error, None) if error is not None else (None, future.result())


def _in_words(error: BaseException, name: str) -> BaseException:
    """What a user is told of an error that ends the run; a fault of this program stays as it is."""
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        return WorkerError(
            f"every worker that took {name} died of it", "give the workers more memory, or smaller partitions"
        )
    if isinstance(error, CancelledError):
        return _no_scheduler()
    missing = error if isinstance(error, (ImportError, AttributeError)) else error.__cause__
    if isinstance(missing, (ImportError, AttributeError)) and not isinstance(error, TimelineError):
        return WorkerError(
            f"the cluster cannot run this program: {plain(missing)}",
            "install the same version of election-timeline[cluster] on all machines",
        )
    return error


def check_versions(client: Client) -> None:
    """Raise ``WorkerError`` where scheduler or workers have other versions than this process of what they share."""
    told = client.get_versions(check=False, packages=[PROGRAM])
    own = _versions(told["client"])
    others = {"the scheduler": told["scheduler"], **{f"worker {one}": it for one, it in told["workers"].items()}}
    for who, their in others.items():
        if their is None:
            continue
        for package, version in _versions(their).items():
            if version != own[package] and own[package] is not None:  # a checkout that is not installed has none
                raise WorkerError(
                    f"{who} has {package} {version}, this machine {own[package]}"
                    if version
                    else f"{who} has no {package}",
                    f"install the same versions on all machines: {PROGRAM}[cluster] and what it needs",
                )


def _versions(told: dict[str, Any]) -> dict[str, str | None]:
    """Versions that must be equal: Python's first two numbers, Dask's and this program's whole."""
    python = ".".join(str(told["host"]["python"]).split(".")[:2])
    return {"Python": python, **{name: told["packages"].get(name) for name in ("dask", "distributed", PROGRAM)}}


def _quiet() -> None:
    """Errors are told in our own words; what the engine would log beside them says the same at length."""
    import distributed  # noqa: F401  # sets up its loggers when it is imported

    warnings.filterwarnings("ignore", module="distributed")
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
