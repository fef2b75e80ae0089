"""A scenario: who defends what, where, against which raid, on which ground, and how long to compute."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from .figure import View
from .formation import FormationSite, LinkSettings
from .masts import MastHeights
from .notebook import Shown
from .radar_effects import RadarEffects
from .system import Doctrine
from .threat import StandardRaid
from .traffic import TrafficGroup
from .watch import WatchRules
from .wear import WHERE_GIVEN, AlternateSite, SiteKind, SiteOffset, Supply, Upkeep

__all__ = [
    "BUILT_IN_POLICIES",
    "CONFIRM_LOOKS_MAX",
    "SOBOL_BATCHES",
    "Asset",
    "CommandSettings",
    "Detection",
    "FireUnitSite",
    "PolicyName",
    "Refraction",
    "Region",
    "Scenario",
    "Sharing",
    "Study",
    "TerrainChoice",
]

CONFIRM_LOOKS_MAX = 12
"""Most looks of a confirmation rule: coverage follows every pattern of the last confirm_n - 1 looks, of which
there are 2048 at this limit; real trackers look back over three to eight."""


Region = Literal[
    "baghdad",
    "gulf_coast",
    "jordan_north",
    "jordan_south",
    "turkiye_coast",
    "turkiye_interior",
    "elsewhere",
]
"""Regions of the refraction table."""


PolicyName = Literal["nearest-first", "value-greedy", "marginal", "rolling", "exact", "columns"]
"""Ways in which a command post assigns threats to its fire units; with the first it does not, and each looks
for itself, the threat first that arrives first."""
BUILT_IN_POLICIES: tuple[PolicyName, ...] = get_args(PolicyName)


WAITS_FOR_ORDERS_S = 20.0
"""How long a fire unit waits for the orders of a post that is gone, where nothing is said; assumed."""

Sharing = Literal["linked", "perfect"]
"""How command posts share what they know: over their links, or all of it at once, as if they were one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A defended place."""

    id: str
    name: str
    lat_deg: float
    lon_deg: float
    value: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FireUnitSite:
    """A system at a place. ``mast_m`` sets antenna heights, see :data:`MastHeights`; the counts replace the
    figures.

    ``launchers`` are those of the whole fire unit, divided over its groups and engagement sets by
    ``skykeep.model.share_launchers``; ``rounds_per_launcher`` stand ready on each of them. It is ``under``
    the command post of a formation, or none. Without ``supply`` and ``upkeep`` launchers load themselves and
    what is lost stays lost; without an ``alternate`` site it stays where it is. ``site`` is what stands about
    it; nothing does without one. An order to launch takes ``order_s`` to its
    launchers, no time without one.
    """

    id: str
    system: str
    lat_deg: float
    lon_deg: float
    mast_m: MastHeights | None = None
    launchers: int | None = None
    rounds_per_launcher: int | None = None
    facing_deg: float | None = None
    doctrine: Doctrine | None = None
    under: str = ""
    link: LinkSettings = field(default_factory=LinkSettings)
    policy: str = ""
    supply: Supply | None = field(default=None, metadata=WHERE_GIVEN)
    upkeep: Upkeep | None = field(default=None, metadata=WHERE_GIVEN)
    offset: SiteOffset | None = field(default=None, metadata=WHERE_GIVEN)
    site: SiteKind | None = field(default=None, metadata=WHERE_GIVEN)
    alternate: AlternateSite | None = field(default=None, metadata=WHERE_GIVEN)
    order_s: float | None = field(default=None, metadata=WHERE_GIVEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSettings:
    """How posts assign, where a policy lets them: at most once in ``period_s``, shots that come within
    ``look_ahead_s``. All of it is assumed.

    A fire unit that has lost the post above it, or that does not hear of the one that assigns any more, waits
    ``autonomous_after_s`` for orders and then fights alone. None: :data:`WAITS_FOR_ORDERS_S` where it needs
    orders or a permission, and no wait where it needs neither.
    """

    period_s: float = 0.0
    look_ahead_s: float = 0.0
    autonomous_after_s: float | None = None

    @property
    def waits_s(self) -> float:
        """How long a fire unit that needs orders or a permission waits for a post that is gone."""
        return WAITS_FOR_ORDERS_S if self.autonomous_after_s is None else self.autonomous_after_s


@dataclass(frozen=True, slots=True, kw_only=True)
class TerrainChoice:
    """Elevation data: ``shipped``, ``flat`` or the path of a folder or file of the user's own."""

    source: str = "shipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refraction:
    """Effective-earth factor: one value ``k``, or those of a ``region`` of the table (drawn per world); with
    neither, of the region of the place that the raid flies at."""

    k: float | None = None
    region: Region | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """What counts as seen: cumulative confirmed-track probability ``p_detect``; m hits in n looks confirm.

    1 <= confirm_m <= confirm_n <= ``CONFIRM_LOOKS_MAX``; scenario files, coverage and the compiler refuse
    other rules.
    """

    p_detect: float = 0.9
    confirm_m: int = 2
    confirm_n: int = 3
    p_false_alarm: float = 1e-6
    pulses: int = 1


