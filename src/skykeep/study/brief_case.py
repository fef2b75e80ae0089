"""The case of a brief: a TOML file that says what is asked, where, of which systems, and how much."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from pydantic_core import ErrorDetails

from skykeep.errors import ScenarioError, did_you_mean
from skykeep.model import Region
from skykeep.plain_text import decode_text
from skykeep.scenario.file import shipped_files, shipped_scenarios
from skykeep.scenario.keys import complaint

from .case_options import EDGE, ID_PATTERN, CaseOption, option_sentence

__all__ = [
    "COMPLAINTS_SHOWN",
    "BriefCase",
    "CaseBeside",
    "CaseChoice",
    "CasePlacement",
    "CaseRaids",
    "CaseSite",
    "CaseStatement",
    "CaseWhatIf",
    "DecisiveFigure",
    "case_schema",
    "case_sentences",
    "read_brief_case",
    "shipped_brief_cases",
]

SCHEMA_VERSION = 1
COMPLAINTS_SHOWN = 12
SIZE_LIMIT = 1_000_000
HEIGHT_LIMIT_M = 1e5
"""No height of a case is above that which coverage answers."""

Height = Annotated[float, Field(ge=0.0, le=HEIGHT_LIMIT_M, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class CaseSite:
    """A reference point that is defended."""

    id: str = Field(pattern=ID_PATTERN, description="id of the site")
    name: str = Field(min_length=1, max_length=80, description="name to print")
    lat_deg: float = Field(ge=-85.0, le=85.0, description="latitude, degrees")
    lon_deg: float = Field(ge=-180.0, le=180.0, description="longitude, degrees")
    refraction: Region | None = Field(
        default=None, description="region of the refraction table; by default that of the place"
    )


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class CasePlacement:
    """How many units of the lead system are placed, and where they may stand."""

    count: int = Field(ge=1, le=40, description="units to place")
    chosen_at_height_agl_m: Height = Field(description="height for which one set is chosen, m")
    refraction: Region | None = Field(
        default=None, description="region of the refraction table for every site; left out: that of each"
    )
    candidates: tuple[str, ...] = Field(
        default=(),
        max_length=200,
        description="cities where one may stand; left out: the 40 largest at least 40 km apart",
    )


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class CaseRaids:
    """Which standard raids are flown, at which site, and how much is computed."""

    site: str = Field(description="id of the defended site")
    standard: tuple[str, ...] = Field(min_length=1, max_length=20, description="ids of standard raids")
    lead_raid: str = Field(description="the raid that the verdict names")
    equal_launchers: int = Field(ge=1, le=1000, description="launchers of each in the equal comparison")
    equal_rounds_per_launcher: int = Field(ge=1, le=1000, description="ready rounds on each of them")
    worlds: int = Field(ge=1, le=100_000, description="joint draws of the figures")
    replications: int = Field(ge=1, le=100_000, description="raids in each world")
    seed: int = Field(ge=0, le=2**63 - 1, description="seed of every draw")


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class DecisiveFigure:
    """A figure that decides much: its name in the catalogue (radars by role) and the words of the table."""

    figure: str = Field(min_length=1, max_length=200, description="path in a system, radars by role")
    label: str = Field(min_length=1, max_length=80, description="words of the table")


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class CaseStatement:
    """A public statement that the question starts from: who said what, and where it can be read.

    Without a source it is one that nobody is known to have made in public; the words say so.
    """

    said: str = Field(min_length=1, max_length=1000, description="what was said, by whom")
    year: int | None = Field(default=None, ge=1900, le=2100, description="year of the statement")
    title: str = Field(default="", max_length=300, description="title of the source")
    address: str = Field(
        default="", pattern=r"^(https?://.+)?$", max_length=500, description="address of the source"
    )


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class CaseWhatIf:
    """Scenarios that put more beside one unit of the lead system; without one its answer is left out."""

    regiment: str = Field(default="", max_length=500, description="scenario of several units under one post")
    layers: str = Field(default="", max_length=500, description="scenario with a second layer close in")


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class CaseBeside:
    """An option that the head of a page puts beside another: what was bought, and what was considered."""

    option: str = Field(pattern=ID_PATTERN, description="id of the option")
    words: str = Field(min_length=1, max_length=80, description="what it was, as: bought in 2024")


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class CaseChoice:
    """How much of the comparison of all options a page computes; ``skykeep compare`` takes all raids."""

    raids: tuple[str, ...] = Field(
        default=(), max_length=20, description="ids of standard raids of the case; left out: the first three"
    )
    heights_agl_m: tuple[Height, ...] = Field(
        default=(), max_length=6, description="heights of reach, m; left out: one, that of the placement"
    )
    beside: tuple[CaseBeside, ...] = Field(
        default=(), max_length=2, description="two options that the head of the page puts beside each other"
    )
    worlds: int = Field(default=60, ge=1, le=100_000, description="joint draws of the figures")
    replications: int = Field(default=8, ge=1, le=100_000, description="raids in each world")


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class BriefCase:
    """Everything that a brief is asked."""

    schema_version: int = Field(ge=SCHEMA_VERSION, le=SCHEMA_VERSION, description="version of this format")
    id: str = Field(pattern=ID_PATTERN, description="id of the case")
    title: str = Field(min_length=1, max_length=200, description="heading of the page")
    question: str = Field(min_length=1, max_length=4000, description="what is asked, and why")
    tests: str = Field(
        default="", max_length=1000, description="what the title claims, and what of the page tests it"
    )
    country: str = Field(pattern=r"^[A-Z]{2}$", description="two-letter code of the country")
    lead_system: str = Field(description="the system that the question is about")
    systems: tuple[str, ...] = Field(min_length=1, max_length=7, description="ids of systems compared")
    options: tuple[CaseOption, ...] = Field(
        default=(),
        max_length=12,
        description="what could be had; left out: one unit of each of the systems",
    )
    heights_agl_m: tuple[Height, ...] = Field(min_length=1, max_length=12, description="heights, m")
    verdict_heights_agl_m: tuple[Height, ...] = Field(
        min_length=1, max_length=6, description="of those, named first"
    )
    swing_heights_agl_m: tuple[Height, ...] = Field(
        min_length=1, max_length=6, description="of those, for swings"
    )
    sites: tuple[CaseSite, ...] = Field(min_length=1, max_length=12, description="reference points")
    placement: CasePlacement = Field(description="placement of several units")
    raids: CaseRaids = Field(description="raids flown")
    decisive: tuple[DecisiveFigure, ...] = Field(min_length=1, max_length=40, description="figures compared")
    choice: CaseChoice = Field(
        default_factory=CaseChoice, description="how much of the comparison of all options is computed"
    )
    what_if: CaseWhatIf = Field(
        default_factory=CaseWhatIf, description="scenarios, shipped names or files, that a what-if plays"
    )
    statements: tuple[CaseStatement, ...] = Field(
        default=(), max_length=20, description="public statements that the question starts from"
    )

    def site(self, site_id: str) -> CaseSite:
        """Return the site of an id."""
        return next(site for site in self.sites if site.id == site_id)


def shipped_brief_cases() -> Mapping[str, Path]:
    """Return the shipped cases by name."""
    return shipped_files("cases")


def read_brief_case(given: str) -> BriefCase:
    """Return the case of a shipped name or of a TOML file.

    Raises
    ------
    ScenarioError
        If there is no such case, it cannot be read, or something in it is unknown, missing or out of range.
    """
    shipped = shipped_brief_cases()
    path = shipped.get(given, Path(given))
    if given in shipped_scenarios() and not path.is_file():
        raise ScenarioError(
            f"{given!r} is one scenario, not a case (sites, options, raids): skykeep run {given} answers it. "
            f"Shipped cases are: {', '.join(shipped)}."
        )
    if not path.is_file():
        raise ScenarioError(
            f"{given!r}: there is no such file and no shipped case of this name."
            f"{did_you_mean(given, shipped)} Shipped are: {', '.join(shipped)}."
        )
    try:
        content = path.read_bytes()[: SIZE_LIMIT + 1]
        if len(content) > SIZE_LIMIT:
            raise ScenarioError(f"{path}: longer than {SIZE_LIMIT} bytes, which no case is")
        raw = tomllib.loads(decode_text(content).replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ScenarioError(f"{path}: this is not a TOML file in UTF-8: {error}") from None
    try:
        case = TypeAdapter(BriefCase).validate_python(raw)
    except ValidationError as error:
        found = [complaint(each, BriefCase, {}) for each in _told_once(error.errors(include_url=False))]
        raise ScenarioError("\n".join(f"{path}: {each}" for each in found[:COMPLAINTS_SHOWN])) from None
    _check_ids(case, path)
    return case


def _told_once(errors: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Yield errors without those that call an array too short only because what stands in it is wrong."""
    for error in errors:
        deeper = any(
            len(each["loc"]) > len(error["loc"]) and each["loc"][: len(error["loc"])] == error["loc"]
            for each in errors
        )
        if not (deeper and error["type"] == "too_short"):
            yield error


