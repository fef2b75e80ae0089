"""``skykeep.claim``: what would have to be true for a claim, as a frozen result with a table and a plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from skykeep.catalogue import Catalogue
from skykeep.engine.schemas import field
from skykeep.errors import UsageError
from skykeep.model import Scenario

from .estimate_columns import estimate_columns
from .executing import executor_of
from .inputs import goal_of_means
from .kinds import refuses_wrong_kinds
from .options import WORLDS_LIMIT
from .records import Estimate, Record
from .settings import Settings
from .studied import studied
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.terrain import Heightfield

__all__ = ["Claim", "Lever", "claim", "stop_rate_of"]

UNTIL = "0.25,5%"
REPLICATIONS = 5


class Lever(Record):
    """One thing that could be otherwise: its value ``now``, what is ``required``, and its ``ceiling``.

    ``required`` is None where the claim cannot be reached by this alone; ``reached`` says so.
    """

    __slots__ = ()

    lever: str
    now: float
    most: float
    reached: bool
    required: float | None
    required_mc_error_90: tuple[float | None, float | None] | None
    required_ignorance_90: tuple[float | None, float | None] | None
    ceiling: Estimate


class Claim(Tabled):
    """What would have to be true for a claim: ``denominators`` as it is; ``levers``, all together last."""

    __slots__ = ()

    stop_rate: float
    denominators: Record
    stopped_share: Estimate
    raids_that_hold: Estimate
    levers: tuple[Lever, ...]
    levers_asked: int
    stopping: Record
    state: str
    replications: int
    seed: int
    view: str

    def __repr__(self) -> str:
        return f"<Claim of {self['scenario'].id}: {self.stop_rate:g} stopped>"

    @property
    def finished(self) -> str:
        """What there is, in words: all of it, unless Ctrl-C ended it."""
        return f"{len(self.levers)} of {self.levers_asked} levers in {self.stopping.worlds} worlds"

    @property
    def table(self) -> Table:
        """One row for each value of a lever that was played."""
        return _table(self.to_json())

    def plot(self, path: Path | str) -> Path:
        """Draw the share stopped by denominator and over each lever, and return the path.

        Raises
        ------
        UsageError
            If the name ends in none of .png, .svg and .pdf.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.claim_chart import write_claim_chart

        return write_claim_chart(self.to_json(), Path(path))


def stop_rate_of(given: float | str) -> float:
    """Return a claimed share: a number above 0 and at most 1, or text as ``99%``.

    Raises
    ------
    UsageError
        If it is none.
    """
    text = str(given).strip()
    try:
        rate = float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        rate = -1.0
    if isinstance(given, bool) or not 0.0 < rate <= 1.0:
        raise UsageError(f"stop rate {text!r}: must be a share above 0 and at most 1, as 0.99 or 99%")
    return rate


@refuses_wrong_kinds
def claim(
    scenario: Scenario | Path | str,
    stop_rate: float | str,
    *,
    until: str | float = UNTIL,
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    view: str | None = None,
    set: Settings | None = None,
    lost: Sequence[str] | str = (),
    jobs: int | None = None,
    executor: Any = None,
    scheduler: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    terrain: Heightfield | Path | str | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Claim:
    """Return what would have to be true for a claim that so many are stopped.

    Parameters
    ----------
    scenario
        Path of a scenario file, name of a shipped one, or a ``Scenario``.
    stop_rate
        The share that is said to be stopped, as 0.99 or ``"99%"``.
    until
        Half-width of the mean leakers at which no more worlds are added: ``0.25``, ``"5%"`` or both.
    worlds
        Most worlds, 2000 by default.
    replications
        Raids in each world, 5 by default.
    seed, view, set, lost
        As in ``skykeep.run``.
    jobs
        Workers, all cores by default; never changes a result.
    executor, scheduler
        Who does the work: ``threads`` (the default), ``processes``, or ``dask`` with the address of a
        scheduler; never changes a result. See ``skykeep.api.executing.executor_of``.
    catalogue, terrain
        As in ``skykeep.run``.
    keep_on_stop
        Whether Ctrl-C gives the levers that are finished, with ``state`` ``partial``, instead of raising.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.

    Examples
    --------
    >>> found = claim("iraq-baghdad-s300pmu2-cruise", 0.99, worlds=4, replications=2, seed=1)
    >>> [lever.lever for lever in found.levers if not lever.reached]
    ['kill_probability', 'rounds', 'warning', 'tracking']
    """
    from skykeep.study.claim import claim as claimed

    rate, goal = stop_rate_of(stop_rate), goal_of_means(until)
    asked = studied(
        scenario,
        catalogue=catalogue,
        terrain=terrain,
        set=set,
        lost=lost,
        worlds=WORLDS_LIMIT if worlds is None else worlds,
        replications=REPLICATIONS if replications is None else replications,
        seed=seed,
        view=view,
    )
    found = claimed(
        asked.scenario,
        asked.catalogue,
        rate,
        goal=goal,
        terrain=asked.ground,
        executor=executor_of(jobs, executor, scheduler),
        keep_on_stop=keep_on_stop,
        tick=tick,
    )
    return Claim(
        {
            "scenario": {"id": asked.scenario.id, "name": asked.scenario.name},
            "state": "partial" if found.stopped.interrupted else "complete",
            "levers_asked": found.levers_asked,
            "stop_rate": rate,
            "denominators": found.denominators,
            "stopped_share": found.stopped_share,
            "raids_that_hold": found.raids_that_hold,
            "levers": [Lever(row) for row in found.levers],
            "stopping": found.stopped.as_row(),
            "set": dict(asked.settings),
            "lost": list(asked.scenario.lost),
            **asked.told(found.prepared.facts),
        }
    )


def _table(plain: dict[str, Any]) -> Table:
    """Return one row for each value of a lever that was played."""
    rows = [(lever, each) for lever in plain["levers"] for each in lever["played"]]
    columns: dict[str, tuple[Any, str]] = {
        "lever": (pa.array([lever["lever"] for lever, _ in rows]), "what is otherwise"),
        "unit": (pa.array([lever["unit"] for lever, _ in rows]), "unit of the value, empty for a chance"),
        "value": (pa.array([each["value"] for _, each in rows], pa.float64()), "value of the lever"),
    }
    for part, values in estimate_columns([each["stopped_share"] for _, each in rows]).items():
        columns[f"stopped_share_{part}"] = (pa.array(values, pa.float64()), f"{part} of the share stopped")
    schema = pa.schema(
        [field(name, found.type, "1", words, nullable=True) for name, (found, words) in columns.items()]
    )
    return Table(pa.Table.from_arrays([found for found, _ in columns.values()], schema=schema))
