"""The data of a brief: plain tables, from which the page is made and which it carries as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from skykeep.coverage.ladder import HeightLadder
    from skykeep.coverage.map_ground import MapGround
    from skykeep.terrain.window import GroundWindow

    from .brief_curves import DoctrineCurve
    from .brief_gains import Gains

__all__ = [
    "BriefData",
    "Claim",
    "CoverageRow",
    "DecisiveRow",
    "Difference",
    "FigureRow",
    "LauncherRow",
    "RaidRow",
    "RaidTable",
    "Share",
    "SiteCoverage",
    "SiteRow",
    "SourceRow",
    "Statement",
    "Swing",
    "SystemRow",
    "plain_json",
]

JSON_DIGITS = 6
"""Significant digits of the numbers in the page's JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One of several distinct public values of a figure."""

    value: float
    kind: str
    claimant: str
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure of the catalogue in SI units; ``owner`` is a system id, ``threats/<id>`` or ``common``."""

    id: str
    owner: str
    entry: str
    name: str
    unit: str
    best: float
    low: float
    high: float
    kind: str
    confidence: str
    claimant: str
    year: int | None
    sources: tuple[str, ...]
    note: str
    default_limits: bool
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source that a reader can open; ``uses`` counts the figures of the brief that name it."""

    id: str
    title: str
    address: str
    kind: str
    year: int | None
    uses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A public statement that the question starts from, with its source if it has one."""

    said: str
    year: int | None
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LauncherRow:
    """Launchers of one kind: the name of their interceptor, how many, and the ready rounds on each."""

    interceptor: str
    launchers: FigureRow
    rounds_per_launcher: FigureRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemRow:
    """One battalion or battery: what it is, and on what kinds of figures it rests.

    ``detection_ring`` and ``engagement_ring`` are the figures whose best values are drawn as rings. Channels,
    launchers and rounds are of one of ``engagement_sets`` alike sets of which the unit consists.
    """

    id: str
    name: str
    unit_name: str
    origin: str
    summary: str
    notes: tuple[str, ...]
    left_out: tuple[str, ...]
    detection_ring: FigureRow
    engagement_ring: FigureRow
    target_channels: FigureRow
    missile_channels: FigureRow
    launchers: tuple[LauncherRow, ...]
    kinds: dict[str, int]
    engagement_sets: int = 1

    @property
    def short_name(self) -> str:
        """The first word of the name, as one says it."""
        return self.name.split()[0]

    @property
    def detection_ring_m(self) -> float:
        """Radius of the detection ring."""
        return self.detection_ring.best

    @property
    def engagement_ring_m(self) -> float:
        """Radius of the engagement ring."""
        return self.engagement_ring.best

    @property
    def figures(self) -> int:
        """Number of figures of the system."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisiveRow:
    """A figure that decides much, beside each other for all systems; None where a system has none."""

    label: str
    cells: tuple[FigureRow | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of best values with its limits: every figure at the end against, and for, the defender."""

    best: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """A reference point; ``k`` is the effective-earth factor of best values, ``k_limits`` of the limits."""

    id: str
    name: str
    lat_deg: float
    lon_deg: float
    k: float
    k_limits: tuple[float, float]
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """Coverage at one height; ranges are least, median and most over bearings, m, or one per whole degree."""

    height_agl_m: float
    threat_class: str
    in_sight_share: float
    seen_share: Share
    engageable_share: Share
    no_data_share: float
    country_seen_share: float | None
    country_engageable_share: float | None
    seen_range_m: tuple[int, ...]
    first_intercept_m: tuple[int, ...]
    warning_s: tuple[float, float, float]
    keep_out_m: tuple[float, float, float]
    limited_by: dict[str, float]
    met_limited_by: dict[str, float] = field(default_factory=dict)
    single_look_m: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCoverage:
    """Coverage of a system at a site, by height; for maps ``engageable_cells`` [height, north, east], and
    ``possible_edges_m`` [height, world, bearing]: how far out it is first met in a few joint draws of the
    figures; ``ladder`` has more heights at best figures alone.
    """

    system: str
    site: str
    site_alt_msl_m: float
    rows: tuple[CoverageRow, ...]
    engageable_cells: npt.NDArray[np.bool_]
    notes: tuple[str, ...]
    possible_edges_m: npt.NDArray[np.float32] | None = None
    ladder: HeightLadder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidRow:
    """One system against one standard raid; ``summary`` is what ``skykeep run`` writes.

    ``comparison`` is ``as_it_comes`` or ``equal_rounds``. ``fewer_than_lead`` is the share of worlds in
    which fewer leak on average than past the lead system (half for ties, luck taken out), None for the lead
    system; ``fewer_than_lead_90`` is the 90 % interval of that share, ``alike_share`` the share of ties.
    """

    system: str
    comparison: str
    summary: dict[str, Any]
    fewer_than_lead: float | None
    fewer_than_lead_90: tuple[float, float] | None = None
    alike_share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How many more threats of a raid one system lets through than the lead system, both as they come.

    ``more`` is the estimate of that difference, raid by raid under the same figures and the same luck;
    ``unknowns`` names the figures of both whose draws go with it (``skykeep.study.unknowns``).
    """

    system: str
    more: dict[str, Any]
    unknowns: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidTable:
    """One standard raid: what it is, each system against it in each comparison, and how they differ.

    ``flies_at_m`` is the height at which most of its threats fly; None where all of them fall.
    """

    id: str
    name: str
    description: str
    threats: int
    decoys: int
    rows: tuple[RaidRow, ...]
    differences: tuple[Difference, ...]
    flies_at_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """How far an answer moves when the figures of one cause alone go from one limit to the other.

    Of ``engageable_share`` at the height ``where``: the share with the figures at the end against and at the
    end for the defender. Of ``leakers`` in the raid ``where``: mean leakers in the third of the worlds where
    the figure is lowest and in the third where it is highest.
    """

    system: str
    measure: str
    where: str
    figures: tuple[FigureRow, ...]
    base: float
    at_low: float
    at_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefData:
    """Everything on the page."""

    id: str
    title: str
    question: str
    tests: str
    statements: tuple[Statement, ...]
    lead_system: str
    lead_raid: str
    country_code: str
    country_name: str
    heights_agl_m: tuple[float, ...]
    verdict_heights_agl_m: tuple[float, ...]
    systems: tuple[SystemRow, ...]
    sites: tuple[SiteRow, ...]
    decisive: tuple[DecisiveRow, ...]
    kill_figures: tuple[FigureRow, ...]
    coverage: tuple[SiteCoverage, ...]
    grounds: tuple[MapGround, ...]
    window: GroundWindow
    surroundings: GroundWindow
    placement: dict[str, Any]
    raid_site: str
    equal_rounds: int
    raids: tuple[RaidTable, ...]
    doctrine: tuple[DoctrineCurve, ...]
    gains: Gains
    swings: tuple[Swing, ...]
    figures: tuple[FigureRow, ...]
    sources: tuple[SourceRow, ...]
    assumptions: tuple[str, ...]
    provenance: dict[str, Any]
    attribution: str
    choice: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    option_systems: tuple[SystemRow, ...] = ()
    """Systems that only options bring in: on the map alone, in none of the tables by system."""
    option_coverage: tuple[SiteCoverage, ...] = ()
    """Coverage of these where the raids come."""

    def system(self, system_id: str) -> SystemRow:
        """Return one system of the brief."""
        return next(system for system in self.systems if system.id == system_id)

    def site(self, site_id: str) -> SiteRow:
        """Return one site of the brief."""
        return next(site for site in self.sites if site.id == site_id)

    def coverage_of(self, system_id: str, site_id: str) -> SiteCoverage:
        """Return the coverage of a system at a site."""
        return next(each for each in self.coverage if each.system == system_id and each.site == site_id)

    def to_json(self) -> dict[str, Any]:
        """Return plain values without the rasters of the maps; numbers to six significant digits."""
        values: dict[str, Any] = plain_json(self)
        del values["grounds"], values["window"], values["surroundings"]
        for each in (*values["coverage"], *values["option_coverage"]):
            del each["engageable_cells"], each["possible_edges_m"], each["ladder"]
        return values


def plain_json(value: Any) -> Any:
    """Return dicts, lists, strings and numbers for any table of a brief; arrays become None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(item) for item in value]
    if isinstance(value, np.ndarray):
        return None
    if isinstance(value, float):
        return float(f"{value:.{JSON_DIGITS}g}")
    return value
