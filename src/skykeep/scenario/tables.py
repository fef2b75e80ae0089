"""The tables of a scenario file: every key, its range and meaning; the JSON Schema is made from them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag
from pydantic.dataclasses import dataclass

from skykeep.model import NUMBER_LIMITS, PolicyName, RaidAim, Region, SiteKind

from .command_tables import DOCTRINE_POLICY_MEANS, POLICY_MEANS, CommandTable, LinkTable
from .effect_tables import BlankedSectorTable, JammerTable, RadarEffectsTable
from .rule_fields import with_rule_keys
from .table_fields import EDGE, LAT_LIMIT_DEG, TEXT_PATTERN
from .table_fields import count as _count
from .table_fields import flag as _flag
from .table_fields import id_text as _id
from .table_fields import line as _line
from .table_fields import number as _number
from .traffic_tables import TrafficTables
from .upkeep_tables import AlternateTable, OffsetTable, SupplyTable, UpkeepTable
from .watch_tables import DegradedModesTable, EmissionTable, OutsideEyeTable, RadarLifeTable

__all__ = [
    "SCHEMA_VERSION",
    "UNION_TAGS",
    "AssetTable",
    "CommonDoctrineTable",
    "ConditionsTable",
    "DetectionTable",
    "DoctrineTable",
    "FireUnitTable",
    "FormationTable",
    "GroupTable",
    "RaidTable",
    "RefractionTable",
    "RuleTable",
    "ScenarioTable",
    "StudyTable",
    "TerrainTable",
]

SCHEMA_VERSION = 1
"""Raised when a scenario file that was valid would no longer be, or would mean something else."""

SEED_MAX = 2**63 - 1

UNION_TAGS = ("one value", "a table of values")
"""Names of the two forms of a key that takes a number or a table; they are no part of a key path."""


@dataclass(frozen=True, kw_only=True, config=EDGE)
class AssetTable:
    """A defended place."""

    id: str = _id("short name used by the other tables: small letters, digits, dash")
    name: str = _line("name shown in results")
    lat_deg: float = _number(-LAT_LIMIT_DEG, LAT_LIMIT_DEG, "WGS84 latitude in degrees, north positive")
    lon_deg: float = _number(-180.0, 180.0, "WGS84 longitude in degrees, east positive")
    value: float = _number(0.0, 1.0e12, "worth relative to the other assets", default=1.0)


@dataclass(frozen=True, kw_only=True, config=EDGE)
@with_rule_keys
class RuleTable:
    """Rules of doctrine for one threat class; what is left out is as for every class."""


@dataclass(frozen=True, kw_only=True, config=EDGE)
@with_rule_keys
class CommonDoctrineTable:
    """How every fire unit spends its rounds; what is left out is as the catalogue says for the system."""

    preset: str | None = _id(
        "id of a preset, as 'skykeep doctrine list' shows them; the keys beside it win over what it sets",
        default=None,
    )
    policy: PolicyName | None = Field(description=DOCTRINE_POLICY_MEANS, default=None)
    alternative: str | None = _id(
        "id of one way to spend rounds, as 'skykeep catalogue show common' lists them; left out, and without "
        "a salvo_size, each world draws one",
        default=None,
    )
    salvo_size: int | None = _count(
        *NUMBER_LIMITS["salvo_size"], "interceptors fired at one threat together", default=None
    )
    later_salvo_size: int | None = _count(
        *NUMBER_LIMITS["later_salvo_size"],
        "interceptors fired together when shooting again; salvo_size if left out",
        default=None,
    )
    max_salvos_per_threat: int | None = _count(
        *NUMBER_LIMITS["max_salvos_per_threat"], "salvos at one threat; 0 is no limit", default=None
    )
    partial_salvo: bool | None = _flag("fire fewer than salvo_size when no more are ready", default=None)
    slew_when_engaged: bool | None = _flag("turn the sector while engagements are under way", default=None)
    reload_in_raid: bool | None = _flag("reload launchers while the raid lasts", default=None)
    hold_fire_classes: list[str] | None = Field(description="classes that are never shot at", default=None)
    salvo_by_class: dict[str, int] | None = Field(
        description="threat class -> size of every salvo, where it differs", default=None
    )
    by_class: dict[str, RuleTable] | None = Field(
        description="threat class -> rules of doctrine for it, where they differ", default=None
    )


@dataclass(frozen=True, kw_only=True, config=EDGE)
class DoctrineTable(CommonDoctrineTable):
    """How one fire unit spends its rounds; what is left out is as the doctrine of all fire units says."""

    prefer: dict[str, list[str]] | None = Field(
        description="threat class -> interceptors, first choice first", default=None
    )


OneMast = Annotated[float, _number(0.5, 200.0, "height in metres"), Tag(UNION_TAGS[0])]
Masts = Annotated[dict[str, Annotated[float, _number(0.5, 200.0, "height in metres")]], Tag(UNION_TAGS[1])]
Mast = Annotated[
    OneMast | Masts, Discriminator(lambda given: UNION_TAGS[1] if isinstance(given, dict) else UNION_TAGS[0])
]
"""One height, or heights by radar id; only the form that is given is checked, for a clear complaint."""


@dataclass(frozen=True, kw_only=True, config=EDGE)
class FormationTable:
    """The command post of a formation of the catalogue at a place.

    Fire units are named in tables of their own, ``under`` it, or ``fire_units`` says how many stand about it,
    evenly spread from north, and are named after it.
    """

    id: str = _id("short name of this formation: small letters, digits, dash")
    formation: str = _id("id of a formation in the catalogue")
    lat_deg: float = _number(-LAT_LIMIT_DEG, LAT_LIMIT_DEG, "WGS84 latitude in degrees, north positive")
    lon_deg: float = _number(-180.0, 180.0, "WGS84 longitude in degrees, east positive")
    under: str | None = _id("id of the formation whose command post is above", default=None)
    fire_units: int | None = _count(1, 64, "fire units of its system that stand about it", default=None)
    spread_m: float | None = _number(
        0.0, 5.0e5, "how far from the post they stand, instead of the catalogue's best figure", default=None
    )
    link: LinkTable | None = Field(description="the link to the command post above", default=None)
    policy: PolicyName | None = Field(description=POLICY_MEANS, default=None)
    upkeep: UpkeepTable | None = Field(
        description="repair and failures of its post and its radars", default=None
    )
    offset: OffsetTable | None = Field(description="how far from its place it stands", default=None)
    site: SiteKind | None = Field(
        description="what stands about it and the fire units that it counts, nearer than elevation data "
        "tell: an assumed angle below which their antennas see nothing; open (nothing) if left out",
        default=None,
    )


@dataclass(frozen=True, kw_only=True, config=EDGE)
class FireUnitTable:
    """One battalion or battery of a catalogue system at a place."""

    id: str = _id("short name of this fire unit: small letters, digits, dash")
    system: str = _id("id of a system in the catalogue")
    lat_deg: float = _number(-LAT_LIMIT_DEG, LAT_LIMIT_DEG, "WGS84 latitude in degrees, north positive")
    lon_deg: float = _number(-180.0, 180.0, "WGS84 longitude in degrees, east positive")
    mast_m: Mast | None = Field(
        description="antenna height of its engagement radar above ground, or a table of radar ids with the "
        "height of each, instead of the catalogue's",
        default=None,
    )
    launchers: int | None = _count(
        1,
        500,
        "launchers of the whole fire unit, instead of the catalogue's count; divided over its groups and "
        "engagement sets as there",
        default=None,
    )
    rounds_per_launcher: int | None = _count(
        1, 64, "ready rounds on each launcher, instead of the catalogue's count", default=None
    )
    facing_deg: float | None = _number(
        -360.0, 360.0, "bearing of the sector's centre at the start, from north clockwise", default=None
    )
    doctrine: DoctrineTable | None = Field(
        description="changes to the doctrine of this fire unit", default=None
    )
    under: str | None = _id("id of the formation whose command post is above", default=None)
    link: LinkTable | None = Field(description="the link to the command post above", default=None)
    supply: SupplyTable | None = Field(description="how its launchers are loaded", default=None)
    upkeep: UpkeepTable | None = Field(description="repair and failures of its parts", default=None)
    offset: OffsetTable | None = Field(description="how far from its place it stands", default=None)
    site: SiteKind | None = Field(
        description="what stands about it, nearer than elevation data tell: an assumed angle below which its "
        "antennas see nothing; open (nothing) if left out",
        default=None,
    )
    alternate: AlternateTable | None = Field(description="where it moves to in a raid", default=None)
    order_s: float | None = _number(
        0.0, 120.0, "time from its decision to launch until a launcher does; none if left out", default=None
    )


@dataclass(frozen=True, kw_only=True, config=EDGE)
class GroupTable:
    """Threats of one class that come on one axis.

    At most one height: ``height_agl_m`` for terrain-following classes, ``alt_msl_m`` for those that fly at an
    altitude, ``apogee_m`` for ballistic ones; without one each raid draws it from the figure of the class.
    """

    threat_class: str = _id("id of a threat class in the catalogue")
    id: str | None = _id("name of the group, which keys its luck; made of its axis if left out", default=None)
    count: int = _count(*NUMBER_LIMITS["count"], "threats in the group")
    speed_mps: float = _number(*NUMBER_LIMITS["speed_mps"], "speed over the ground")
    standoff_m: float = _number(
        *NUMBER_LIMITS["standoff_m"], "ground range from the aim point at which the path begins"
    )
    height_agl_m: float | None = _number(1.0, 2.0e4, "height above ground, terrain following", default=None)
    alt_msl_m: float | None = _number(1.0, 4.0e4, "altitude above mean sea level", default=None)
    apogee_m: float | None = _number(1.0e3, 1.5e6, "highest point of a ballistic path", default=None)
    axis: int = _count(*NUMBER_LIMITS["axis"], "number of the axis it comes on, from 0", default=0)
    fan_rad: float = _number(
        *NUMBER_LIMITS["fan_rad"], "width over which members are spread about the axis", default=0.0
    )
    spacing_s: float = _number(*NUMBER_LIMITS["spacing_s"], "time between members", default=0.0)
    spacing_law: Literal["fixed", "exponential"] = Field(
        description="fixed spacing, or exponential with spacing_s as its mean", default="fixed"
    )
    delay_s: float = _number(
        *NUMBER_LIMITS["delay_s"], "time from the start of the raid to the first member", default=0.0
    )
    waves: int = _count(
        *NUMBER_LIMITS["waves"], "waves that the members come in, evenly divided; at most count", default=1
    )
    wave_interval_s: float = _number(
        *NUMBER_LIMITS["wave_interval_s"], "time from the start of one wave to that of the next", default=0.0
    )
    wave_law: Literal["fixed", "exponential"] = Field(
        description="fixed intervals of waves, or exponential ones that groups share", default="fixed"
    )
    aim: RaidAim = Field(description="what the group flies at", default="defended_point")
    asset: str | None = _id(
        "id of the asset that a group with the aim defended_point flies at; the scenario's aim if left out",
        default=None,
    )


@dataclass(frozen=True, kw_only=True, config=EDGE)
class RaidTable:
    """The raid: ``standard`` names one of the catalogue, or ``groups`` describe one here; never both."""

    standard: str | None = _id("id of a standard raid in the catalogue", default=None)
    name: str | None = _line("name of a raid described here", default=None)
    axis_angle_rad: float | None = _number(
        *NUMBER_LIMITS["axis_angle_rad"],
        "angle between neighbouring axes of a raid described here",
        default=None,
    )
    groups: list[GroupTable] | None = Field(
        description="groups of a raid described here", default=None, min_length=1, max_length=100
    )


@dataclass(frozen=True, kw_only=True, config=EDGE)
class TerrainTable:
    """The ground."""

    source: str = _line(
        '"shipped", "flat", or the path of elevation files (a relative path counts from this file)',
        default="shipped",
    )


@dataclass(frozen=True, kw_only=True, config=EDGE)
class RefractionTable:
    """Bending of radar rays: one effective-earth factor ``k``, or the values of a ``region``, never both;
    with neither, the values of the region of the aim.
    """

    k: float | None = _number(0.5, 20.0, "effective-earth factor; 4/3 is the standard one", default=None)
    region: Region | None = Field(
        description="region whose values are drawn, one per world; that of the aim if left out", default=None
    )


@dataclass(frozen=True, kw_only=True, config=EDGE)
class DetectionTable:
    """What counts as seen."""

    p_detect: float = _number(
        *NUMBER_LIMITS["p_detect"], "cumulative confirmed-track probability that counts as seen", default=0.9
    )
    confirm_m: int = _count(
        *NUMBER_LIMITS["confirm_m"], "hits that confirm a track, at most confirm_n", default=2
    )
    confirm_n: int = _count(
        *NUMBER_LIMITS["confirm_n"], "looks in a row among which confirm_m hits confirm", default=3
    )
    p_false_alarm: float = _number(
        *NUMBER_LIMITS["p_false_alarm"], "false-alarm probability of one look", default=1.0e-6
    )
    pulses: int = _count(*NUMBER_LIMITS["pulses"], "pulses integrated in one look", default=1)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class ConditionsTable:
    """Raid conditions of the catalogue: readiness, cueing, reaction, tracking."""

    drawn: bool = _flag(
        "draw them anew for each raid; false: ready, cued and tracked every time", default=True
    )
    classification: bool = _flag("posts take time to tell the class of a track, and err", default=False)
    identification: bool = _flag("posts take time to tell whose a track is, and err", default=False)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class StudyTable:
    """How much is computed, unless the command line says otherwise."""

    worlds: int = _count(1, 100_000, "joint draws of the public figures", default=100)
    replications: int = _count(1, 100_000, "raids in each world", default=16)
    seed: int = _count(0, SEED_MAX, "seed of every random draw", default=1)
    view: Literal["brochure", "sceptic", "balanced"] = Field(
        description="which end of each figure is taken; balanced draws", default="balanced"
    )
    common_luck: bool = _flag("the same luck for every option that is compared", default=True)
    design: Literal["sobol"] | None = Field(description="sobol: evenly spread worlds", default=None)


@dataclass(frozen=True, kw_only=True, config=EDGE)
class ScenarioTable:
    """A scenario of skykeep: who defends what, where, against which raid, on which ground."""

    schema_version: Literal[1] = Field(description="version of this format")
    name: str = _line("name shown in results")
    id: str | None = _id("short name; the file's name by default", default=None)
    description: str = Field(pattern=TEXT_PATTERN, description="free text", default="")
    aim: str = _id("id of the asset that the raid flies at")
    first_bearing_deg: float | None = _number(
        -360.0, 360.0, "bearing the first axis comes from; drawn anew for each raid if left out", default=None
    )
    lost: list[str] | None = Field(
        description="nodes of the defence that are out of action from the start: UNIT, UNIT/RADAR, "
        "UNIT/GROUP, UNIT/GROUP/link or UNIT/GROUP/NUMBER of a launcher from 0, EYE, UNIT/link, power/NAME, "
        "outside/cueing, readiness/half",
        default=None,
        max_length=200,
    )
    assets: list[AssetTable] = Field(description="defended places", min_length=1, max_length=200)
    fire_units: list[FireUnitTable] = Field(
        description="who defends, beside the fire units of formations", default_factory=list, max_length=64
    )
    formations: list[FormationTable] = Field(
        description="command posts and the fire units about them", default_factory=list, max_length=16
    )
    sharing: Literal["linked", "perfect"] = Field(
        description="posts know what their links tell them; perfect: all know all at once", default="linked"
    )
    command: CommandTable = Field(description="how posts assign", default=CommandTable())
    raid: RaidTable = Field(description="what comes in")
    traffic: TrafficTables = None
    doctrine: CommonDoctrineTable | None = Field(
        description="changes to the doctrine of every fire unit; a fire unit's own table wins", default=None
    )
    supply: SupplyTable | None = Field(
        description="how the launchers of every fire unit are loaded; its own table wins", default=None
    )
    upkeep: UpkeepTable | None = Field(
        description="repair and failures of every fire unit and formation; its own table wins", default=None
    )
    terrain: TerrainTable = Field(description="the ground", default=TerrainTable())
    refraction: RefractionTable = Field(description="bending of radar rays", default=RefractionTable())
    detection: DetectionTable = Field(description="what counts as seen", default=DetectionTable())
    conditions: ConditionsTable = Field(description="raid conditions", default=ConditionsTable())
    study: StudyTable = Field(description="how much is computed", default=StudyTable())
    radar_effects: RadarEffectsTable = Field(
        description="what acts on radars beside power and sight", default=RadarEffectsTable()
    )
    outside_eyes: list[OutsideEyeTable] | None = Field(
        description="radars and passive sensors outside every fire unit", default=None, max_length=20
    )
    emission_control: list[EmissionTable] | None = Field(
        description="which radars radiate when", default=None, max_length=20
    )
    degraded_modes: DegradedModesTable = Field(
        description="what fire units do when they have lost something", default=DegradedModesTable()
    )
    radar_life: RadarLifeTable = Field(
        description="room for tracks and time of radars", default=RadarLifeTable()
    )
    launch_on_remote: list[str] | None = Field(
        description="fire units whose rounds may be launched at what their own radar does not see, while "
        "another radar that reaches them keeps the track; rounds that find their target by themselves at the "
        "end, not those that their own radar guides until they meet",
        default=None,
        max_length=64,
    )
    jammers: list[JammerTable] | None = Field(
        description="stand-off noise jammers", default=None, max_length=20
    )
    blanked_sectors: list[BlankedSectorTable] | None = Field(
        description="sectors in which radars do not look", default=None, max_length=20
    )
