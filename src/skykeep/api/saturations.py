"""``skykeep.saturate``: raid size against leakers, as a frozen result with a table and a plot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from skykeep.catalogue import Catalogue
from skykeep.engine.schemas import field
from skykeep.model import Scenario

from .estimate_columns import estimate_columns
from .executing import executor_of
from .inputs import goal_of_means
from .kinds import refuses_wrong_kinds
from .options import WORLDS_LIMIT
from .records import Estimate, Record
from .settings import Settings
from .sizes import sizes_of
from .studied import studied
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.terrain import Heightfield

__all__ = ["REPLICATIONS", "UNTIL", "Saturation", "SaturationPoint", "saturate"]

UNTIL = "0.5,5%"
"""Half-width of mean leakers: half a leaker, or a twentieth of the mean where that is more."""
REPLICATIONS = 5
"""Raids in each world by default: worlds tell more than raids, and five keep luck from ignorance."""
ESTIMATES = ("leakers", "p_no_leaker", "stopped_share", "rounds_fired")


class SaturationPoint(Record):
    """One size of a raid: ``n`` threats, what leaks, and what most leakers lacked.

    ``binding_resource`` is the commonest reason as a resource, ``binding_ties`` what cannot be told from it:
    nothing was played with more of them. ``computed`` is false for what lies on a straight line between two
    sizes that were played.
    """

    __slots__ = ()

    n: int
    threats_launched: int
    leakers: Estimate
    p_no_leaker: Estimate
    binding_resource: str | None
    binding_ties: tuple[str, ...]
    magazine_floor: float
    computed: bool


class Saturation(Tabled):
    """Raid size against leakers: ``points`` and ``knee`` of the first curve, all of them in ``curves``.

    A curve is the scenario's raid (``mix``) or a threat class alone.
    """

    __slots__ = ()

    points: tuple[SaturationPoint, ...]
    knee: Record
    curves: Record
    state: str
    curves_asked: int
    replications: int
    seed: int
    view: str

    def __repr__(self) -> str:
        first, last = self.points[0].n, self.points[-1].n
        return f"<Saturation of {self['scenario'].id}: {', '.join(self.curves)} from {first} to {last}>"

    @property
    def finished(self) -> str:
        """What there is, in words: all of it, unless Ctrl-C ended it."""
        played = sum(point["computed"] for curve in self.curves.values() for point in curve["points"])
        return f"{len(self.curves)} of {self.curves_asked} curves, {played} sizes played"

    @property
    def table(self) -> Table:
        """One row for each curve and size, every measure with its intervals."""
        return _table(self.to_json())

    def plot(self, path: Path | str) -> Path:
        """Draw leakers over raid size, a panel for each curve, and return the path.

        Raises
        ------
        UsageError
            If the name ends in none of .png, .svg and .pdf.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.saturation_chart import write_saturation_chart

        return write_saturation_chart(self.to_json(), Path(path))


