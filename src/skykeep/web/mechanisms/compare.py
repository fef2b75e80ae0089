"""``/api/compare``: the options of a shipped case beside each other, against the same raids."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from skykeep.api.options import SEED_MAX
from skykeep.errors import ScenarioError, did_you_mean

from ..mechanism import Answer, Mechanism, Question, Report
from .coverage_answer import Named
from .run_answer import RestsOn, RunGround, Told
from .scenario_question import REPLICATIONS_MAX, WORLDS_MAX, Text
from .sight_asked import Ground

__all__ = ["COMPARE", "CompareAnswer", "CompareQuestion"]

NAMES_MAX = 20
HEIGHTS_MAX = 12
Names = Annotated[list[Text], Field(max_length=NAMES_MAX)]


class CompareQuestion(Question):
    """How the options of a case compare."""

    case: Text = "iraq"
    """Name of a shipped case."""
    options: Names | None = None
    """Ids of options, by default all of the case."""
    sites: Names | None = None
    """Ids of sites, likewise."""
    raids: Names | None = None
    """Ids of standard raids, likewise."""
    heights_agl_m: list[Annotated[float, Field(ge=0, le=100_000)]] | None = Field(
        None, min_length=1, max_length=HEIGHTS_MAX
    )
    """Heights of coverage, m above ground; by default those of the verdict of the case."""
    balances: list[Literal["as_it_comes", "equal_rounds", "equal_cost"]] | None = None
    """What is alike; by default all for which there is what it takes."""
    doctrines: Names | None = None
    """Ids of doctrines by which all units fight; by default that of each world."""
    weights: dict[Text, Annotated[float, Field(ge=0, le=1e6)]] | None = Field(None, max_length=NAMES_MAX)
    """Your own weight of each group of criteria."""
    until: float | Text | None = Field(None, union_mode="left_to_right")
    """When enough worlds are played: `winner`, `order`, or a half-width of mean differences."""
    worlds: int | None = Field(None, ge=1, le=WORLDS_MAX)
    """Joint draws of the public figures; by default what the case says."""
    replications: int | None = Field(None, ge=1, le=REPLICATIONS_MAX)
    """Raids in each world, likewise."""
    coverage_worlds: int | None = Field(None, ge=1, le=WORLDS_MAX)
    """Joint draws for which coverage is computed."""
    losses: bool = True
    """Whether every part of each option is also lost alone."""
    years: float = Field(20.0, ge=0, le=60)
    """Years of upkeep in what options cost."""
    seed: int | None = Field(None, ge=0, le=SEED_MAX)
    """Seed of every random draw."""
    terrain: Ground | None = None
    """Ground in place of the shipped."""


class CompareAnswer(Answer):
    """Options beside each other: what ``skykeep compare --json`` prints."""

    case: dict[str, str]
    state: str
    lead: dict[str, str | None]
    options: list[Told]
    sites: list[Named]
    raids: list[Named]
    heights_agl_m: list[float]
    balances: list[str]
    doctrines: list[dict[str, str]]
    doctrines_asked: list[str]
    fielded: list[Told]
    rows: list[Told]
    """Options by site, raid, what is alike and doctrine, every measure with its intervals."""
    orders: list[Told]
    order_rule: str
    coverage: list[Told]
    country: list[Told]
    robustness: list[Told]
    pairs: list[Told]
    winners: list[Told]
    winner_rule: str
    decision: Told | None
    dots: Told
    stopping: list[JsonValue]
    groups_asked: int
    worlds_limit: int
    coverage_worlds: int
    replications: int
    seed: int
    view: str
    terrain: RunGround
    rests_on: dict[str, RestsOn]
    records: dict[str, Told]
    notes: list[str]
    costs: Told
    results_version: int


def compute_compare(question: CompareQuestion, report: Report) -> dict[str, Any]:
    """Return the comparison that is asked for; steps are counted, how many there will be is not known."""
    from skykeep.api.comparisons import compare
    from skykeep.study.brief_case import shipped_brief_cases

    shipped = shipped_brief_cases()
    if question.case not in shipped:
        raise ScenarioError(
            f"case {question.case!r}: must be the name of a shipped one."
            f"{did_you_mean(question.case, shipped)} Shipped are: {', '.join(shipped)}"
        )
    report.begin("parts of the comparison", 0)
    found = compare(
        question.case,
        options=question.options or (),
        sites=question.sites or (),
        raids=question.raids or (),
        heights_agl_m=question.heights_agl_m,
        balances=question.balances or (),
        doctrines=question.doctrines or (),
        weights=question.weights,
        until=question.until,
        worlds=question.worlds,
        replications=question.replications,
        coverage_worlds=question.coverage_worlds,
        losses=question.losses,
        years=question.years,
        seed=question.seed,
        jobs=report.jobs,
        terrain=question.terrain,
        tick=report.step,
    )
    return found.to_json()


COMPARE = Mechanism(
    name="compare",
    says="The options of a case beside each other: effect, how sure each order is, cost, what is dominated.",
    question=CompareQuestion,
    answer=CompareAnswer,
    compute=compute_compare,
    lane="long",
    example={
        "case": "iraq",
        "options": ["s-400", "patriot"],
        "sites": ["baghdad"],
        "raids": ["srbm-8"],
        "heights_agl_m": [1000],
        "balances": ["as_it_comes"],
        "worlds": 2,
        "replications": 2,
        "coverage_worlds": 2,
        "losses": False,
    },
)
