"""The defence laid out: which rows there are of sites, sensors, fire units, launchers and interceptors."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from ..catalogue import Catalogue
from ..catalogue.wear_figures import surroundings_path
from ..core.raid.vocabulary.codes import ACQUISITION, ENGAGEMENT, LOW_ALTITUDE
from ..errors import CompileError
from ..model.formation import FormationSite
from ..model.masts import MastHeights, mast_height_m
from ..model.scenario import FireUnitSite, Scenario
from ..model.system import Interceptor, LauncherGroup, Radar, RadarRole, System, share_launchers
from ..model.wear import AlternateSite
from ..scenario.nodes import post_radars
from ..terrain import Heightfield
from ..terrain.geodesic import WGS84
from .command import link_plans, post_plans, post_rows_of
from .draws import Choice, Draws, antenna_heights
from .eyes import Station, eye_links, eye_sensors
from .offsets import OffsetPlan, offset_plans, with_offset
from .plans import (
    Defence,
    DrawnSite,
    LauncherPlan,
    MovePlan,
    SensorDuty,
    SensorPlan,
    SitePlan,
    UnitPlan,
    rows_of,
)

__all__ = ["ROLES", "lay_out_defence"]

ROLES: Mapping[str, int] = {
    "acquisition": ACQUISITION,
    "low_altitude": LOW_ALTITUDE,
    "engagement": ENGAGEMENT,
}
"""Codes of ``Radar.role`` by the words of the catalogue."""
_MOST_BITS = 62
"""Bits of ``Sight.seen`` that are used: the last is the sign of a whole number."""


_NO_DUTY, _STANDS_IN = SensorDuty(), SensorDuty(stands_in=True)
_TALL_AGL_M = 200.0
"""An antenna above this flies, or hangs from a balloon: ranges and angles count from where it is."""


class _Layout:
    """Rows while they are laid out."""

    def __init__(self, draws: Draws, factors: int, *, stand_in: bool) -> None:
        self.draws = draws
        self.factors = factors
        self.stand_in = stand_in
        self.sites: list[SitePlan] = []
        self.sensors: list[SensorPlan] = []
        self.eyes_from = sys.maxsize
        self.units: list[UnitPlan] = []
        self.launchers: list[LauncherPlan] = []
        self.moves: list[MovePlan] = []
        self.interceptors: list[tuple[str, Interceptor, System]] = []

    def add_site(
        self,
        lat_deg: float,
        lon_deg: float,
        heights_agl_m: Sequence[float],
        owner: str = "",
        eye_agl_m: float = 0.0,
    ) -> int:
        """Return the site at a place, joined to one of the same owner there that counts from the same height,
        where the bits of both have room."""
        wanted = set(heights_agl_m)
        what = (lat_deg, lon_deg, owner, eye_agl_m)
        for number, site in enumerate(self.sites):
            same = (site.lat_deg, site.lon_deg, site.owner, site.eye_agl_m) == what
            if same and len(wanted.union(site.heights_agl_m)) * self.factors <= _MOST_BITS:
                site.heights_agl_m.extend(sorted(wanted.difference(site.heights_agl_m)))
                return number
        self.sites.append(SitePlan(lat_deg, lon_deg, sorted(wanted), owner, eye_agl_m))
        return len(self.sites) - 1

    def add_radars(
        self, place: FireUnitSite | FormationSite, system: System, radars: Sequence[Radar], post: int
    ) -> int:
        """Add the site of some radars of a system, and those of them that search; return the site."""
        masts = place.mast_m if isinstance(place, FireUnitSite) else None
        heights = {radar.id: self.heights_of(system, radar, masts) for radar in radars}
        every_height = [height for choice in heights.values() for height in choice.values]
        if len(set(every_height)) * self.factors > _MOST_BITS:
            raise CompileError(
                f"{place.id!r} ({system.id}): {len(set(every_height))} antenna heights with "
                f"{self.factors} refraction factors need more than {_MOST_BITS} variants of sight; "
                "give mast_m by radar id, or one refraction.k"
            )
        site = self.add_site(place.lat_deg, place.lon_deg, every_height, _owner(place))
        for radar in radars:
            if radar.searches:
                role: RadarRole = "acquisition" if radar.engages else radar.role
                self.add_sensor(place, system, radar, role, site=site, post=post, heights=heights[radar.id])
        return site

    def add_eye(self, station: Station, sensor: SensorPlan) -> None:
        """Add the row of a radar of an outside eye at its station."""
        heights = sensor.heights.values
        eye_agl_m = max(heights) if max(heights) > _TALL_AGL_M else 0.0
        if len(heights) * self.factors > _MOST_BITS:
            raise CompileError(
                f"{sensor.name!r}: {len(heights)} antenna heights with {self.factors} refraction factors "
                f"need more than {_MOST_BITS} variants of sight; give its height, or one refraction.k"
            )
        site = self.add_site(station.lat_deg, station.lon_deg, heights, eye_agl_m=eye_agl_m)
        self.eyes_from = min(self.eyes_from, len(self.sensors))
        duty = replace(sensor.duty, antenna=self.eyes_from + sensor.duty.antenna)
        self.sensors.append(replace(sensor, site=site, duty=duty))

    def heights_of(self, system: System, radar: Radar, masts: MastHeights | None) -> Choice:
        """Return the antenna heights of a radar, and what each world takes."""
        path = f"{system.id}/radars/{radar.id}"
        return antenna_heights(self.draws, path, radar, mast_height_m(system, radar, masts))

    def add_sensor(
        self,
        place: FireUnitSite | FormationSite,
        system: System,
        radar: Radar,
        role: RadarRole,
        *,
        site: int,
        post: int,
        heights: Choice,
        suffix: str = "",
        duty: SensorDuty = _NO_DUTY,
    ) -> None:
        """Add the row of one radar in one role; its luck is that of its name."""
        self.sensors.append(
            SensorPlan(
                name=f"{place.id}/{radar.id}",
                key=f"{place.id}/{radar.id}{suffix}",
                path=f"{system.id}/radars/{radar.id}",
                radar=radar,
                role=role,
                site=site,
                post=post,
                heights=heights,
                owner=place.id,
                duty=duty,
                mask=surroundings_path(place.site),
            )
        )

    def add_fire_unit(self, place: FireUnitSite, system: System, elsewhere: Sequence[str], post: int) -> None:
        """Add the rows of one fire unit of the scenario: searching radars once, the rest for each set.

        Radars ``elsewhere`` stand at the command post above.
        """
        radars = [radar for radar in system.radars if radar.id not in elsewhere]
        site = self.add_radars(place, system, radars, post)
        known = {id(owner) for _, _, owner in self.interceptors}
        if id(system) not in known:
            self.interceptors += [
                (f"{system.id}/interceptors/{interceptor.id}", interceptor, system)
                for interceptor in system.interceptors
            ]
        first_radar, first_unit = len(self.sensors) - sum(radar.searches for radar in radars), len(self.units)
        engagement = _engagement_radar(system)
        heights = self.heights_of(system, engagement, place.mast_m)
        for number, counts in enumerate(self.launcher_counts(place, system)):
            suffix = f"/{number}" if number else ""
            row = len(self.sensors)
            add = partial(
                self.add_sensor,
                place,
                system,
                engagement,
                site=site,
                post=post,
                heights=heights,
                suffix=suffix,
            )
            add("engagement")
            if self.stand_in and not engagement.searches:
                add("acquisition", duty=_STANDS_IN)
            self.units.append(
                UnitPlan(
                    name=place.id + suffix,
                    place=place,
                    system=system,
                    doctrine=place.doctrine or system.doctrine,
                    site=site,
                    sensor=row,
                    post=post,
                    launchers=self.add_launchers(place, system, site, counts, place.id + suffix),
                )
            )

        if place.alternate is not None:
            self.add_move(place, place.alternate, (first_unit, len(self.units)), first_radar)

    def add_move(
        self, place: FireUnitSite, there: AlternateSite, units: tuple[int, int], first_radar: int
    ) -> None:
        """Add the rows of the radars of a fire unit at its alternate site, behind those where it stands
        first."""
        radars = (first_radar, len(self.sensors))
        here = self.sensors[first_radar:]
        heights = {height for sensor in here for height in sensor.heights.values}
        site = self.add_site(there.lat_deg, there.lon_deg, sorted(heights))
        self.sensors += [replace(sensor, site=site, alternate=True) for sensor in here]
        self.moves.append(
            MovePlan(place=place, site=there, units=units, radars=radars, post=self.units[units[0]].post)
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
        first, rows = len(self.launchers), rows_of(self.interceptors, system)
        for group, count in zip(system.launchers, counts, strict=True):
            self.launchers += [
                LauncherPlan(
                    key=f"{unit}/{group.id}/{ordinal}",
                    path=f"{system.id}/launchers/{group.id}",
                    group=group,
                    interceptor=rows[group.interceptor],
                    site=self._launcher_site(place, group, site),
                    ordinal=ordinal,
                    alternate_site=self._alternate_site(place, group, site),
                )
                for ordinal in range(count)
            ]
        return first, len(self.launchers)

    def _alternate_site(self, place: FireUnitSite, group: LauncherGroup, site: int) -> int:
        """Return where a launcher group stands once its fire unit has moved: as far from the radars as
        before."""
        there = place.alternate
        if there is None:
            return site
        moved = self.add_site(there.lat_deg, there.lon_deg, ())
        return self._launcher_site(there, group, moved)

    def _launcher_site(self, place: FireUnitSite | AlternateSite, group: LauncherGroup, site: int) -> int:
        """Return the site of a launcher group; one that stands off is taken to stand north of the radars."""
        if group.offset_m == 0.0:
            return site
        lon_deg, lat_deg, _ = WGS84.fwd(place.lon_deg, place.lat_deg, 0.0, group.offset_m)
        return self.add_site(float(lat_deg), float(lon_deg), (), _owner(place))


def _owner(place: FireUnitSite | FormationSite | AlternateSite) -> str:
    """Return who is set off from a place, empty for nobody."""
    return "" if isinstance(place, AlternateSite) or place.offset is None else place.id


def _set_off(sites: list[SitePlan], offsets: Mapping[str, OffsetPlan]) -> dict[int, DrawnSite]:
    """Put every site that is set off where it stands, with further rows where it is drawn among several."""
    found: dict[int, DrawnSite] = {}
    for number, site in enumerate(tuple(sites)):
        plan = offsets.get(site.owner)
        if plan is None:
            continue
        there = [with_offset(site.lat_deg, site.lon_deg, place) for place in plan.places]
        rows = (number, *range(len(sites), len(sites) + len(there) - 1))
        sites += [SitePlan(lat, lon, site.heights_agl_m, site.owner) for lat, lon in there[1:]]
        site.lat_deg, site.lon_deg = there[0]
        found[number] = DrawnSite(rows, np.asarray(rows)[plan.place])
    return found


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
    scenario: Scenario, catalogue: Catalogue, draws: Draws, ground: Heightfield, *, factors: int
) -> Defence:
    """Return the rows of a defence.

    Searching radars of a fire unit stand in the scenario once, its engagement radars and launchers once for
    each engagement set; all of them share one site and one command post. Where the scenario gives the
    launchers of a fire unit, they are divided over its groups and sets, and sets without any are left out.
    Fire units at one place share the site, not the post. The posts of formations come after those of fire
    units, and outside eyes after all.

    Parameters
    ----------
    scenario
        Its fire units and formations.
    catalogue
        Their systems.
    draws
        Draws of these systems.
    ground
        Elevation data, from which the heights of what flies are reckoned.
    factors
        Number of refraction factors.

    Raises
    ------
    CompileError
        If a system has no engagement radar, or a site more variants of sight than a number has bits.
    """
    layout = _Layout(draws, factors, stand_in=scenario.watch.degraded.search_range_share > 0.0)
    formations = {site.id: catalogue.formation(site.formation) for site in scenario.formations}
    posts = post_rows_of(scenario)
    ends = []
    for place in scenario.fire_units:
        system = catalogue.system(place.system)
        elsewhere = post_radars(formations.get(place.under), system)
        layout.add_fire_unit(place, system, elsewhere, posts[place.id])
        ends.append(len(layout.units))
    for site in scenario.formations:
        system = catalogue.system(formations[site.id].system)
        radars = [radar for radar in system.radars if radar.id in formations[site.id].post_radars]
        layout.add_radars(site, system, radars, posts[site.id])
    own = Counter(posts.values())
    links = link_plans(scenario)
    for station, sensor in eye_sensors(scenario, catalogue, draws, ground, posts, len(links)):
        layout.add_eye(station, sensor)
    drawn_sites = _set_off(layout.sites, offset_plans(scenario, draws))
    return Defence(
        sites=tuple(layout.sites),
        sensors=tuple(layout.sensors),
        posts=post_plans(scenario, catalogue, ends),
        links=(*links, *eye_links(scenario, posts)),
        units=tuple(layout.units),
        launchers=tuple(layout.launchers),
        interceptors=tuple(layout.interceptors),
        factors=factors,
        drawn_sites=drawn_sites,
        moves=tuple(move if own[move.post] == 1 else replace(move, post=-1) for move in layout.moves),
    )
