"""``skykeep.sensitivity``: which figures an answer hangs on, as a frozen result with a table and a plot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from skykeep.catalogue import Catalogue
from skykeep.engine.schemas import field
from skykeep.errors import UsageError, did_you_mean
from skykeep.model import Scenario

from .asked import Asked
from .executing import executor_of
from .grounded import grounded
from .kinds import refuses_wrong_kinds
from .options import job_count, whole_asked
from .records import Record
from .settings import Settings
from .studied import Studied, studied
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.study.executors import Executor
    from skykeep.study.sensitivity.covered import Covered
    from skykeep.terrain import Heightfield

__all__ = ["Sensitivity", "sensitivity"]

TRAJECTORIES, POINTS, FIGURES, REPLICATIONS = 16, 512, 10, 4
LEAST_POINTS = 64
COVERAGE_HEIGHT_M = 1000.0
MOST = 100_000
_TORNADO_WORLDS, _TORNADO_REPLICATIONS = 100, 2


class Sensitivity(Tabled):
    """Which figures an answer hangs on: ``screening`` of every cause (Morris), first and total order of the
    ``figures`` that matter and of ``groups`` (Sobol), the joint effects that are left (``interactions``), a
    ``tornado`` of leakers, and the ``facts`` worth finding.
    """

    __slots__ = ()

    measure: Record
    mean: Record
    variance: Record
    screening: tuple[Record, ...]
    figures: tuple[Record, ...]
    groups: tuple[Record, ...]
    interactions: Record
    facts: tuple[Record, ...]
    tornado: Record
    convergence: tuple[Record, ...]
    cost: Record
    state: str
    replications: int
    seed: int
    view: str

    def __repr__(self) -> str:
        first = ", ".join(row.figure for row in self.facts) or "nothing that stands out"
        return f"<Sensitivity of {self['scenario'].id}: {self.measure.words} hang on {first}>"

    @property
    def finished(self) -> str:
        """What there is, in words: all of it, unless Ctrl-C ended it."""
        played = f"{self.cost.raids_played} raids"
        if not self.figures and not self.groups:
            return f"the screening alone, {played}"
        tornado = "with" if self["tornado"] is not None else "without"
        return f"{len(self.figures)} figures, {len(self.groups)} groups, {tornado} tornado, {played}"

    @property
    def table(self) -> Table:
        """One row for each cause: its effects, and its indices where it has any."""
        return _table(self.to_json())

    def plot(self, path: Path | str) -> Path:
        """Draw the tornado, and first and total order with their intervals, and return the path.

        Raises
        ------
        UsageError
            If the name ends in none of .png, .svg and .pdf.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.sensitivity_chart import write_sensitivity_chart

        return write_sensitivity_chart(self.to_json(), Path(path))


