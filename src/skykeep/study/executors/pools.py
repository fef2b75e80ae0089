"""Executors whose workers are other processes: of this machine, or of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import shutil
import warnings
from abc import ABC, abstractmethod
from collections import OrderedDict, deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures import Executor as Pool
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar
from weakref import finalize

from skykeep.errors import ExecutorError

from .base import Stop
from .sendable import Parcel, Sendable, packed, play_sent
from .threads import ThreadExecutor

__all__ = ["DaskExecutor", "ProcessExecutor"]

Key = TypeVar("Key")
Result = TypeVar("Result")

_WAIT_S = 0.2
"""How long to wait for a result before looking for an interrupt, s."""
_TOGETHER, _SHARES = 5, 4
"""Keys that go in one call at most, half a second of work or so; and into how many such calls what is left
is cut for each worker, so that all end at about the same time."""
_UNDER_WAY_PER_WORKER = 2
"""Tasks sent to each worker at once: it never waits for the next, and little is lost or held in memory."""
_CONNECT_S = 10.0
_CLOSE_S = 1.0
_HANDLES = 16
"""Parcels that stay with the workers between one ``map`` and the next."""
_RETRIES = 5
"""How often Dask does a task again whose worker was lost."""


class _PoolExecutor(ABC):
    """Sends what can be sent, and does the rest in threads here; the same bytes either way."""

    workers: int
    _handles: OrderedDict[str, Any] | None = None

    def map(self, task: Callable[[Key], Result], keys: Sequence[Key], stop: Stop) -> Generator[Result]:
        """Yield results as they are finished."""
        if not isinstance(task, Sendable):
            yield from ThreadExecutor(max(1, self.local_jobs)).map(task, keys, stop)
            return
        yield from self._sent(task, keys, stop)

    @property
    def local_jobs(self) -> int:
        """Threads for tasks that cannot be sent."""
        return 1

    def _sent(self, task: Sendable[Key, Result], keys: Sequence[Key], stop: Stop) -> Generator[Result]:
        left, under_way = deque(keys), dict[Future[Any], list[Key]]()
        sent: dict[int, tuple[Any, Any, list[Any]]] = {}
        try:
            while True:
                while left and len(under_way) < _UNDER_WAY_PER_WORKER * self.workers and not stop.wanted:
                    future, begun = self._begun(task, left, sent)
                    under_way[future] = begun
                if not under_way:
                    return
                done, _ = wait(under_way, timeout=_WAIT_S, return_when=FIRST_COMPLETED)
                self._check()
                for future in done:
                    begun = under_way.pop(future)
                    for key, found in zip(begun, self._result(future), strict=True):
                        yield task.received(key, found)
        finally:
            stop.set()
            for future in under_way:
                future.cancel()

    def _begun(
        self,
        task: Sendable[Key, Result],
        left: deque[Key],
        sent: dict[int, tuple[Any, Any, list[Any]]],
    ) -> tuple[Future[Any], list[Key]]:
        """Return the call of the next few keys that rest on one thing, and take these from what is left."""
        together = min(_TOGETHER, max(1, len(left) // (_SHARES * self.workers)))
        keys, plays, (thing, play) = [left[0]], [], task.sent(left.popleft())
        plays.append(play)
        while left and len(keys) < together:
            other, play = task.sent(left[0])
            if other is not thing:
                break
            keys.append(left.popleft())
            plays.append(play)
        try:
            if id(thing) not in sent:  # the thing is kept beside, so that its id stays its own
                head, parts = packed(thing)
                sent[id(thing)] = thing, self._shared(head), [self._shared(part) for part in parts]
            _, shared, more = sent[id(thing)]
            return self._pool().submit(play_sent, shared, more, plays), keys
        except (OSError, RuntimeError) as error:  # BrokenExecutor and a closed client are of these
            raise self._lost(error) from error

    def _result(self, future: Future[Any]) -> Any:
        try:
            return future.result()
        except (CancelledError, BrokenExecutor, OSError) as error:
            raise self._lost(error) from error

    @abstractmethod
    def _pool(self) -> Pool:
        """Return the workers, started when they are first asked for."""

    def _shared(self, parcel: Parcel) -> Any:
        """Return what stands for a parcel in a call; the latest ones are kept for the next ``map``."""
        if self._handles is None:
            self._handles = OrderedDict()
        handle = self._handles.pop(parcel.digest, None)
        self._handles[parcel.digest] = self._share(parcel) if handle is None else handle
        while len(self._handles) > _HANDLES:
            self._handles.popitem(last=False)
        return self._handles[parcel.digest]

    @abstractmethod
    def _share(self, parcel: Parcel) -> Any:
        """Return what a worker gets a parcel by."""

    def _check(self) -> None:
        """Raise ExecutorError if there are no workers any more; processes tell it in what they return."""
        return

    def _lost(self, error: BaseException) -> ExecutorError:
        return ExecutorError(
            f"the workers are gone ({type(error).__name__}: {error}); what is finished is kept in a run "
            "folder: go on with --resume"
        )


class ProcessExecutor(_PoolExecutor):
    """``jobs`` processes of this machine, started when they are first needed."""

    def __init__(self, jobs: int) -> None:
        if jobs < 1:
            raise ValueError(f"jobs must be at least 1, given {jobs}")
        self.workers = jobs
        self._made: ProcessPoolExecutor | None = None
        self._folder = Path(mkdtemp(prefix="skykeep-parcels-"))
        finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    @property
    def local_jobs(self) -> int:
        """Threads for tasks that cannot be sent."""
        return self.workers

    def _pool(self) -> Pool:
        if self._made is None:
            context = multiprocessing.get_context("spawn")  # threads of numba do not outlive a fork
            self._made = ProcessPoolExecutor(self.workers, mp_context=context)
        return self._made

    def _share(self, parcel: Parcel) -> Parcel:
        """Return the parcel as a file, so that each process reads it once and calls stay small."""
        path = self._folder / parcel.digest
        path.write_bytes(parcel.read())
        return Parcel(parcel.digest, path)

    def _lost(self, error: BaseException) -> ExecutorError:
        self._made = None
        return super()._lost(error)


def _same(parcel: Parcel) -> Parcel:
    """Return a parcel: as a task of the cluster it is made anew wherever a worker that held it is lost."""
    return parcel


class DaskExecutor(_PoolExecutor):
    """The workers of a Dask cluster, through ``Client.get_executor``.

    Parameters
    ----------
    scheduler
        Address of the scheduler, as ``tcp://10.0.0.5:8786``, or a ``distributed.Client``.

    Raises
    ------
    ExecutorError
        If distributed (the ``dask`` extra) is not installed, or no scheduler or worker answers.
    """

    def __init__(self, scheduler: Any) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ModuleNotFoundError:
            raise ExecutorError(
                "executor dask: distributed is not installed: pip install 'skykeep[dask]'"
            ) from None
        if isinstance(scheduler, str):
            try:
                self._client = distributed.Client(scheduler, timeout=_CONNECT_S, set_as_default=False)
                self._client.wait_for_workers(1, timeout=_CONNECT_S)
            except (OSError, ValueError, TypeError) as error:
                raise ExecutorError(
                    f"scheduler {scheduler!r}: no Dask scheduler with workers answers there ({error}); give "
                    "its address, as --scheduler tcp://10.0.0.5:8786, and start workers"
                ) from None
        else:
            self._client = scheduler
        self.address = str(self._client.scheduler.address)
        self.workers = max(1, sum(self._client.nthreads().values()))
        self._is_own = isinstance(scheduler, str)
        self._executor: Pool | None = None

    def _pool(self) -> Pool:
        if self._executor is None:
            self._executor = self._client.get_executor(pure=False, retries=_RETRIES)
        return self._executor

    def _share(self, parcel: Parcel) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it is large: it goes to the cluster once, as Dask advises
            return self._client.submit(_same, parcel, key=f"skykeep-{parcel.digest}", retries=_RETRIES)

    def _check(self) -> None:
        if self._client.status not in ("running", "newclient"):
            raise self._lost(ConnectionError(f"client is {self._client.status}"))

    def _lost(self, error: BaseException) -> ExecutorError:
        if self._is_own:
            with suppress(OSError, RuntimeError):
                self._client.close(timeout=_CLOSE_S)  # so that it does not go on trying
        return ExecutorError(
            f"scheduler {self.address}: lost ({type(error).__name__}: {error}); what is finished is kept in "
            "a run folder: go on with --resume and any executor"
        )
