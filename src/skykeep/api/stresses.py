"""``skykeep.stress``: what if a part of the defence is gone, as a frozen result with a table and a plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from skykeep.catalogue import Catalogue
from skykeep.engine.schemas import field
from skykeep.model import Scenario

from .estimate_columns import estimate_columns
from .executing import executor_of
from .inputs import with_losses
from .kinds import refuses_wrong_kinds
from .options import WORLDS_LIMIT
from .records import Estimate, Record
from .settings import Settings
from .studied import studied
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.terrain import Heightfield

__all__ = ["LossPoint", "Stress", "stress"]

UNTIL = "0.25,5%"
"""Half-width of every change: a quarter of a leaker, or a twentieth of the change where that is more."""
REPLICATIONS = 5


class LossPoint(Record):
    """One loss: what is ``lost``, what leaks then, and the ``change``, raid by raid with the same luck.

    ``binding_resource`` is what most leakers lacked, as in ``SaturationPoint``.
    """

    __slots__ = ()

    lost: str
    nodes: tuple[str, ...]
    leakers: Estimate
    change: Estimate
    p_no_leaker: Estimate
    waterfall: Record
    ledger: Record
    binding_resource: str | None
    stands_out: bool


class Stress(Tabled):
    """The whole defence (``baseline``) and what each loss does to it (``losses``, the worst first).

    ``not_played`` says in words what cannot be played in this scenario.
    """

    __slots__ = ()

    baseline: Record
    losses: tuple[LossPoint, ...]
    not_played: tuple[str, ...]
    stopping: Record
    state: str
    losses_asked: int
    replications: int
    seed: int
    view: str

    def __repr__(self) -> str:
        return f"<Stress of {self['scenario'].id}: {len(self.losses)} losses>"

    @property
    def finished(self) -> str:
        """What there is, in words: all of it, unless Ctrl-C ended it."""
        return f"{len(self.losses)} of {self.losses_asked} losses in {self.stopping.worlds} worlds"

    @property
    def table(self) -> Table:
        """One row for each loss, the worst first, after a row for the whole defence."""
        return _table(self.to_json())

    def plot(self, path: Path | str) -> Path:
        """Draw what each loss adds, and the waterfall before and after the worst, and return the path.

        Raises
        ------
        UsageError
            If the name ends in none of .png, .svg and .pdf.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.stress_chart import write_stress_chart

        return write_stress_chart(self.to_json(), Path(path))


@refuses_wrong_kinds
def stress(
    scenario: Scenario | Path | str,
    lost: Sequence[str] | str = (),
    *,
    until: str | float = UNTIL,
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    view: str | None = None,
    set: Settings | None = None,
    jobs: int | None = None,
    executor: Any = None,
    scheduler: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    terrain: Heightfield | Path | str | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Stress:
    """Return what becomes of a raid if a part of the defence is gone from the start, the worst loss first.

    Every loss meets the raids of the whole defence with the same luck, so that a change is far more certain
    than the two means are.

    Parameters
    ----------
    scenario
        Path of a scenario file, name of a shipped one, or a ``Scenario``; what it has lost itself stays lost.
    lost
        Nodes to lose together, as ``["unit-1/76n6", "outside/cueing"]``, each alone beside it; by default
        every node alone: fire units, radars, launcher groups, one launcher of each, command posts, links,
        outside cueing, half of the launchers that are ready; and what an assumed stand-off jammer would do,
        or the scenario without the jamming that it has, and links that lose nothing where some do.
    until
        Half-width of every change at which no more worlds are added: ``0.25`` leakers, ``"5%"`` of it,
        or both, or ``"order"``: until every loss is told from the next.
    worlds
        Most worlds, 2000 by default.
    replications
        Raids in each world, 5 by default.
    seed, view, set
        As in ``skykeep.run``.
    jobs
        Workers, all cores by default; never changes a result.
    executor, scheduler
        Who does the work: ``threads`` (the default), ``processes``, or ``dask`` with the address of a
        scheduler; never changes a result. See ``skykeep.api.executing.executor_of``.
    catalogue, terrain
        As in ``skykeep.run``.
    keep_on_stop
        Whether Ctrl-C gives the losses that are finished, with ``state`` ``partial``, instead of raising.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.

    Examples
    --------
    >>> found = stress("iraq-baghdad-s300pmu2-cruise", "unit-1/30n6e2", worlds=4, replications=2, seed=1)
    >>> found.losses[0].leakers.mean
    24.0
    """
    from skykeep.study import stress as study
    from skykeep.study.jamming import why_no_jammer
    from skykeep.study.stopping import parse_goal

    goal = parse_goal(until, paired=True)
    asked = studied(
        scenario,
        catalogue=catalogue,
        terrain=terrain,
        set=set,
        worlds=WORLDS_LIMIT if worlds is None else worlds,
        replications=REPLICATIONS if replications is None else replications,
        seed=seed,
        view=view,
    )
    together = (lost,) if isinstance(lost, str) else tuple(lost)
    with_losses(asked.scenario, together, asked.catalogue)  # refuses nodes that there are not
    losses = (
        study.losses_together(asked.scenario, asked.catalogue, together)
        if together
        else study.losses_alone(asked.scenario, asked.catalogue)
    )
    found = study.stress(
        asked.scenario,
        asked.catalogue,
        losses,
        goal=goal,
        terrain=asked.ground,
        executor=executor_of(jobs, executor, scheduler),
        keep_on_stop=keep_on_stop,
        tick=tick,
    )
    return Stress(
        {
            "scenario": {"id": asked.scenario.id, "name": asked.scenario.name},
            "state": "partial" if found.stopped.interrupted else "complete",
            "losses_asked": len(losses),
            "baseline": found.baseline,
            "losses": [LossPoint(row) for row in found.losses],
            "not_played": [] if together else [words for words in (why_no_jammer(asked.scenario),) if words],
            "stopping": found.stopped.as_row(),
            "set": dict(asked.settings),
            "lost_before": list(asked.scenario.lost),
            **asked.told(found.prepared.facts),
        }
    )


def _table(plain: dict[str, Any]) -> Table:
    """Return a row for the whole defence and one for each loss."""
    rows = [{"lost": "", "kind": "nothing", "change": None} | plain["baseline"], *plain["losses"]]
    columns: dict[str, tuple[Any, str]] = {
        "lost": (pa.array([row["lost"] for row in rows]), "what is lost, empty for nothing"),
        "kind": (pa.array([row["kind"] for row in rows]), "what kind of node it is"),
    }
    for name in ("leakers", "change", "p_no_leaker"):
        for part, values in estimate_columns([row[name] or {} for row in rows]).items():
            columns[f"{name}_{part}"] = (pa.array(values, pa.float64()), f"{part} of {name}")
    for step in ("arrived", "seen", "engaged", "killed"):
        values = [row["waterfall"][step]["mean"] for row in rows]
        columns[f"{step}_mean"] = (pa.array(values, pa.float64()), f"mean real threats: {step}")
    for reason in rows[0]["ledger"]:
        values = [row["ledger"][reason] for row in rows]
        columns[f"ledger_{reason}"] = (pa.array(values, pa.float64()), f"mean leakers: {reason}")
    lacked = [row["binding_resource"] for row in rows]
    columns["binding_resource"] = (pa.array(lacked, pa.string()), "what most leakers lacked")
    schema = pa.schema(
        [field(name, found.type, "1", words, nullable=True) for name, (found, words) in columns.items()]
    )
    return Table(pa.Table.from_arrays([found for found, _ in columns.values()], schema=schema))
