"""The answer of ``/api/run``, key by key: what ``skykeep run --json`` prints."""

from __future__ import annotations

from pydantic import JsonValue

from ..mechanism import Answer
from .coverage_answer import Named

__all__ = ["Estimate", "Interval", "RestsOn", "RunAnswer", "RunGround", "Told", "WarningTold"]

Interval = tuple[float, float]
Told = dict[str, JsonValue]
"""A table of its own, with keys that depend on the scenario."""


class Split(Answer):
    """The variance of one raid's outcome, split into luck and what is not known."""

    chance: float
    ignorance: float
    ignorance_note: str


class Estimate(Answer):
    """A mean with its intervals, each null where it has no meaning or there are too few worlds."""

    mean: float
    mc_error_90: Interval | None
    """How well the mean is computed."""
    luck_90: Interval | None
    """One raid's luck in the median world."""
    chance_90: Interval | None
    """Older name of the same."""
    ignorance_90: Interval | None
    """How far public figures let the expectation range."""
    total_90: Interval | None
    """One raid, whatever the world."""
    variance: Split | None
    luck_note: str
    """Why there is no interval of luck; empty where there is one."""
    ignorance_note: str
    """The same of ignorance."""


class Ratio(Answer):
    """A ratio of means."""

    value: float | None
    mc_error_90: Interval | None
    denominator_mean: float


class WarningTold(Answer):
    """A warning by its name."""

    name: str
    text: str


class RunGround(Answer):
    """The elevation data that the raids were flown over."""

    name: str
    step_m: float
    licence: str
    vertical_datum: str
    bounds_deg: list[float]
    void_share: float
    cautions: list[str]


class RestsOn(Answer):
    """How many figures the answer rests on, by kind."""

    figures: int
    by_kind: dict[str, int]
    assumed: int
    with_default_limits: int
    raid_conditions: str
    left_out: list[JsonValue]


class Bearing(Answer):
    """Leakers of raids from one sector."""

    centre_deg: float
    width_deg: float
    raids: int
    leakers_mean: float | None
    mc_error_90: Interval | None


class HalfWidthAt(Answer):
    """How well the mean was computed after so many worlds."""

    worlds: int
    mean: float
    half_width_90: float | None


class Leakage(Answer):
    """Leakers as a share of threats launched, threatening and engaged."""

    launched: Ratio
    threatening: Ratio
    engaged: Ratio


class Dot(Answer):
    """One of a hundred raids."""

    leakers: int
    reason: str


class Hundred(Answer):
    """A hundred raids that stand for all."""

    dots: list[Dot]
    of_raids: int
    of_worlds: int
    whatever_figures: bool


class RunAnswer(Answer):
    """What a raid does to a defence."""

    scenario: Named
    question: str
    doctrine: Told
    state: str
    leakers: Estimate
    p_no_leaker: Estimate
    nothing_stopped: Estimate
    best_figures: Told | None
    ledger: dict[str, float]
    """Mean leakers by reason; they sum to the mean of `leakers`."""
    ledger_estimates: dict[str, Estimate]
    ledger_mc_error_90: dict[str, Interval | None]
    ledger_counts: dict[str, int]
    leaker_distribution: list[JsonValue]
    hundred_raids: Hundred | None
    leakage: Leakage
    stopped_share: Estimate
    killed: Estimate
    tracking: Told | None
    aborted: Estimate
    engaged: Estimate
    decoys_shot_down: Estimate
    radars_lost: Estimate
    posts_lost: Estimate
    rounds_fired: Estimate
    rounds_fired_by_interceptor: dict[str, Estimate]
    rounds_wasted: Estimate
    rounds_at_decoys: Estimate
    rounds_left: Estimate
    rounds_reloading: Estimate
    rounds_loaded: Estimate
    rounds_not_ready: Estimate
    rounds_per_kill: Ratio
    p_no_round_left: Estimate
    wear: Told | None = None
    traffic: Told | None = None
    layers: list[Told]
    by_bearing: list[Bearing]
    by_height: list[Told]
    intraclass_correlation: Told
    tornado: Told | None
    unknowns: Told | None
    record: Told | None
    convergence: list[HalfWidthAt]
    threats_launched: int
    decoys_launched: int
    worlds: int
    worlds_asked: int
    replications: int
    raids: int
    seed: int
    view: str
    terrain: RunGround
    rests_on: RestsOn
    warnings: list[WarningTold]
    results_version: int
    stopping: Told | None = None
    design: Told | None = None
    html: str | None = None
    """The report of the run, where it was asked for: what ``skykeep run --out run.html`` writes."""