@refuses_wrong_kinds
def sensitivity(
    scenario: Scenario | Path | str,
    *,
    measure: str = "leakers",
    height: float | None = None,
    country: str | None = None,
    trajectories: int = TRAJECTORIES,
    points: int = POINTS,
    figures: int = FIGURES,
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
    announce: Callable[[Mapping[str, int]], object] = lambda _: None,
    tick: Callable[[], object] = lambda: None,
) -> Sensitivity:
    """Return which figures an answer hangs on, and what knowing one of them would take off the doubt.

    First every cause is screened by moving it alone through half of its range, in many places (Morris). Those
    that move the answer most, and groups of all, then get their shares of its variance (Sobol), without the
    noise of the few raids at each point.

    Parameters
    ----------
    scenario
        Path of a scenario file, name of a shipped one, or a ``Scenario``.
    measure
        ``leakers``, ``p_no_leaker``, ``stopped_share`` or ``rounds_fired`` of the raids, or ``coverage``:
        the share of the engagement ring that is engageable, mean over fire units. No raid is played for it,
        and there is no luck in it.
    height
        Of ``coverage``: height above ground, m; 1000 if it is not given.
    country
        Of ``coverage``: code of a country, of whose area the share is, in place of the ring.
    trajectories
        Of the screening, at least 4: each moves every cause once.
    points
        Points of each of the two samples of the indices, at least 64.
    figures
        Causes that get indices.
    replications
        Raids at each point, at least 2: one raid does not tell its own luck; 4 if it is not given.
    seed, set, lost
        As in ``skykeep.run``.
    view
        ``balanced``: the others draw no figure.
    jobs
        Workers, all cores by default; never changes a result.
    executor, scheduler
        Who does the work, as in ``skykeep.run``.
    catalogue, terrain
        As in ``skykeep.run``.
    keep_on_stop
        Whether Ctrl-C after the screening gives what is finished, with ``state`` ``partial``.
    announce
        Called with the number of raids that it takes, by part, before they are played.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.

    Examples
    --------
    >>> found = sensitivity(
    ...     "iraq-baghdad-s300pmu2-cruise", trajectories=4, points=64, figures=2, replications=2, seed=1
    ... )
    >>> len(found.figures)
    2
    """
    from skykeep.compiler.cache import process_cache
    from skykeep.study.prepare import prepare
    from skykeep.study.sensitivity.analysis import Size, analyse, cost_of
    from skykeep.study.sensitivity.covered import COVERAGE
    from skykeep.study.sensitivity.factors import factors_of
    from skykeep.study.sensitivity.played import MEASURES, Played

    known = (*MEASURES, COVERAGE)
    if measure not in known:
        near = did_you_mean(str(measure), known)
        raise UsageError(f"measure {measure!r}: must be one of {', '.join(known)}.{near}")
    _refuse_beside(measure, height=height, country=country, lost=lost, replications=replications)
    size = Size(
        trajectories=whole_asked("trajectories", trajectories, 4, MOST),
        points=whole_asked("points", points, LEAST_POINTS, MOST),
        figures=whole_asked("figures", figures, 1, MOST),
        replications=1 if measure == COVERAGE else _replications(replications),
    )
    asked = studied(
        scenario,
        catalogue=catalogue,
        terrain=terrain,
        set=set,
        lost=lost,
        worlds=_TORNADO_WORLDS,
        replications=size.replications,
        seed=seed,
        view=view,
    )
    _refuse_fixed_views(asked.scenario)
    cache, who = process_cache(), executor_of(jobs, executor, scheduler)
    prepared = prepare(asked.scenario, asked.catalogue, terrain=asked.ground, cache=cache)
    model: Played | Covered
    if measure == COVERAGE:
        model = _covered(asked, height, country, jobs=job_count(jobs), tick=tick)
    else:
        model = Played(
            scenario=asked.scenario,
            catalogue=asked.catalogue,
            factors=factors_of(asked.scenario, asked.catalogue, terrain=asked.ground, cache=cache),
            measure=MEASURES[measure],
            replications=size.replications,
            cache=cache,
            terrain=asked.ground,
            executor=who,
            tick=tick,
        )
    announce(cost_of(model.factors.factors, size))
    found = analyse(model, size, seed=asked.scenario.study.seed, keep_on_stop=keep_on_stop)
    tornado = None
    if found.complete and measure != COVERAGE:
        try:
            tornado = _tornado(asked, who)
        except KeyboardInterrupt:
            if not keep_on_stop:
                raise
    parts = ("mean", "variance", "screening", "figures", "groups", "interactions", "facts", "convergence")
    return Sensitivity(
        {
            "scenario": {"id": asked.scenario.id, "name": asked.scenario.name},
            "state": "complete" if found.complete and (tornado or measure == COVERAGE) else "partial",
            "measure": {"id": measure, "words": model.measure.words},
            **{name: getattr(found, name) for name in parts},
            "tornado": tornado,
            "cost": found.cost,
            "trajectories": size.trajectories,
            "points": size.points,
            "threats_launched": prepared.facts.threats_launched,
            "doctrine": prepared.facts.doctrine,
            "set": dict(asked.settings),
            "lost": list(asked.scenario.lost),
            **asked.told(prepared.facts),
        }
    )


def _replications(given: int | None) -> int:
    """Return how many raids are played at each point."""
    return REPLICATIONS if given is None else whole_asked("replications", given, 2, MOST)


def _refuse_beside(
    measure: str,
    *,
    height: float | None,
    country: str | None,
    lost: Sequence[str] | str,
    replications: int | None,
) -> None:
    """Raise UsageError where what is asked beside a measure has no meaning for it."""
    from skykeep.study.sensitivity.covered import COVERAGE

    if measure != COVERAGE:
        for name, given in (("height", height), ("country", country)):
            if given is not None:
                raise UsageError(f"{name} {given!r}: only of the measure {COVERAGE}; {measure} is of raids")
    elif replications is not None:
        raise UsageError(
            f"replications {replications}: the measure {COVERAGE} plays no raids; leave it out, or ask a "
            "measure of raids"
        )
    elif lost:
        raise UsageError(f"lost: the measure {COVERAGE} is that of the whole defence; leave it out")


