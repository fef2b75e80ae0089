"""``skykeep.study``: the seed, the workers and the catalogue said once for many questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial, update_wrapper
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep._door import PLACES, load_name
from skykeep.catalogue import Catalogue
from skykeep.study.run_folder import RUN_FILE

from .executing import executor_of
from .options import job_count, seed_asked

if TYPE_CHECKING:
    from skykeep.study.executors import Executor

__all__ = ["Desk", "study"]

SAID_BY_A_RUN = ("seed", "catalogue")
"""What a run folder holds of what a desk does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Asks every function of ``skykeep`` with what it holds: ``desk.run(...)`` is ``skykeep.run(...)`` with
    this seed, these workers and this catalogue, as far as the function takes them and is not given others. A
    run folder keeps the seed and the catalogue of its run.
    """

    seed: int | None
    jobs: int
    executor: Executor
    catalogue: Catalogue | Path | str | None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a function of ``skykeep`` that takes what is held here where nothing else is given."""
        found = load_name(name) if name in PLACES and name != "study" else None
        function = getattr(found, "__wrapped__", found)  # of a room that is called
        if function is None or isinstance(function, type):
            raise AttributeError(
                f"a study has no function {name!r}; it has those of skykeep, as run or sweep"
            )
        taken = signature(function).parameters
        held = {each.name: getattr(self, each.name) for each in fields(self)}
        given = {key: value for key, value in held.items() if key in taken and value is not None}
        asked: Callable[..., Any] = update_wrapper(_Held(function, **given), function)
        return asked


class _Held(partial[Any]):
    """A function with what a desk holds, but for what a run folder that is asked about says itself."""

    def __call__(self, /, *args: Any, **named: Any) -> Any:
        about = args[0] if args else named.get(next(iter(signature(self.func).parameters), ""))
        held = self.keywords
        if isinstance(about, str | Path) and (Path(about) / RUN_FILE).is_file():
            held = {key: value for key, value in held.items() if key not in SAID_BY_A_RUN}
        return self.func(*args, **(held | named))


def study(
    *,
    seed: int | None = None,
    jobs: int | None = None,
    executor: Any = None,
    scheduler: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Desk:
    """Return the functions of ``skykeep`` with a seed, workers and a catalogue that hold for all of them.

    The workers are asked for once: processes are started, and a cluster is met, for all that is asked here.

    Parameters
    ----------
    seed
        Of every draw, where a function is not given another; None leaves each question its own.
    jobs
        Workers of threads and processes, all cores by default; never changes a result.
    executor, scheduler
        Who does the work, as in ``skykeep.run``. What no executor takes, such as ``place``, is done here.
    catalogue
        A catalogue, or a system file or folder of your own to be read beside the shipped one.

    Raises
    ------
    SkykeepError
        If anything asked for is not there or out of range, or no cluster answers.

    Examples
    --------
    >>> desk = study(seed=1, jobs=1)
    >>> desk.run("iraq-baghdad-s300pmu2-cruise", worlds=4, replications=2).seed
    1
    >>> desk.run("iraq-baghdad-s300pmu2-cruise", worlds=4, replications=2, seed=2).seed
    2
    """
    return Desk(
        seed=None if seed is None else seed_asked(seed),
        jobs=job_count(jobs),
        executor=executor_of(jobs, executor, scheduler),
        catalogue=catalogue,
    )