SOBOL_BATCHES = 8
"""Sequences of a Sobol design, each scrambled for itself: its worlds are so many times a power of two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """How much is computed: ``worlds`` joint draws of the figures, ``replications`` raids in each.

    Worlds are independent, or with the ``design`` ``sobol`` spread evenly over what the figures allow, in
    ``SOBOL_BATCHES`` sequences that take turns.
    """

    worlds: int = 100
    replications: int = 16
    seed: int = 1
    view: View = "balanced"
    common_luck: bool = True
    design: Literal["sobol"] | None = field(default=None, metadata=WHERE_GIVEN)

    @property
    def batches(self) -> int:
        """Sequences that worlds take turns in; 0 where every world is independent."""
        return 0 if self.design is None or self.view != "balanced" else SOBOL_BATCHES


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Shown):
    """Everything the compiler needs; ``conditions`` false runs every raid ready, cued and tracked.
    With ``classification`` posts take time to tell the class of a track, and err, with ``identification``
    whose it is: whether one of the raid, or of ``traffic``, which is none of it.

    ``lost`` names nodes of the defence that are out of action from the start, see
    ``skykeep.scenario.nodes``.
    """

    id: str
    name: str
    assets: tuple[Asset, ...]
    fire_units: tuple[FireUnitSite, ...]
    raid: StandardRaid
    aim: str
    formations: tuple[FormationSite, ...] = ()
    traffic: tuple[TrafficGroup, ...] = ()
    sharing: Sharing = "linked"
    policy: str = "nearest-first"
    command: CommandSettings = field(default_factory=CommandSettings)
    first_bearing_deg: float | None = None
    conditions: bool = True
    classification: bool = False
    identification: bool = False
    lost: tuple[str, ...] = ()
    terrain: TerrainChoice = field(default_factory=TerrainChoice)
    refraction: Refraction = field(default_factory=Refraction)
    detection: Detection = field(default_factory=Detection)
    study: Study = field(default_factory=Study)
    radar_effects: RadarEffects = field(default_factory=RadarEffects)
    watch: WatchRules = field(default_factory=WatchRules)
    description: str = ""

    @property
    def placed(self) -> tuple[FireUnitSite | FormationSite, ...]:
        """All that stands somewhere: fire units, then the command posts of formations."""
        return (*self.fire_units, *self.formations)

    @property
    def drawn_sites(self) -> tuple[str, ...]:
        """The ids of all that stands at a place that is drawn in each world."""
        return tuple(each.id for each in self.placed if each.offset is not None and each.offset.is_drawn)

    @property
    def classes(self) -> list[str]:
        """The classes of all that flies, of the raid and of traffic, each once, by name."""
        flown = {group.threat_class for group in self.raid.groups}
        return sorted(flown | {group.threat_class for group in self.traffic})

    @property
    def wears(self) -> bool:
        """Whether anything is to be lost, to come back or to be supplied beyond radars and posts that are
        hit."""
        asked = any(each.supply or each.upkeep or each.alternate for each in self.fire_units)
        kept = any(site.upkeep for site in self.formations)
        return asked or kept or any(group.aim == "launcher" for group in self.raid.groups)
