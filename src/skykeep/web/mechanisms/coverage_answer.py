"""The answer of ``/api/coverage``, key by key: what ``skykeep coverage --json`` prints."""

from __future__ import annotations

from pydantic import Field

from ..mechanism import Answer

__all__ = ["CoverageAnswer", "Detection", "Effects", "GroundTold", "Named", "Ring", "SeveralCoverageAnswer"]

Limits = tuple[float, float]
"""With every public figure at the end against, and at the end for, the defender."""
ByBearing = list[float]
"""One number for each whole degree from north."""


class Named(Answer):
    """An id with its name."""

    id: str
    name: str


class SiteTold(Answer):
    """Where the system stands."""

    name: str
    lat_deg: float
    lon_deg: float
    ground_alt_msl_m: float
    mast_m: float | dict[str, float] | None


class GroundTold(Answer):
    """The elevation data that the answer rests on."""

    name: str
    step_m: float
    licence: str
    vertical_datum: str
    source: str
    bounds_deg: list[float]
    void_share: float
    cautions: list[str]


class TargetAtHeight(Answer):
    """The threat class that a height is asked for."""

    height_agl_m: float
    threat_class: str = Field(alias="class")


class TargetTold(Answer):
    """What is looked for."""

    threat_class: str = Field(alias="class")
    rcs_m2: float | None
    by_height: list[TargetAtHeight]
    flight: str
    p_detect: float


class Detection(Answer):
    """What counts as a confirmed track."""

    confirm_m: int
    confirm_n: int
    p_false_alarm: float
    pulses: int


class Effects(Answer):
    """Radar effects that a scenario has on."""

    on: list[str]
    words: list[str]
    land_cover: str | None


class RadarTold(Answer):
    """A radar that looks."""

    id: str
    name: str
    role: str
    antenna_height_m: float


class SourceTold(Answer):
    """Where a figure was printed."""

    title: str
    address: str


class Ring(Answer):
    """A ring of the brochures."""

    kind: str
    range_m: float
    of: str
    figure: str
    figure_kind: str
    claimant: str
    sources: list[SourceTold]
    note: str


class TargetOfHeight(Answer):
    """What flies at a height."""

    threat_class: str = Field(alias="class")
    rcs_m2: float
    rcs_low_band_m2: float
    speed_mps: float


class Spread(Answer):
    """Least, median and most over all bearings."""

    least: float
    median: float
    most: float


class SpreadLimits(Answer):
    """The same, each with its limits."""

    least: Limits
    median: Limits
    most: Limits


class CityTold(Answer):
    """Whether a city is covered."""

    seen: bool
    engageable: bool


class CountryTold(Answer):
    """Shares of the country of the site."""

    code: str
    name: str
    seen_share_of_area: float
    engageable_share_of_area: float
    seen_share_of_people_in_cities: float
    engageable_share_of_people_in_cities: float
    limits: dict[str, Limits]
    cities: dict[str, CityTold]


class HeightTold(Answer):
    """Coverage at one height."""

    height_agl_m: float
    target: TargetOfHeight
    detection_ring_m: float
    engagement_ring_m: float | None
    in_sight_share_of_detection_ring: float | None
    in_sight_share_limits: Limits | None
    seen_share_of_detection_ring: float | None
    seen_share_limits: Limits | None
    engageable_share_of_engagement_ring: float | None
    engageable_share_limits: Limits | None
    no_data_share_of_detection_ring: float
    no_data_share_of_engagement_ring: float
    sight_range_m: ByBearing
    seen_range_m: ByBearing
    solid_range_m: ByBearing
    engageable_range_m: ByBearing
    limited_by: list[str]
    engageable_limited_by: list[str]
    single_look_m: float
    warning_time_s: Spread
    sight_range_limits_m: tuple[ByBearing, ByBearing] | None = None
    seen_range_limits_m: tuple[ByBearing, ByBearing] | None = None
    solid_range_limits_m: tuple[ByBearing, ByBearing] | None = None
    engageable_range_limits_m: tuple[ByBearing, ByBearing] | None = None
    warning_time_limits_s: SpreadLimits | None = None
    country: CountryTold | None = None


class CoverageAnswer(Answer):
    """Coverage of one fire unit."""

    system: Named
    site: SiteTold
    terrain: GroundTold
    target: TargetTold
    detection: Detection
    k: float
    k_limits: Limits | None
    k_from: str
    view: str
    radar_effects: Effects | None = None
    radars: list[RadarTold]
    rings: list[Ring]
    heights: list[HeightTold]
    notes: list[str]


class UnitShareTold(Answer):
    """One fire unit among all."""

    unit: str
    system: str
    share: float | None
    alone_share: float | None


class UnionShares(Answer):
    """What all fire units cover together of the area of all rings."""

    rings_area_m2: float
    share: float | None
    overlap_share: float | None
    sum_share: float | None
    judged_share: float | None
    by_count: list[float | None]
    units: list[UnitShareTold]


class UnionTold(Answer):
    """All fire units together at one height."""

    height_agl_m: float
    cell_m: float
    seen: UnionShares
    engageable: UnionShares | None


class SeveralCoverageAnswer(Answer):
    """Coverage of each fire unit of a scenario, and of all together."""

    units: list[CoverageAnswer]
    union: list[UnionTold]