@refuses_wrong_kinds
def saturate(
    scenario: Scenario | Path | str,
    n: str | int | Iterable[int] = "1:100",
    *,
    classes: Sequence[str] | str = (),
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
) -> Saturation:
    """Return how many threats saturate a defence, and which resource runs out first.

    All sizes share their luck: a raid of n has the first members of its groups. Worlds are added until the
    mean leakers of a few sizes are close enough; sizes between them are played where a straight line would be
    wrong, and said to be interpolated where it is not.

    Parameters
    ----------
    scenario
        Path of a scenario file, name of a shipped one, or a ``Scenario``.
    n
        Sizes of the raid with its decoys: ``"1:100"``, ``"1:100:5"``, ``"4,8,24"``, or numbers.
    classes
        Threat classes to fly alone, ``mix`` for the scenario's raid, ``all`` for every class that a standard
        raid has; by default the scenario's own, and its mix if there are several.
    until
        Half-width of the mean leakers at which no more worlds are added: ``0.5``, ``"5%"`` or both.
    worlds
        Most worlds, 2000 by default.
    replications
        Raids in each world, 5 by default.
    seed, view
        As in ``skykeep.run``.
    set
        Numbers of the scenario by their path, as in ``skykeep.run``.
    lost
        Nodes of the defence that are out of action, as in ``skykeep.run``.
    jobs
        Workers, all cores by default; never changes a result.
    executor, scheduler
        Who does the work: ``threads`` (the default), ``processes``, or ``dask`` with the address of a
        scheduler; never changes a result. See ``skykeep.api.executing.executor_of``.
    catalogue, terrain
        As in ``skykeep.run``.
    keep_on_stop
        Whether Ctrl-C gives the curves and sizes that are finished, with ``state`` ``partial``, instead of
        raising.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.

    Examples
    --------
    >>> found = saturate("iraq-baghdad-s300pmu2-cruise", "1:4", worlds=50, replications=2, seed=1)
    >>> [point.n for point in found.points]
    [1, 2, 3, 4]
    """
    from skykeep.compiler.cache import process_cache
    from skykeep.study.saturation import Curve, saturation_curve
    from skykeep.study.saturation_raids import class_raids

    sizes, goal = sizes_of(n), goal_of_means(until)
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
    raids = class_raids(
        asked.scenario, asked.catalogue, (classes,) if isinstance(classes, str) else tuple(classes)
    )
    cache, executor = process_cache(), executor_of(jobs, executor, scheduler)
    curves: list[Curve] = []
    try:
        for raid in raids.items():
            curves.append(
                saturation_curve(
                    asked.scenario,
                    asked.catalogue,
                    raid,
                    sizes,
                    goal=goal,
                    cache=cache,
                    terrain=asked.ground,
                    executor=executor,
                    keep_on_stop=keep_on_stop,
                    tick=tick,
                )
            )
            if curves[-1].stopped.interrupted:
                break
    except KeyboardInterrupt:
        if not keep_on_stop or not curves:
            raise
    first = curves[0]
    return Saturation(
        {
            "scenario": {"id": asked.scenario.id, "name": asked.scenario.name},
            "state": "partial" if len(curves) < len(raids) or curves[-1].stopped.interrupted else "complete",
            "curves_asked": len(raids),
            "points": [SaturationPoint(point) for point in first.points],
            "knee": first.knee,
            "curves": {curve.name: curve.as_row() for curve in curves},
            "set": dict(asked.settings),
            "lost": list(asked.scenario.lost),
            "worlds_limit": asked.scenario.study.worlds,
            **asked.told(first.prepared.facts),
        }
    )


def _table(plain: dict[str, Any]) -> Table:
    """Return one row for each curve and size."""
    rows = [(name, point) for name, curve in plain["curves"].items() for point in curve["points"]]
    columns: dict[str, tuple[Any, str]] = {
        "curve": (pa.array([name for name, _ in rows]), "the raid that is scaled"),
        "n": (pa.array([point["n"] for _, point in rows], pa.int32()), "threats, decoys included"),
        "threats_launched": (pa.array([p["threats_launched"] for _, p in rows], pa.int32()), "real threats"),
        "computed": (pa.array([point["computed"] for _, point in rows]), "played, not interpolated"),
    }
    for name in ESTIMATES:
        for part, values in estimate_columns([point[name] for _, point in rows]).items():
            columns[f"{name}_{part}"] = (pa.array(values, pa.float64()), f"{part} of {name}")
    for reason in rows[0][1]["ledger"]:
        values = [point["ledger"][reason] for _, point in rows]
        columns[f"ledger_{reason}"] = (pa.array(values, pa.float64()), f"mean leakers: {reason}")
    lacked = [point["binding_resource"] for _, point in rows]
    columns["binding_resource"] = (pa.array(lacked, pa.string()), "what most leakers lacked")
    floors = [point["magazine_floor"] for _, point in rows]
    columns["magazine_floor"] = (pa.array(floors, pa.float64()), "least mean leakers for want of rounds")
    schema = pa.schema(
        [field(name, found.type, "1", words, nullable=True) for name, (found, words) in columns.items()]
    )
    return Table(pa.Table.from_arrays([found for found, _ in columns.values()], schema=schema))
