"""What the rows of a defence are: places, sensors, command posts, links, fire units, launchers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..core.raid.vocabulary.codes import NO_LINK
from ..model.formation import LinkSettings
from ..model.scenario import FireUnitSite
from ..model.system import Doctrine, Interceptor, LauncherGroup, Radar, RadarRole, System
from ..model.wear import AlternateSite
from .draws import Choice

__all__ = [
    "Defence",
    "DrawnSite",
    "LauncherPlan",
    "LinkPlan",
    "MovePlan",
    "PartPlan",
    "PostPlan",
    "SensorDuty",
    "SensorPlan",
    "SitePlan",
    "UnitPlan",
    "rows_of",
]


@dataclass(slots=True)
class SitePlan:
    """A place from which paths are looked at, and the antenna heights there, metres above ground; ``owner``
    is who is set off from it, empty for nobody. Ranges and angles count from ``eye_agl_m``, from the usual
    height of radars where it is 0. Of a site that is not ``looked_from`` only azimuth and ground
    range are asked, and it needs no elevation data."""

    lat_deg: float
    lon_deg: float
    heights_agl_m: list[float] = field(default_factory=list)
    owner: str = ""
    eye_agl_m: float = 0.0
    looked_from: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class DrawnSite:
    """Rows of the sites of a battery that is set off, and the one that it takes in each world, shape
    (worlds,)."""

    rows: tuple[int, ...]
    by_world: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorDuty:
    """What sets a sensor row apart: it is that of an outside ``eye``, whose rows of one antenna bear the
    number ``antenna``, ``passive``, or an engagement radar that ``stands_in`` for searching ones. With a
    period it takes turns, which are shifted by the draw named ``turn_name``."""

    eye: bool = False
    passive: bool = False
    stands_in: bool = False
    antenna: int = -1
    period_s: float = 0.0
    turn_from_s: float = 0.0
    turn_s: float = 0.0
    turn_name: str = ""

    @property
    def set_apart(self) -> bool:
        """Whether the row is no searching radar of a fire unit or formation itself."""
        return self.eye or self.stands_in


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorPlan:
    """One sensor row: a radar in one ``role``, a multi-function radar has a row in each of two.

    ``path`` leads to the figures of the radar, ``key`` names its random draws. It belongs to ``owner``, and
    an ``alternate`` row is that of the same radar at the alternate site of its fire unit. It reports over row
    ``link``, at once where that is -1. ``mask`` leads to the figure of what stands about it, if anything.
    """

    name: str
    key: str
    path: str
    radar: Radar
    role: RadarRole
    site: int
    post: int
    heights: Choice
    owner: str
    alternate: bool = False
    link: int = NO_LINK
    duty: SensorDuty = SensorDuty()
    mask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LauncherPlan:
    """One launcher row, the ``ordinal``-th of its group; in worlds with fewer launchers it is not there.

    ``key`` names its random draws; ``alternate_site`` is where it stands once its fire unit has moved.
    """

    key: str
    path: str
    group: LauncherGroup
    interceptor: int
    site: int
    ordinal: int
    alternate_site: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlan:
    """One row of fire units: a place of the scenario, or one engagement set of it."""

    name: str
    place: FireUnitSite
    system: System
    doctrine: Doctrine
    site: int
    sensor: int
    post: int
    launchers: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePlan:
    """A fire unit that can move: its rows of units and sensors, behind which those at its alternate site
    follow; ``post`` goes with it, -1 for none."""

    place: FireUnitSite
    site: AlternateSite
    units: tuple[int, int]
    radars: tuple[int, int]
    post: int


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part that can be lost and come back: what names its draws, its kind and row, and the place among fire
    units and formations that it belongs to; a link has the rows of launchers from ``row`` to before
    ``end_row``."""

    name: str
    kind: int
    row: int
    owner: int
    end_row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPlan:
    """One row of command posts, and the rows of its fire units; ``path`` leads to its figures."""

    name: str
    path: str
    units: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPlan:
    """One row of links: one direction between the post of ``lower`` and that of ``upper`` above it.

    ``path`` leads to its figures, which ``settings`` of the scenario replace; ``back`` is the other
    direction, ``is_down`` true for the one from the post above.
    """

    lower: str
    upper: str
    path: str
    settings: LinkSettings
    from_post: int
    to_post: int
    back: int
    is_down: bool

    @property
    def key(self) -> str:
        """What names its random draws."""
        return f"{self.lower}/link/{self.from_post < self.to_post:d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defence:
    """All rows in the order of the columns; ``interceptors`` holds (path of figures, interceptor, system)."""

    sites: tuple[SitePlan, ...]
    sensors: tuple[SensorPlan, ...]
    posts: tuple[PostPlan, ...]
    links: tuple[LinkPlan, ...]
    units: tuple[UnitPlan, ...]
    launchers: tuple[LauncherPlan, ...]
    interceptors: tuple[tuple[str, Interceptor, System], ...]
    factors: int
    moves: tuple[MovePlan, ...] = ()
    drawn_sites: Mapping[int, DrawnSite] = field(default_factory=dict)

    def rows_at(self, site: int) -> tuple[int, ...]:
        """Return the rows of all places at which what stands at a site may stand."""
        return self.drawn_sites[site].rows if site in self.drawn_sites else (site,)

    def site_by_world(self, site: int) -> npt.NDArray[np.int64]:
        """Return the row of a site in each world, or one row for all, shape (worlds,) or ()."""
        return self.drawn_sites[site].by_world if site in self.drawn_sites else np.asarray(site)

    @property
    def layers(self) -> tuple[str, ...]:
        """The systems whose fire units there are, each a layer, in the order of the first ones."""
        return tuple(dict.fromkeys(unit.system.id for unit in self.units))

    def interceptor_rows(self, system: System) -> dict[str, int]:
        """Return the row of each interceptor of a system, by id."""
        return rows_of(self.interceptors, system)


def rows_of(interceptors: Sequence[tuple[str, Interceptor, System]], system: System) -> dict[str, int]:
    """Return the row of each interceptor of a system, by id."""
    return {
        interceptor.id: row for row, (_, interceptor, owner) in enumerate(interceptors) if owner is system
    }
