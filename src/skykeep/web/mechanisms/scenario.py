"""``/api/scenario``: a scenario as text, as tables and in words: read, checked, written, or begun anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pydantic import Field, JsonValue, model_validator

from skykeep.errors import ScenarioError

from ..in_language import told, told_in
from ..limits import BODY_BYTES
from ..mechanism import Answer, InLanguage, Mechanism, Report
from ..refusal import TOML_LABEL
from .scenario_asked import refuse_other_ground, scenario_of_name, scenario_tables
from .scenario_question import Text
from .sight_asked import Place

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue
    from skykeep.model import Scenario

__all__ = ["SCENARIO", "ScenarioAnswer", "ScenarioListAnswer", "ScenarioQuestion"]


WHOLE_MAX = 2**53 - 1
"""Largest whole number that JSON carries exactly to every program (RFC 7493)."""


class ScenarioQuestion(InLanguage):
    """One of a shipped name, a text, tables, or what a new one is to have; none for a list of the shipped."""

    scenario: Text | None = None
    """Name of a shipped scenario."""
    scenario_toml: str | None = Field(None, max_length=BODY_BYTES)
    """The text of a scenario file."""
    tables: dict[str, JsonValue] | None = None
    """Its tables, which are written as text."""
    system: Text | None = None
    """System of a new scenario, by id."""
    raid: Text = "cruise-24-one-axis"
    """Its standard raid."""
    site: str | Place = Field("Baghdad", union_mode="left_to_right")
    """The place that it defends."""

    @model_validator(mode="after")
    def _gives_one(self) -> Self:
        ways = ("scenario", "scenario_toml", "tables", "system")
        given = [name for name in ways if getattr(self, name) is not None]
        if len(given) > 1:
            raise ValueError(f"must give one of {', '.join(ways)}; given {' and '.join(given)}")
        if self.system is None and self.model_fields_set & {"raid", "site"}:
            raise ValueError("raid and site are those of a new scenario: must give its system, too")
        return self


class Statement(Answer):
    """What a scenario says of one thing, and what that rests on."""

    about: str
    value: str
    source: str


class AirTold(Answer):
    """How the air bends rays where coverage of a scenario is computed."""

    region: str | None
    """Region whose air it is; none where the scenario gives the factor itself."""
    k: float
    """Effective-earth factor."""


class CountedUnit(Answer):
    """A fire unit that a formation counts, as if it stood in a table of its own."""

    id: str
    system: str
    lat_deg: float
    lon_deg: float
    under: str
    """The formation that counts it."""


class ScenarioAnswer(Answer):
    """A valid scenario."""

    id: str
    name: str
    description: str
    toml: str
    """Its text, as given where it was given."""
    tables: dict[str, JsonValue]
    """What is in the text, table by table; no whole number is beyond 2^53 - 1."""
    sentences: list[str]
    """What it asks, in plain words."""
    statements: list[Statement]
    """What each part of it rests on."""
    counted_units: list[CountedUnit]
    """Fire units that formations count, where they stand; those in tables of their own are in `tables`."""
    air: AirTold
    main_threat: str | None
    """Class of most threats where most of its raid fly, which coverage of it is told against; none where all
    of them fall."""
    remarks: list[str]
    """What is odd about it though it is valid."""


class ShippedTold(Answer):
    """One shipped scenario."""

    id: str
    name: str


class ScenarioListAnswer(Answer):
    """The shipped scenarios, and the cases that can be compared."""

    scenarios: list[ShippedTold]
    cases: list[ShippedTold]


def compute_scenario(question: ScenarioQuestion, report: Report) -> dict[str, Any]:
    """Return the list, or everything about one scenario."""
    from skykeep.api.descriptions import describe
    from skykeep.api.scenario_checks import check_scenario
    from skykeep.catalogue import load_catalogue
    from skykeep.scenario.file import scenario_from_tables
    from skykeep.study.raid_heights import main_threat

    report.begin("scenarios", 1)
    catalogue = load_catalogue()
    text = _text(question, catalogue)
    if text is None:
        return _listed(catalogue, question.lang)
    tables = scenario_tables(text)
    label = TOML_LABEL if question.scenario is None else f"{question.scenario}.toml"
    scenario = scenario_from_tables(scenario_tables(text), label=label, folder=Path(), catalogue=catalogue)
    _refuse_what_pages_change(tables, label)
    remarks = check_scenario(scenario, catalogue, label=label)
    return {
        **_in_words(describe(scenario, catalogue=catalogue).to_json(), question.lang),
        "toml": text,
        "tables": tables,
        "counted_units": _counted(scenario, tables),
        "air": _air(scenario, catalogue),
        "main_threat": main_threat(scenario.raid, catalogue),
        "remarks": told_in(remarks, question.lang),
    }


def _in_words(described: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return what describes a scenario in a language."""
    return {
        **described,
        "name": told(described["name"], lang),
        "sentences": told_in(described["sentences"], lang),
        "statements": [
            {key: told(text, lang) for key, text in row.items()} for row in described["statements"]
        ],
    }