def _covered(
    asked: Studied, height: float | None, country: str | None, *, jobs: int, tick: Callable[[], object]
) -> Covered:
    """Return the coverage of the fire units of a scenario as a model."""
    from skykeep.coverage.country import country_grid
    from skykeep.study.sensitivity.covered import COVERAGE, Covered, coverage_measure, covered_factors

    from .coverages import coverage_cases

    height_agl_m = COVERAGE_HEIGHT_M if height is None else height
    cases, source = coverage_cases(asked.scenario, asked.catalogue, Asked(heights_agl_m=[height_agl_m]))
    units = [case for case in grounded(cases, asked.ground or source) if case[0].can_engage]
    if not units:
        raise UsageError(
            f"measure {COVERAGE}: no fire unit of this scenario engages anything; ask a scenario with one "
            "that does"
        )
    if country is not None:
        country_grid(country)
    return Covered(
        cases=units,
        catalogue=asked.catalogue,
        factors=covered_factors(units, asked.catalogue),
        measure=coverage_measure(height_agl_m, country),
        country=country,
        jobs=jobs,
        tick=tick,
    )


def _refuse_fixed_views(scenario: Scenario) -> None:
    """Raise UsageError in a view that draws no figure."""
    if scenario.study.view != "balanced":
        raise UsageError(
            f"view {scenario.study.view!r}: every world has the same figures, so there is nothing that the "
            "answer could hang on; leave it out, or give balanced"
        )


def _tornado(asked: Studied, executor: Executor) -> dict[str, Any] | None:
    """Return mean leakers with each of the strongest causes alone at its ends, as a run does."""
    from skykeep.compiler.cache import process_cache
    from skykeep.study.one_at_a_time import compile_corners, play_corners
    from skykeep.study.plan import Plan

    corners = compile_corners(
        asked.scenario, asked.catalogue, terrain=asked.ground, cache=process_cache(), with_doctrines=False
    )
    if corners is None:
        return None
    plan = Plan(worlds=_TORNADO_WORLDS, replications=_TORNADO_REPLICATIONS)
    tornado: dict[str, Any] | None = play_corners(corners, plan, executor=executor)["tornado"]
    return tornado


def _table(plain: dict[str, Any]) -> Table:
    """Return one row for each cause."""
    rows = plain["screening"]
    indices = {row["figure"]: row for row in plain["figures"]}
    columns: dict[str, tuple[Any, str]] = {
        name: (pa.array([row[name] for row in rows]), words)
        for name, words in (
            ("figure", "the first figure of the cause"),
            ("group", "its group"),
            ("kind", "what it rests on"),
            ("per_raid", "drawn anew for each raid"),
        )
    }
    for name, words in (
        ("mu_star", "mean size of the elementary effects"),
        ("mu", "mean of the elementary effects"),
        ("sigma", "their scatter without luck"),
        ("noise", "scatter that luck gives one of them"),
        ("effect", "root of their mean square without luck"),
    ):
        columns[name] = (pa.array([row[name] for row in rows], pa.float64()), words)
    for name in ("mu_star_90", "mu_90"):
        for place, end in enumerate(("low", "high")):
            ends = [row[name][place] if row[name] else None for row in rows]
            columns[f"{name}_{end}"] = (pa.array(ends, pa.float64()), f"90 % interval of {name[:-3]}")
    for order in ("first", "total", "of_doubt"):
        shares = [indices.get(row["figure"], {}).get(order) for row in rows]
        values = [share and share["share"] for share in shares]
        columns[order] = (pa.array(values, pa.float64()), f"{order.replace('_', ' ')}, share of the variance")
        for place, end in enumerate(("low", "high")):
            ends = [share["share_90"][place] if share and share["share_90"] else None for share in shares]
            columns[f"{order}_90_{end}"] = (pa.array(ends, pa.float64()), f"90 % interval of {order}")
    schema = pa.schema(
        [field(name, found.type, "1", words, nullable=True) for name, (found, words) in columns.items()]
    )
    return Table(pa.Table.from_arrays([found for found, _ in columns.values()], schema=schema))
