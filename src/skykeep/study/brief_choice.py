"""The choice of a brief: all options of its case beside each other, as ``skykeep compare`` has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from skykeep.catalogue import Catalogue
from skykeep.catalogue.cost_rules import load_cost_rules
from skykeep.catalogue.records import Records, load_records
from skykeep.terrain import Heightfield

from .brief_case import BriefCase
from .case_options import case_options
from .choice.compare import compare_options
from .choice.pricing import price_options
from .choice.question import COVERAGE_WORLDS, ComparisonQuestion
from .choice.told import comparison_row
from .executors import Executor
from .option_scenarios import AS_IT_COMES

__all__ = ["choice_of", "lead_raid_of_choice"]

RAIDS_SHOWN = 3
SHOWN = (
    *("option", "site", "raid", "balance", "worlds", "replications", "threats_launched"),
    *("leakers", "p_no_leaker", "rounds_left", "most_lacked"),
)
INTERVALS = ("mean", "mc_error_90", "luck_90", "ignorance_90", "total_90", "luck_note", "ignorance_note")
MEASURES = ("leakers", "keep_out_r50_m", "cost_usd", "years")
"""What a page shows of a row, of an estimate, and of pairs."""
STRIDE = 3
"""Ranges in the worlds are computed on every third degree: what half or nine tenths of the bearings keep
moves by less than 2 km, and that among mountains."""
STRIDE_NOTE = (
    "Ranges and shares of the country are computed on every third degree here; skykeep compare takes every "
    "degree."
)
YEARS = 20.0
"""Years of upkeep in what options cost, as ``skykeep cost`` takes by default."""


def choice_of(
    case: BriefCase,
    catalogue: Catalogue,
    *,
    records: Records | None = None,
    terrain: Heightfield,
    executor: Executor,
    jobs: int,
    tick: Callable[[], object] = lambda: None,
) -> dict[str, Any]:
    """Return the comparison of the options of a case as plain data, empty for a case with one option alone.

    It takes fewer raids and worlds than ``skykeep compare``, by ``choice`` of the case, and no losses.
    ``records`` are what prices rest on, the shipped ones by default.

    Raises
    ------
    SkykeepError
        As ``skykeep.study.choice.compare.compare_options``.
    """
    options, asked = case_options(case, catalogue), case.choice
    if len(options) < 2:
        return {}
    seed = case.raids.seed
    pricing = price_options(
        options,
        catalogue,
        records or load_records(),
        load_cost_rules(),
        country=case.country,
        seed=seed,
        years=YEARS,
    )
    question = ComparisonQuestion(
        case=replace(case, raids=replace(case.raids, worlds=asked.worlds, replications=asked.replications)),
        options=options,
        sites=case.sites,
        raids=tuple(catalogue.raid(name) for name in _raids(case)),
        heights_agl_m=asked.heights_agl_m or (case.placement.chosen_at_height_agl_m,),
        balances=(AS_IT_COMES,),
        coverage_worlds=min(COVERAGE_WORLDS, asked.worlds),
        bearing_stride=STRIDE,
        with_robustness=False,
        priced=pricing.priced,
    )
    found = compare_options(question, catalogue, terrain=terrain, executor=executor, jobs=jobs, tick=tick)
    beside = [{"option": each.option, "words": each.words} for each in asked.beside]
    return _shortened(comparison_row(question, catalogue, found, pricing)) | {"beside": beside}


def _raids(case: BriefCase) -> tuple[str, ...]:
    """Return the raids that the options meet."""
    return case.choice.raids or case.raids.standard[:RAIDS_SHOWN]


def lead_raid_of_choice(case: BriefCase) -> str:
    """Return the raid that the dots of the options are of."""
    raids = _raids(case)
    return case.raids.lead_raid if case.raids.lead_raid in raids else raids[0]


def _shortened(told: dict[str, Any]) -> dict[str, Any]:
    """Return a comparison without what no page shows: ``skykeep compare --json`` has all of it."""
    rows = [{key: row[key] for key in SHOWN} for row in told["rows"]]
    for row in rows:
        for name in ("leakers", "p_no_leaker", "rounds_left"):
            row[name] = {key: row[name][key] for key in INTERVALS}
    pairs = [
        {key: value for key, value in row.items() if key != "one_raid"}
        for row in told["pairs"]
        if row["measure"] in MEASURES
    ]
    return told | {"rows": rows, "pairs": pairs, "records": {}, "notes": [*told["notes"], STRIDE_NOTE]}