def _counted(scenario: Scenario, tables: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the fire units of a scenario that have no table of their own."""
    named = {table["id"] for table in tables.get("fire_units", ())}
    keys = ("id", "system", "lat_deg", "lon_deg", "under")
    return [{key: getattr(unit, key) for key in keys} for unit in scenario.fire_units if unit.id not in named]


def _air(scenario: Scenario, catalogue: Catalogue) -> dict[str, Any]:
    """Return how the air of a scenario bends rays, as its coverage has it."""
    from skykeep.catalogue import scenario_refraction

    values = scenario_refraction(scenario, catalogue)
    if values is None:
        return {"region": None, "k": scenario.refraction.k}
    return {"region": values.region, "k": values.in_view(scenario.study.view)}


def _text(question: ScenarioQuestion, catalogue: Catalogue) -> str | None:
    """Return the text of the scenario that is asked about, None where none is."""
    from skykeep.api.new_scenarios import new_scenario
    from skykeep.scenario.file import shipped_scenarios
    from skykeep.scenario.toml_text import toml_text

    if question.scenario is not None:
        scenario_of_name(question.scenario, catalogue)  # refused if there is none of this name
        return shipped_scenarios()[question.scenario].read_text(encoding="utf-8")
    if question.scenario_toml is not None:
        return question.scenario_toml
    if question.tables is not None:
        refuse_other_ground(question.tables)
        return toml_text(question.tables)
    if question.system is None:
        return None
    site = question.site
    where = (site.lat_deg, site.lon_deg) if isinstance(site, Place) else site
    return new_scenario(catalogue, system=question.system, raid=question.raid, site=where)


def _refuse_what_pages_change(value: Any, path: str) -> None:
    """Refuse whole numbers that a page would change in silence before it sends the tables back: JavaScript
    holds them as floating-point numbers.

    Raises
    ------
    ScenarioError
        For one beyond :data:`WHOLE_MAX`, by its path.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            _refuse_what_pages_change(
                inner, f"{path}: {name}" if path.endswith(".toml") else f"{path}.{name}"
            )
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _refuse_what_pages_change(inner, f"{path}[{number}]")
    elif isinstance(value, int) and abs(value) > WHOLE_MAX:
        raise ScenarioError(
            f"{path}: given {value}, must be at most {WHOLE_MAX} here, as pages hold no larger whole number "
            "exactly; take a smaller one, or run the file with 'skykeep run', which takes it as it is"
        )


def _listed(catalogue: Catalogue, lang: str) -> dict[str, Any]:
    """Return the shipped scenarios and cases by id, and by name in a language."""
    from skykeep.scenario.file import shipped_scenarios
    from skykeep.study.brief_case import read_brief_case, shipped_brief_cases

    scenarios = [(name, scenario_of_name(name, catalogue).name) for name in shipped_scenarios()]
    cases = [(name, read_brief_case(name).title) for name in shipped_brief_cases()]
    return {
        kind: [{"id": each, "name": told(name, lang)} for each, name in rows]
        for kind, rows in (("scenarios", scenarios), ("cases", cases))
    }


SCENARIO = Mechanism(
    name="scenario",
    says="A scenario as TOML, as tables and in words: read, checked, written, or begun anew.",
    question=ScenarioQuestion,
    answer=ScenarioAnswer | ScenarioListAnswer,
    compute=compute_scenario,
    lane="quick",
    example={"scenario": "two-sites"},
)