def _check_ids(case: BriefCase, path: Path) -> None:
    """Raise ScenarioError with every name of the case that does not stand where it should."""
    found = []
    sites = [site.id for site in case.sites]
    for key, given, allowed in (
        ("lead_system", (case.lead_system,), case.systems),
        ("raids.site", (case.raids.site,), sites),
        ("raids.lead_raid", (case.raids.lead_raid,), case.raids.standard),
        ("choice.raids", case.choice.raids, case.raids.standard),
        ("choice.beside", [each.option for each in case.choice.beside], [each.id for each in case.options]),
        ("verdict_heights_agl_m", case.verdict_heights_agl_m, case.heights_agl_m),
        ("swing_heights_agl_m", case.swing_heights_agl_m, case.heights_agl_m),
        ("placement.chosen_at_height_agl_m", (case.placement.chosen_at_height_agl_m,), case.heights_agl_m),
    ):
        for value in given:
            if value not in allowed:
                listing = ", ".join(str(each) for each in allowed)
                near = did_you_mean(str(value), [str(each) for each in allowed])
                found.append(f"{path}: {key}: given {value!r}, allowed one of {listing}.{near}")
    named: tuple[tuple[str, Sequence[str | float]], ...] = (
        ("systems", case.systems),
        ("options", [option.id for option in case.options]),
        ("sites", sites),
        ("raids.standard", case.raids.standard),
        ("heights_agl_m", case.heights_agl_m),
        ("verdict_heights_agl_m", case.verdict_heights_agl_m),
        ("swing_heights_agl_m", case.swing_heights_agl_m),
    )
    for key, names in named:
        for name, times in Counter(names).items():
            if times > 1:
                found.append(f"{path}: {key}: given {name!r} twice, allowed once")
    if found:
        raise ScenarioError("\n".join(found))


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema of case files."""
    return {"title": "skykeep case", **TypeAdapter(BriefCase).json_schema()}


def case_sentences(case: BriefCase) -> tuple[str, ...]:
    """Return in plain words what a case asks."""
    heights = ", ".join(f"{height:g}" for height in case.heights_agl_m)
    sites = ", ".join(site.name for site in case.sites)
    said = [f"Said: {each.said} {each.title} {each.address}".rstrip() for each in case.statements]
    return (
        " ".join(case.question.split()),
        *([f"What is tested: {case.tests}"] if case.tests else []),
        f"Systems: {', '.join(case.systems)}; the lead system is {case.lead_system}. Sites: {sites}.",
        *(option_sentence(option) for option in case.options),
        f"Coverage at {heights} m above ground; {case.placement.count} of the lead system placed over "
        f"{case.country}.",
        f"Raids at {case.site(case.raids.site).name}: {', '.join(case.raids.standard)}, each "
        f"{case.raids.worlds} worlds of {case.raids.replications} raids, seed {case.raids.seed}.",
        *said,
    )
