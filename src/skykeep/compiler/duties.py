"""The tables of duties: how radars spend their time, what fire units do without theirs, who tells whom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..core.kernel.records import Grid, as_table
from ..core.raid.tables.duties import ClassDuty, DutyTables, RadarDuty, UnitDuty
from ..core.raid.tables.entities import Link, Radar
from ..core.raid.vocabulary.codes import ALWAYS, ENGAGEMENT, NO_LINK, ON_CUE, STANDS_IN
from ..model.scenario import Scenario
from ..model.threat import ThreatClass
from ..rng import entity_key
from .command import post_rows_of
from .draws import Draws
from .plans import Defence, SensorPlan

__all__ = ["duty_tables"]

I64 = npt.NDArray[np.int64]

_RECEIVERS = "effects/receivers"


def duty_tables(
    scenario: Scenario,
    defence: Defence,
    draws: Draws,
    classes: Sequence[ThreatClass],
    told: tuple[Grid[Radar], Grid[Link]],
) -> DutyTables | None:
    """Return ``Case.duties``; None where a scenario asks for nothing that needs it.

    Parameters
    ----------
    scenario, defence, draws, classes
        As everywhere.
    told
        Rows of radars and links: who tells whom.
    """
    by_track = any(kind.radar_support == "any_track" for _, kind, _ in defence.interceptors)
    if not scenario.watch.on and not by_track and not scenario.command.autonomous_after_s:
        return None
    radars, links = told
    return DutyTables(
        radars=_radar_duties(scenario, defence, draws),
        units=_unit_duties(scenario, defence, draws.worlds),
        classes=_class_duties(classes, draws),
        eyes=as_table(_eyes(defence, radars, links)),
    )


def _radar_duties(scenario: Scenario, defence: Defence, draws: Draws) -> Grid[RadarDuty]:
    """Return the duties of radars, shape (worlds, radars)."""
    rows: Grid[RadarDuty] = RadarDuty.table(draws.worlds, len(defence.sensors))
    first: dict[str, int] = {}
    for number, sensor in enumerate(defence.sensors):
        row, duty, life = rows[:, number], sensor.duty, scenario.watch.life
        searches = sensor.role != "engagement" and not duty.stands_in
        row["begins"] = STANDS_IN if duty.stands_in else ALWAYS
        row["bearing_only"] = duty.passive
        row["antenna"] = duty.antenna if duty.eye else _antenna(number, sensor, first)
        if duty.stands_in:
            row["switch_on_s"] = scenario.watch.degraded.switch_on_s
        if duty.passive:
            row["crossing_min_rad"] = draws.value(sensor.path, "crossing_min_rad")
        elif searches and life.track_capacity:
            row["tracks_max"] = np.rint(draws.value(sensor.path, "track_capacity"))
        if sensor.radar.role == "multi_function" and life.dwell:
            row["dwell_s"] = draws.value(_RECEIVERS, "dwell_s")
            row["search_share"] = draws.value(_RECEIVERS, "search_share")
        _set_turn(row, duty.period_s, duty.turn_from_s, duty.turn_s, duty.turn_name)
    for number, rule in enumerate(scenario.watch.emission):
        for place, name in enumerate(rule.radars):
            for radar in _rows_named(defence, name):
                if rule.mode == "on_cue":
                    rows["begins"][:, radar] = ON_CUE
                    rows["switch_on_s"][:, radar] = rule.switch_on_s
                else:
                    turn_s = (rule.period_s or 0.0) / len(rule.radars)
                    turn = (rule.period_s or 0.0, place * turn_s, turn_s, f"emission/{number}")
                    _set_turn(rows[:, radar], *turn)
    return rows


def _antenna(number: int, sensor: SensorPlan, first: dict[str, int]) -> int:
    """Return the first row of the antenna that a row belongs to: one radar may stand in two roles."""
    return first.setdefault(f"{sensor.key}/{sensor.duty.stands_in}", number)


def _set_turn(row: Grid[RadarDuty], period_s: float, from_s: float, turn_s: float, name: str) -> None:
    """Let a radar take turns."""
    row["period_s"], row["turn_from_s"], row["turn_s"] = period_s, from_s, turn_s
    row["turn_key"] = entity_key(name) if name else 0


def _rows_named(defence: Defence, node: str) -> list[int]:
    """Return the rows of a radar by the id of its node, in all its roles; not where it only stands in."""
    return [
        number
        for number, sensor in enumerate(defence.sensors)
        if node in (sensor.key, sensor.name) and not sensor.duty.stands_in
    ]


def _unit_duties(scenario: Scenario, defence: Defence, worlds: int) -> Grid[UnitDuty]:
    """Return the duties of fire units, shape (worlds, units)."""
    rows: Grid[UnitDuty] = UnitDuty.table(worlds, len(defence.units))
    posts = post_rows_of(scenario)
    for number, unit in enumerate(defence.units):
        row = rows[:, number]
        row["remote"] = unit.place.id in scenario.watch.launch_on_remote
        above = unit.place.under and scenario.sharing != "perfect"
        row["above"] = posts[unit.place.under] if above else -1
        row["autonomous_after_s"] = scenario.command.autonomous_after_s or 0.0
    return rows


def _class_duties(classes: Sequence[ThreatClass], draws: Draws) -> Grid[ClassDuty]:
    """Return the duties of threat classes, shape (worlds, classes)."""
    rows: Grid[ClassDuty] = ClassDuty.table(draws.worlds, len(classes))
    for number, threat in enumerate(classes):
        rows["homes_on_emission"][:, number] = threat.homes_on_emission
        path = f"outside/emissions/{threat.id}"
        if draws.has(path, "radiates_p"):
            rows["radiates_p"][:, number] = draws.value(path, "radiates_p")
    return rows


def _eyes(defence: Defence, radars: Grid[Radar], links: Grid[Link]) -> I64:
    """Return ``Duties.eyes``: the searching radars whose tracks reach the post of each fire unit, -1 ends."""
    reach = np.eye(len(defence.posts), dtype=np.bool_)
    for link in defence.links:
        if link.from_post < len(defence.posts):
            reach[link.from_post, link.to_post] = True
    for _ in defence.posts:
        reach = reach @ reach
    searching = [
        number
        for number in range(len(defence.sensors))
        if radars["role"][0, number] != ENGAGEMENT and not defence.sensors[number].duty.passive
    ]
    tells = [_told_post(number, radars, links) for number in searching]
    found = [
        [number for number, post in zip(searching, tells, strict=True) if reach[post, unit.post]]
        for unit in defence.units
    ]
    width = 1 + max((len(row) for row in found), default=0)
    return np.array([row + [-1] * (width - len(row)) for row in found], np.int64).reshape(len(found), width)


def _told_post(radar: int, radars: Grid[Radar], links: Grid[Link]) -> int:
    """Return the post that a radar tells: over its link, or its own."""
    link = int(radars["link"][0, radar])
    return int(radars["post"][0, radar] if link == NO_LINK else links["to_post"][0, link])
