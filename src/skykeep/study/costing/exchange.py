"""Cost exchange of a raid: rounds fired against threats flown, with what is protected beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.catalogue.cost_rules import CostRules
from skykeep.compiler.cache import process_cache
from skykeep.engine.arrow_arrays import numbers_of
from skykeep.errors import ScenarioError
from skykeep.model import Scenario, StandardRaid, Study
from skykeep.terrain import Heightfield

from ..brief_case import BriefCase
from ..case_options import CaseOption, option_units
from ..executors import Executor
from ..intervals import QUANTILE, Bounds
from ..montecarlo import run_in_memory
from ..option_scenarios import option_scenario as fielded
from ..outcomes import estimate_row
from ..prepare import prepare
from .draws import CostDraws
from .prices import figure_year

__all__ = ["Exchange", "exchange_of", "option_scenario", "raid_price_usd"]

F64 = npt.NDArray[np.float64]
MILLION = 1.0e6
ENDS = (5.0, 50.0, 95.0)
NOTHING_STOPPED = "in some worlds nothing is stopped, so what one stopped threat costs has no upper end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What a raid costs either side, and what is protected: estimates as plain data.

    ``rounds_musd`` are the rounds that are fired, ``threats_musd`` the threats that fly (low, mid, high of
    the worlds), ``ratio`` what is fired for each dollar that flies, ``stopped`` real threats that are
    killed, ``leakers`` those that hit. ``worth_musd`` is what one hit must destroy for the rounds to be
    worth it: the cost of rounds for each stopped threat (low, mid, high of the worlds; None without an end).
    """

    option: str
    raid: str
    threats: int
    decoys: int
    rounds_fired: dict[str, Any]
    rounds_musd: dict[str, Any]
    threats_musd: tuple[float, float, float]
    ratio: tuple[float, float, float]
    stopped: dict[str, Any]
    leakers: dict[str, Any]
    worth_musd: tuple[float | None, ...]
    worth_note: str
    assumed_prices: tuple[str, ...]


def option_scenario(
    case: BriefCase, option: CaseOption, catalogue: Catalogue, raid: StandardRaid
) -> Scenario:
    """Return all units of an option at the defended site of a case against one raid, each on its own."""
    site = case.site(case.raids.site)
    found = fielded(
        case,
        catalogue,
        option_units(option, catalogue),
        name=f"{site.name}: {option.name} against {raid.name}",
        site=site,
        raid=raid,
    )
    assert found is not None  # as it comes every option can be fielded
    return replace(found, id=f"cost-{case.id}-{option.id}-{raid.id}")


def raid_price_usd(raid: StandardRaid, draws: CostDraws) -> tuple[F64, tuple[str, ...]]:
    """Return what the threats of a raid cost, US dollars of the price year (worlds,), and the classes whose
    price is assumed.

    Raises
    ------
    ScenarioError
        If a class of the raid has no price.
    """
    total = np.zeros(draws.worlds)
    assumed = []
    for group in raid.groups:
        threat = draws.catalogue.threat(group.threat_class)
        price = threat.price_usd
        if price is None:
            raise ScenarioError(
                f"raid {raid.id!r}: threats of class {threat.id!r} have no price in the catalogue; give "
                "price_musd in its file, or ask for another raid"
            )
        figure_id = f"threats/{threat.id}/price_usd"
        year = figure_year(price, draws.catalogue, draws.rules.price_year)
        drawn = draws.at_price_year(draws.figures({figure_id: price})[figure_id], year)
        total = total + group.count * group.waves * drawn
        if price.kind == "assumed":
            assumed.append(threat.id)
    return total, tuple(dict.fromkeys(assumed))


def exchange_of(
    case: BriefCase,
    option: CaseOption,
    catalogue: Catalogue,
    rules: CostRules,
    raid: StandardRaid,
    *,
    study: Study,
    terrain: Heightfield | None = None,
    executor: Executor | None = None,
    tick: Callable[[int], object] = int,
) -> Exchange:
    """Return the cost exchange of one raid on one option, prices and raids drawn in the same worlds.

    Raises
    ------
    SkykeepError
        If the scenario cannot be played, or a class of the raid has no price.
    """
    scenario = replace(option_scenario(case, option, catalogue, raid), study=study)
    draws = CostDraws(catalogue=catalogue, rules=rules, seed=study.seed, worlds=study.worlds, view=study.view)
    threats_usd, assumed = raid_price_usd(raid, draws)
    ready = prepare(scenario, catalogue, terrain=terrain, cache=process_cache())
    raids, summary = run_in_memory(ready.case, ready.facts, executor=executor, tick=tick)
    shape = (study.worlds, study.replications)

    def column(name: str) -> F64:
        return numbers_of(raids[name]).astype(np.float64).reshape(shape)

    rounds_usd = np.zeros(shape)
    for system, _ in option_units(option, catalogue):
        for interceptor in catalogue.system(system).interceptors:
            name = f"fired_{system}/{interceptor.id}"
            if name in raids.column_names:
                price = draws.round_of(catalogue.system(system), interceptor)
                rounds_usd += column(name) * price[:, None]
    killed, launched = column("killed"), int(summary["threats_launched"])
    worth, note = _worth(rounds_usd, killed)

    def row(values: F64, bounds: Bounds | None = None) -> dict[str, Any]:
        return estimate_row(values, study.view, bounds=bounds)

    return Exchange(
        option=option.id,
        raid=raid.id,
        threats=launched,
        decoys=int(summary["decoys_launched"]),
        rounds_fired=row(column("rounds_fired")),
        rounds_musd=row(rounds_usd / MILLION),
        threats_musd=_ends(threats_usd / MILLION),
        ratio=_ends(rounds_usd.mean(axis=1) / threats_usd),
        stopped=row(killed, (0.0, launched)),
        leakers=row(column("leakers"), (0.0, launched)),
        worth_musd=worth,
        worth_note=note,
        assumed_prices=assumed,
    )


def _worth(rounds_usd: F64, killed: F64) -> tuple[tuple[float | None, ...], str]:
    """Return what rounds cost for one stopped threat over the worlds, low, mid and high, millions, and why an
    end is missing: where nothing is stopped there is none."""
    stopped, spent = killed.mean(axis=1), rounds_usd.mean(axis=1)
    each = np.divide(spent, stopped, out=np.full(stopped.shape, np.inf), where=stopped > 0.0)
    ends = np.percentile(each, ENDS, method="inverted_cdf") / MILLION
    found = tuple(float(value) if np.isfinite(value) else None for value in ends)
    return found, NOTHING_STOPPED if None in found else ""


def _ends(values: F64) -> tuple[float, float, float]:
    """Return the 5, 50 and 95 % points."""
    low, mid, high = (float(value) for value in np.percentile(values, ENDS, method=QUANTILE))
    return low, mid, high
