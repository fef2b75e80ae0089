"""From the tables of a scenario file to the model, with every id looked up in the catalogue."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from skykeep.errors import did_you_mean
from skykeep.model import (
    BUILT_IN_POLICIES,
    THREATS_MAX,
    Asset,
    CommandSettings,
    Detection,
    FireUnitSite,
    MastHeights,
    RaidGroup,
    Refraction,
    Scenario,
    StandardRaid,
    Study,
    System,
    TerrainChoice,
    wave_problems,
)

from .catalogue_like import CatalogueLike
from .doctrine import changed_doctrine, check_doctrine, check_preferred, policy_of, says_how_to_fight
from .effect_build import build_effects
from .formations import about_post, formation_site, link_settings, superior_complaints
from .keys import shown, written_key
from .nodes import Node, scenario_nodes, unknown_node
from .tables import (
    CommonDoctrineTable,
    FireUnitTable,
    GroupTable,
    RaidTable,
    RefractionTable,
    ScenarioTable,
)
from .traffic_build import build_traffic
from .upkeep_build import alternate_of, check_upkeep, offset_of, supply_of, upkeep_of
from .watch_build import build_watch, check_emission

__all__ = ["CatalogueLike", "ScenarioBuilder"]

HEIGHT_KEYS = ("height_agl_m", "alt_msl_m", "apogee_m")

HEIGHT_OF_FLIGHT: Mapping[str, str] = {
    "terrain_following": "height_agl_m",
    "constant_altitude": "alt_msl_m",
    "level_overhead": "alt_msl_m",
    "straight_to_aim": "alt_msl_m",
    "quasi_ballistic": "apogee_m",
    "ballistic": "apogee_m",
}
"""Flight of a threat class -> the key that gives the height of a group of it."""


class ScenarioBuilder:
    """Builds one scenario; what is wrong gathers in ``complaints``, and nothing is built if anything is."""

    def __init__(self, catalogue: CatalogueLike, folder: Path) -> None:
        self.catalogue = catalogue
        self.folder = folder
        self.complaints: list[str] = []

    def build(self, table: ScenarioTable, *, default_id: str) -> Scenario | None:
        """Return the scenario, or ``None`` when there are complaints."""
        assets = tuple(Asset(**asdict(asset)) for asset in table.assets)
        self._unique("assets", [asset.id for asset in assets])
        self._unique("fire_units", [unit.id for unit in table.fire_units])
        self._unique("formations", [site.id for site in table.formations])
        self._known("aim", table.aim, [asset.id for asset in assets], "the assets of this file")
        fire_units = tuple(
            self._fire_unit(unit, table, f"fire_units[{n}]") for n, unit in enumerate(table.fire_units)
        )
        fire_units += self._about_posts(table)
        formations = tuple(
            replace(
                formation_site(site),
                upkeep=upkeep_of(table.upkeep, site.upkeep),
                offset=offset_of(site.offset),
                site=site.site,
            )
            for site in table.formations
        )
        self.complaints += superior_complaints(fire_units, formations)
        if not fire_units:
            self._complain("fire_units: there is none: give [[fire_units]], or fire_units of a formation")
        if table.doctrine is not None:
            self._check_doctrine(table.doctrine, "doctrine")
        raid = self._raid(table.raid)
        self._check_assets(table.raid.groups or [], [asset.id for asset in assets])
        traffic = build_traffic(table.traffic or (), raid, self.catalogue, self._known, self._complain)
        terrain = self._terrain(table.terrain.source)
        refraction = self._refraction(table.refraction)
        facts = (self.catalogue.effects, self.catalogue.systems)
        effects = build_effects(table, fire_units, facts, self._known, self._complain)
        if table.detection.confirm_m > table.detection.confirm_n:
            self._complain(
                f"detection.confirm_m: given {table.detection.confirm_m} hits in "
                f"{table.detection.confirm_n} looks, must be at most confirm_n"
            )
        check_upkeep(table, self._complain)
        watch = build_watch(table, (fire_units, formations), self.catalogue, self._known, self._complain)
        nodes = scenario_nodes(fire_units, self.catalogue, formations, watch.eyes)
        check_emission(table.emission_control or (), nodes, self._complain)
        self._check_lost(table.lost or [], fire_units, nodes)
        if self.complaints or raid is None:
            return None
        return Scenario(
            id=table.id or default_id,
            name=table.name,
            description=table.description.strip(),
            assets=assets,
            fire_units=fire_units,
            formations=formations,
            sharing=table.sharing,
            policy=policy_of(table.doctrine, self.catalogue) or BUILT_IN_POLICIES[0],
            command=CommandSettings(**asdict(table.command)),
            raid=raid,
            traffic=traffic,
            aim=table.aim,
            first_bearing_deg=table.first_bearing_deg,
            conditions=table.conditions.drawn,
            classification=table.conditions.classification,
            identification=table.conditions.identification,
            lost=tuple(table.lost or ()),
            terrain=terrain,
            refraction=refraction,
            detection=Detection(**asdict(table.detection)),
            study=Study(**asdict(table.study)),
            radar_effects=effects,
            watch=watch,
        )

    def _complain(self, text: str) -> None:
        self.complaints.append(text)

    def _known(self, path: str, given: str, allowed: Iterable[str], place: str) -> bool:
        """Return whether ``given`` is one of ``allowed``; complain where it is not."""
        words = sorted(allowed)
        if given in words:
            return True
        self._complain(
            f"{path}: given {shown(given)}, must be one of {place}.{did_you_mean(given, words)} "
            f"There are: {', '.join(words) or 'none'}."
        )
        return False

    def _unique(self, path: str, ids: list[str]) -> None:
        """Complain about every id that stands twice; an empty one is none."""
        for number, given in enumerate(ids):
            if given and given in ids[:number]:
                self._complain(f"{path}[{number}].id: {given!r} stands twice: give each its own id")

    def _check_lost(
        self, lost: Sequence[str], fire_units: Sequence[FireUnitSite], nodes: Sequence[Node]
    ) -> None:
        """Complain about nodes that the defence does not have, and those named twice."""
        ids = {node.id for node in nodes}
        for number, given in enumerate(lost):
            if given in lost[:number]:
                self._complain(f"lost[{number}]: {shown(given)} stands twice: keep one of them")
            elif given not in ids and all(unit.system in self.catalogue.systems for unit in fire_units):
                self._complain(f"lost[{number}]: {unknown_node(given, nodes)}")

    def _fire_unit(self, table: FireUnitTable, scenario: ScenarioTable, path: str) -> FireUnitSite:
        """Return one fire unit, its tables laid over the common ones, and its doctrine over its system's."""
        system = None
        if self._known(
            f"{path}.system", table.system, self.catalogue.systems, "the systems of the catalogue"
        ):
            system = self.catalogue.systems[table.system]
            if not system.can_engage:
                self._complain(
                    f"{path}.system: given {shown(table.system)}, which has no interceptors: must be a "
                    "system that can engage; what its radars see is told by skykeep coverage"
                )
        doctrine = None
        own = table.doctrine
        if own is not None:
            self._check_doctrine(own, f"{path}.doctrine")
        if system is not None:
            if own is not None and own.prefer is not None:
                place = f"{path}.doctrine.prefer"
                check_preferred(own.prefer, system, place, self.catalogue, self._known)
            for changes in (scenario.doctrine, own):
                if changes is not None and says_how_to_fight(changes):
                    before = doctrine or system.doctrine
                    doctrine = changed_doctrine(before, changes, self.catalogue)
        if doctrine is not None and doctrine.salvo_size is None and doctrine.later_salvo_size is not None:
            where = "doctrine" if own is None or own.later_salvo_size is None else f"{path}.doctrine"
            self._complain(f"{where}.later_salvo_size: stands alone; give salvo_size, the first salvo, too")
        return FireUnitSite(
            id=table.id,
            system=table.system,
            lat_deg=table.lat_deg,
            lon_deg=table.lon_deg,
            mast_m=self._masts(table.mast_m, system, f"{path}.mast_m"),
            launchers=table.launchers,
            rounds_per_launcher=table.rounds_per_launcher,
            facing_deg=table.facing_deg,
            doctrine=doctrine,
            under=table.under or "",
            link=link_settings(table.link),
            policy=(own.policy if own is not None else None) or "",
            supply=supply_of(scenario.supply, table.supply),
            upkeep=upkeep_of(scenario.upkeep, table.upkeep),
            offset=offset_of(table.offset),
            site=table.site,
            alternate=alternate_of(table.alternate),
            order_s=table.order_s,
        )

    def _about_posts(self, table: ScenarioTable) -> tuple[FireUnitSite, ...]:
        """Return the fire units that formations count, with the doctrine of all fire units."""
        taken = {unit.id for unit in table.fire_units}
        found: list[FireUnitSite] = []
        for number, site in enumerate(table.formations):
            path = f"formations[{number}]"
            known = self.catalogue.formations
            if not self._known(f"{path}.formation", site.formation, known, "the formations of the catalogue"):
                continue
            if site.spread_m is not None and site.fire_units is None:
                self._complain(f"{path}.spread_m: stands alone; give fire_units, how many stand there, too")
            for unit in about_post(site, known[site.formation]):
                if unit.id in taken:
                    self._complain(f"{path}.fire_units: would name a fire unit {unit.id!r}, which there is")
                doctrine = self.catalogue.systems[unit.system].doctrine
                if table.doctrine is not None and says_how_to_fight(table.doctrine):
                    changed = changed_doctrine(doctrine, table.doctrine, self.catalogue)
                    unit = replace(unit, doctrine=changed)
                unit = replace(
                    unit, supply=supply_of(table.supply, None), upkeep=upkeep_of(table.upkeep, None)
                )
                found.append(unit)
        return tuple(found)

    def _masts(self, given: MastHeights | None, system: System | None, path: str) -> MastHeights | None:
        """Return the masts of a fire unit after complaining about radars that its system does not have."""
        if system is not None and isinstance(given, Mapping):
            for name in given:
                self._known(path, name, [radar.id for radar in system.radars], f"the radars of {system.id}")
        return given

    def _check_doctrine(self, table: CommonDoctrineTable, path: str) -> None:
        """Complain about a table of doctrine."""
        self.complaints += check_doctrine(table, path, self.catalogue, self._known)

    def _raid(self, table: RaidTable) -> StandardRaid | None:
        """Return the standard raid that is named, or the raid described in the file."""
        described = [key for key in ("name", "axis_angle_rad", "groups") if getattr(table, key) is not None]
        if table.standard is not None:
            if described:
                self._complain(
                    "raid: names a standard raid and describes one too: keep 'standard', or keep the groups"
                )
            if self._known("raid.standard", table.standard, self.catalogue.raids, "the standard raids"):
                return self.catalogue.raids[table.standard]
            return None
        if table.groups is None:
            self._complain(
                'raid: says nothing: give standard = "id", one of '
                f"{', '.join(sorted(self.catalogue.raids))}, or describe it under [[raid.groups]]"
            )
            return None
        self._unique("raid.groups", [group.id or "" for group in table.groups])
        groups = tuple(self._group(group, f"raid.groups[{n}]") for n, group in enumerate(table.groups))
        if table.axis_angle_rad is None and len({group.axis for group in groups}) > 1:
            self._complain(
                "raid.axis_angle_deg: is missing; groups come on several axes: give the angle between them"
            )
        raid = StandardRaid(
            id="described",
            name=table.name or "raid described in the scenario",
            description="Described in the scenario file.",
            groups=groups,
            axis_angle_rad=table.axis_angle_rad or 0.0,
        )
        if raid.count > THREATS_MAX:
            self._complain(f"raid: given {raid.count} threats, must be at most {THREATS_MAX} in all")
        return raid

    def _check_assets(self, groups: Sequence[GroupTable], assets: Sequence[str]) -> None:
        """Complain about assets that groups fly at and that there are not, or beside another aim."""
        for number, group in enumerate(groups):
            path = f"raid.groups[{number}].asset"
            if group.asset is None:
                continue
            if group.aim != "defended_point":
                self._complain(
                    f"{path}: stands beside aim = {group.aim}, which is no asset: keep one of them"
                )
            self._known(path, group.asset, assets, "the assets of this file")

    def _group(self, table: GroupTable, path: str) -> RaidGroup:
        """Return one group, its height read in the sense of its threat class."""
        given = [key for key in HEIGHT_KEYS if getattr(table, key) is not None]
        height_m = getattr(table, given[0]) if given else None
        classes = "the threat classes of the catalogue"
        if self._known(f"{path}.threat_class", table.threat_class, self.catalogue.threats, classes):
            flight = self.catalogue.threats[table.threat_class].flight
            wanted = HEIGHT_OF_FLIGHT[flight]
            if given and given != [wanted]:
                keys = " and ".join(map(written_key, given))
                self._complain(
                    f"{path}: given {keys}, must be {written_key(wanted)} alone, or none to draw it, "
                    f"because the flight of {table.threat_class} is {flight.replace('_', ' ')}"
                )
        for complaint in wave_problems(table.count, table.waves, table.wave_interval_s):
            self._complain(f"{path}.{complaint}")
        return RaidGroup(
            threat_class=table.threat_class,
            count=table.count,
            speed_mps=table.speed_mps,
            height_m=height_m,
            standoff_m=table.standoff_m,
            axis=table.axis,
            fan_rad=table.fan_rad,
            spacing_s=table.spacing_s,
            spacing_law=table.spacing_law,
            delay_s=table.delay_s,
            waves=table.waves,
            wave_interval_s=table.wave_interval_s,
            wave_law=table.wave_law,
            aim=table.aim,
            id=table.id or "",
            asset=table.asset or "",
        )

    def _terrain(self, source: str) -> TerrainChoice:
        """Return the elevation data; a relative path counts from the folder of the scenario file."""
        if source in ("shipped", "flat"):
            return TerrainChoice(source=source)
        path = self.folder / source
        if not os.path.exists(path):  # noqa: PTH110 (Path.exists raises where a name is too long)
            near = did_you_mean(source, ("shipped", "flat"))
            self._complain(
                f'terrain.source: given {shown(source)}, must be "shipped", "flat" or a folder or file that '
                f"exists.{near}"
            )
        return TerrainChoice(source=str(path))

    def _refraction(self, table: RefractionTable) -> Refraction:
        """Return one factor, or a region, or neither."""
        if table.k is not None and table.region is not None:
            self._complain("refraction: gives k and region: keep one of them")
        if table.k is not None:
            return Refraction(k=table.k, region=None)
        return Refraction(region=table.region)
