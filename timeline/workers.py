"""Work for several processes at once: answers in the order of what they answer, little of it under way at a time."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from timeline.errors import WorkerError

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3
"""Items under way for each worker: one in work, one waiting for it, one answered and not yet taken."""


def ordered(work: Callable[[T], R], items: Iterable[T], *, workers: int) -> Generator[R, None, None]:
    """``work`` of every item, in the order of the items, by ``workers`` processes (1: this one, as a plain map).

    Items are taken only as answers are, so that neither is ever piled up. ``work`` is sent to each process once,
    and must be picklable, as items and answers are; what it raises is raised here, after the answers before it.
    Closing the iterator ends the processes, and so does the end of this one, whatever it died of.
    Raises ``WorkerError`` where a process was killed.
    """
    if workers <= 1:
        for item in items:
            yield _answer(work, item)
        return
    # Spawned, not forked: a fork would hold this process's database open and all it has in memory.
    context = multiprocessing.get_context("spawn")
    others = multiprocessing.active_children()
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(work,))
    under_way: deque[Future[R]] = deque()
    try:
        for item in items:
            if len(under_way) == AHEAD * workers:
                yield under_way.popleft().result()
            under_way.append(pool.submit(_do, item))
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool:
        raise WorkerError(
            "a worker process was ended from outside", "fewer --workers, if there was too little memory for so many"
        ) from None
    except BaseException:  # Ctrl-C, a fault, a reader that has enough: nobody waits for what is under way
        for child in multiprocessing.active_children():
            if child not in others:
                child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def available() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system says
        return os.cpu_count() or 1


_work: Callable[[Any], Any] | None = None


def _begin(work: Callable[[Any], Any]) -> None:
    """The start of a worker: what it will do; Ctrl-C is for the process that started it, and so is its end."""
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(item: Any) -> Any:
    assert _work is not None
    return _answer(_work, item)


def _answer(work: Callable[[T], R], item: T) -> R:
    answer = work(item)
    settle()
    return answer


def settle() -> None:
    """Tell the collector of garbage, once, that what is loaded by now stays to the end: the words and patterns of a
    language are more to go through than all that is read with them."""
    if not gc.get_freeze_count():
        gc.freeze()
