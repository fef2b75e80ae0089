"""The defence laid out: which rows there are of sites, sensors, fire units, launchers and interceptors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..catalogue import Catalogue
from ..core.raid.codes import ACQUISITION, ENGAGEMENT, LOW_ALTITUDE
from ..errors import CompileError
from ..model.masts import mast_height_m
from ..model.scenario import FireUnitSite
from ..model.system import Doctrine, Interceptor, LauncherGroup, Radar, RadarRole, System, share_launchers
from ..terrain.geodesic import WGS84
from .draws import Choice, Draws, antenna_heights

__all__ = [
    "ROLES",
    "Defence",
    "LauncherPlan",
    "PostPlan",
    "SensorPlan",
    "SitePlan",
    "UnitPlan",
    "lay_out_defence",
]

ROLES: Mapping[str, int] = {
    "acquisition": ACQUISITION,
    "low_altitude": LOW_ALTITUDE,
    "engagement": ENGAGEMENT,
}
"""Codes of ``Radar.role`` by the words of the catalogue."""
_MOST_BITS = 62
"""Bits of ``Sight.seen`` that are used: the last is the sign of a whole number."""


@dataclass(slots=True)
class SitePlan:
    """A place from which paths are looked at, and the antenna heights there, metres above ground."""

    lat_deg: float
    lon_deg: float
    heights_agl_m: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorPlan:
    """One sensor row: a radar in one ``role``, a multi-function radar has a row in each of two.

    ``path`` leads to the figures of the radar, ``key`` names its random draws.
    """

    name: str
    key: str
    path: str
    radar: Radar
    role: RadarRole
    site: int
    post: int
    heights: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class LauncherPlan:
    """One launcher row, the ``ordinal``-th of its group; in worlds with fewer launchers it is not there.

    ``key`` names its random draws.
    """

    key: str
    path: str
    group: LauncherGroup
    interceptor: int
    site: int
    ordinal: int


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
class PostPlan:
    """One row of command posts, and the rows of its fire units; ``path`` leads to its figures."""

    name: str
    path: str
    units: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defence:
    """All rows in the order of the columns; ``interceptors`` holds (path of figures, interceptor, system)."""

    sites: tuple[SitePlan, ...]
    sensors: tuple[SensorPlan, ...]
    posts: tuple[PostPlan, ...]
    units: tuple[UnitPlan, ...]
    launchers: tuple[LauncherPlan, ...]
    interceptors: tuple[tuple[str, Interceptor, System], ...]
    factors: int

    def interceptor_rows(self, system: System) -> dict[str, int]:
        """Return the row of each interceptor of a system, by id."""
        return _rows_of(self.interceptors, system)


def _rows_of(interceptors: Sequence[tuple[str, Interceptor, System]], system: System) -> dict[str, int]:
    """Return the row of each interceptor of a system, by id."""
    return {
        interceptor.id: row for row, (_, interceptor, owner) in enumerate(interceptors) if owner is system
    }


class _Layout:
    """Rows while they are laid out."""

    def __init__(self, draws: Draws, factors: int) -> None:
        self.draws = draws
        self.factors = factors
        self.sites: list[SitePlan] = []
        self.sensors: list[SensorPlan] = []
        self.posts: list[PostPlan] = []
        self.units: list[UnitPlan] = []
        self.launchers: list[LauncherPlan] = []
        self.interceptors: list[tuple[str, Interceptor, System]] = []

    def add_site(self, lat_deg: float, lon_deg: float, heights_agl_m: Sequence[float]) -> int:
        """Return the site at a place, joined to one already there where the bits of both have room."""
        wanted = set(heights_agl_m)
        for number, site in enumerate(self.sites):
            same_place = (site.lat_deg, site.lon_deg) == (lat_deg, lon_deg)
            if same_place and len(wanted.union(site.heights_agl_m)) * self.factors <= _MOST_BITS:
                site.heights_agl_m.extend(sorted(wanted.difference(site.heights_agl_m)))
                return number
        self.sites.append(SitePlan(lat_deg, lon_deg, sorted(wanted)))
        return len(self.sites) - 1

    def add_fire_unit(self, place: FireUnitSite, system: System, post: int) -> None:
        """Add the rows of one fire unit of the scenario: searching radars once, the rest for each set."""
        paths = {radar.id: f"{system.id}/radars/{radar.id}" for radar in system.radars}
        heights = {
            radar.id: antenna_heights(
                self.draws, paths[radar.id], radar, mast_height_m(system, radar, place.mast_m)
            )
            for radar in system.radars
        }
        every_height = [height for choice in heights.values() for height in choice.values]
        if len(set(every_height)) * self.factors > _MOST_BITS:
            raise CompileError(
                f"fire unit {place.id!r} ({system.id}): {len(set(every_height))} antenna heights with "
                f"{self.factors} refraction factors need more than {_MOST_BITS} variants of sight; "
                "give mast_m by radar id, or one refraction.k"
            )
        site = self.add_site(place.lat_deg, place.lon_deg, every_height)

        def add_sensor(radar: Radar, role: RadarRole, key: str) -> None:
            self.sensors.append(
                SensorPlan(
                    name=f"{place.id}/{radar.id}",
                    key=key,
                    path=paths[radar.id],
                    radar=radar,
                    role=role,
                    site=site,
                    post=post,
                    heights=heights[radar.id],
                )
            )

        for radar in system.radars:
            if radar.searches:
                role: RadarRole = "acquisition" if radar.engages else radar.role
                add_sensor(radar, role, f"{place.id}/{radar.id}")
        known = {id(owner) for _, _, owner in self.interceptors}
        if id(system) not in known:
            self.interceptors += [
                (f"{system.id}/interceptors/{interceptor.id}", interceptor, system)
                for interceptor in system.interceptors
            ]
        engagement = _engagement_radar(system)
        first_unit = len(self.units)
        for number, counts in enumerate(self.launcher_counts(place, system)):
            suffix = f"/{number}" if number else ""
            add_sensor(engagement, "engagement", f"{place.id}/{engagement.id}{suffix}")
            self.units.append(
                UnitPlan(
                    name=place.id + suffix,
                    place=place,
                    system=system,
                    doctrine=place.doctrine or system.doctrine,
                    site=site,
                    sensor=len(self.sensors) - 1,
                    post=post,
                    launchers=self.add_launchers(place, system, site, counts, place.id + suffix),
                )
            )
        self.posts.append(
            PostPlan(name=place.id, path=f"{system.id}/command_post", units=(first_unit, len(self.units)))
        )

    def launcher_counts(self, place: FireUnitSite, system: System) -> tuple[tuple[int, ...], ...]:
        """Return the most launchers that any world has in each group of each engagement set, [set][group].

        Where the scenario says how many, a set that is left without any is not there.
        """
        if place.launchers is not None:
            return tuple(counts for counts in share_launchers(system, place.launchers) if any(counts))
        drawn = tuple(
            round(self.draws.span(f"{system.id}/launchers/{group.id}", "launchers").high)
            for group in system.launchers
        )
        return (drawn,) * system.engagement_sets

    def add_launchers(
        self, place: FireUnitSite, system: System, site: int, counts: Sequence[int], unit: str
    ) -> tuple[int, int]:
        """Add one row for each launcher of one engagement set, named ``unit``; return first row and end."""
        first, rows = len(self.launchers), _rows_of(self.interceptors, system)
        for group, count in zip(system.launchers, counts, strict=True):
            self.launchers += [
                LauncherPlan(
                    key=f"{unit}/{group.id}/{ordinal}",
                    path=f"{system.id}/launchers/{group.id}",
                    group=group,
                    interceptor=rows[group.interceptor],
                    site=self._launcher_site(place, group, site),
                    ordinal=ordinal,
                )
                for ordinal in range(count)
            ]
        return first, len(self.launchers)

    def _launcher_site(self, place: FireUnitSite, group: LauncherGroup, site: int) -> int:
        """Return the site of a launcher group; one that stands off is taken to stand north of the radars."""
        if group.offset_m == 0.0:
            return site
        lon_deg, lat_deg, _ = WGS84.fwd(place.lon_deg, place.lat_deg, 0.0, group.offset_m)
        return self.add_site(float(lat_deg), float(lon_deg), ())


def _engagement_radar(system: System) -> Radar:
    """Return the engagement radar of a system."""
    for radar in system.radars:
        if radar.engages:
            return radar
    if not system.can_engage:
        raise CompileError(
            f"system {system.id!r} has no interceptors: no raid can be played against it; what its radars "
            "see is told by skykeep coverage"
        )
    raise CompileError(
        f"system {system.id!r} has no radar of role 'engagement'; give it one, with its channels"
    )


def lay_out_defence(
    fire_units: Sequence[FireUnitSite], catalogue: Catalogue, draws: Draws, *, factors: int
) -> Defence:
    """Return the rows of a defence.

    Searching radars of a fire unit stand in the scenario once, its engagement radars and launchers once for
    each engagement set; all of them share one site and one command post. Where the scenario gives the
    launchers of a fire unit, they are divided over its groups and sets, and sets without any are left out.
    Fire units at one place share the site, not the post.

    Parameters
    ----------
    fire_units
        Fire units of the scenario.
    catalogue
        Their systems.
    draws
        Draws of these systems.
    factors
        Number of refraction factors.

    Raises
    ------
    CompileError
        If a system has no engagement radar, or a site more variants of sight than a number has bits.
    """
    layout = _Layout(draws, factors)
    for post, place in enumerate(fire_units):
        layout.add_fire_unit(place, catalogue.system(place.system), post)
    return Defence(
        sites=tuple(layout.sites),
        sensors=tuple(layout.sensors),
        posts=tuple(layout.posts),
        units=tuple(layout.units),
        launchers=tuple(layout.launchers),
        interceptors=tuple(layout.interceptors),
        factors=factors,
    )
