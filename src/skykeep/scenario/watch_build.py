"""From the tables of a scenario file about outside eyes and the life of radars to the model, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from skykeep.model import (
    DegradedModes,
    EmissionRule,
    FireUnitSite,
    FormationSite,
    Orbit,
    OutsideEye,
    RadarLife,
    WatchRules,
)

from .catalogue_like import CatalogueLike
from .formations import link_settings
from .keys import shown
from .nodes import Node
from .tables import ScenarioTable
from .watch_tables import EmissionTable, OutsideEyeTable

__all__ = ["build_watch", "check_emission", "plain_watch"]

Known = Callable[[str, str, Iterable[str], str], bool]
"""Complains of an id that is not one of some: path, given, allowed, what they are."""
Complain = Callable[[str], None]

_RADARS = ("searching radar", "engagement radar")


def build_watch(
    table: ScenarioTable,
    placed: tuple[Sequence[FireUnitSite], Sequence[FormationSite]],
    catalogue: CatalogueLike,
    known: Known,
    complain: Complain,
) -> WatchRules:
    """Return who watches from outside and how radars spend their time, after complaining about what cannot
    be; ``placed`` are the fire units and the formations."""
    units, formations = placed
    posts = [unit.id for unit in units] + [site.id for site in formations]
    taken = list(posts)
    for number, eye in enumerate(table.outside_eyes or []):
        _check_eye(eye, f"outside_eyes[{number}]", posts, catalogue, known, complain)
        if eye.id in taken:
            complain(f"outside_eyes[{number}].id: {eye.id!r} stands twice: give each its own id")
        taken.append(eye.id)
    systems = {unit.id: unit.system for unit in units}
    for number, name in enumerate(table.launch_on_remote or []):
        path = f"launch_on_remote[{number}]"
        if known(path, name, list(systems), "the fire units of this file"):
            _check_remote(systems[name], f"{path}: given {shown(name)}", catalogue, complain)
    degraded = DegradedModes(**asdict(table.degraded_modes))
    if degraded.switch_on_s > 0.0 and degraded.search_range_share == 0.0:
        complain("degraded_modes.switch_on_s: stands alone; give search_range_share, with which it searches")
    return WatchRules(
        eyes=tuple(_eye(eye) for eye in table.outside_eyes or ()),
        emission=tuple(
            EmissionRule(**(asdict(rule) | {"radars": tuple(rule.radars)}))
            for rule in table.emission_control or ()
        ),
        degraded=degraded,
        life=RadarLife(**asdict(table.radar_life)),
        launch_on_remote=tuple(table.launch_on_remote or ()),
    )


def _eye(table: OutsideEyeTable) -> OutsideEye:
    """Return an outside eye."""
    names = ("id", "tells", "lat_deg", "lon_deg", "alt_msl_m", "height_agl_m")
    return OutsideEye(
        **{name: getattr(table, name) for name in names},
        system=table.system or "",
        passive=table.passive or "",
        orbit=None if table.orbit is None else Orbit(**asdict(table.orbit)),
        link=link_settings(table.link),
    )


def _check_remote(system: str, given: str, catalogue: CatalogueLike, complain: Complain) -> None:
    """Complain about a fire unit all of whose rounds its own radar has to guide until they meet."""
    if system not in catalogue.systems:
        return
    rounds = catalogue.systems[system].interceptors
    if rounds and all(each.radar_support == "to_intercept" for each in rounds):
        names = ", ".join(each.name for each in rounds)
        complain(
            f"{given}, a {shown(system)}, whose own radar guides its rounds until they meet ({names}): must "
            "have an interceptor with radar_support 'to_handover', which finds its target by itself at the "
            "end; one with 'any_track' is launched on remote without being named here"
        )


def _check_eye(
    eye: OutsideEyeTable,
    path: str,
    posts: Sequence[str],
    catalogue: CatalogueLike,
    known: Known,
    complain: Complain,
) -> None:
    """Complain about an eye of no kind or of two, that nobody knows, or that tells nobody."""
    known(f"{path}.tells", eye.tells, posts, "the fire units and formations of this file")
    if (eye.system is None) == (eye.passive is None):
        complain(f"{path}: must say what it is by system or by passive, and by one of them alone")
    if eye.alt_msl_m is not None and eye.height_agl_m is not None:
        complain(f"{path}: gives alt_msl_m and height_agl_m: keep one of them")
    if eye.passive is not None:
        kinds = [kind.id for kind in catalogue.outside.passive]
        known(f"{path}.passive", eye.passive, kinds, "the passive sensors of the catalogue")
    if eye.system is not None and known(
        f"{path}.system", eye.system, catalogue.systems, "the systems of the catalogue"
    ):
        searching = [radar for radar in catalogue.systems[eye.system].radars if radar.searches]
        if any(radar.sector_rad.low < 6.28 for radar in searching):
            complain(
                f"{path}.system: given {shown(eye.system)}, which has a radar that looks into a sector: must "
                "be a system whose searching radars look all round"
            )


def check_emission(rules: Sequence[EmissionTable], nodes: Sequence[Node], complain: Complain) -> None:
    """Complain about rules of emission without their time, about radars that there are not, that have two
    rules, or that take turns although they engage."""
    kinds = {node.id: node.kind for node in nodes}
    radars = [name for name, kind in kinds.items() if kind in (*_RADARS, "outside radar")]
    taken: list[str] = []
    for number, rule in enumerate(rules):
        path = f"emission_control[{number}]"
        wanted, other = ("period_s", "switch_on_s") if rule.mode == "turns" else ("switch_on_s", "period_s")
        if getattr(rule, wanted) is None:
            complain(f"{path}.{wanted}: is missing; mode {rule.mode!r} needs it")
        if getattr(rule, other) is not None:
            complain(f"{path}.{other}: given with mode {rule.mode!r}, which has no use for it: leave it out")
        for place, name in enumerate(rule.radars):
            where = f"{path}.radars[{place}]"
            if name not in radars:
                complain(f"{where}: given {shown(name)}, must be a radar of the defence: {_some(radars)}")
            elif name in taken:
                complain(f"{where}: {shown(name)} has a rule already: keep one of them")
            elif rule.mode == "turns" and kinds[name] == "engagement radar":
                complain(
                    f"{where}: given {shown(name)}, which engages: takes no turns with others; 'on_cue' "
                    "keeps it silent until its post is told of something"
                )
            taken.append(name)


def _some(names: Sequence[str]) -> str:
    """Return a few names."""
    return ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")


def plain_watch(watch: WatchRules) -> dict[str, Any]:
    """Return the tables of a file that says so; none where nothing is said."""
    tables: dict[str, Any] = {
        "outside_eyes": [_plain_eye(eye) for eye in watch.eyes],
        "emission_control": [_given(rule) | {"radars": list(rule.radars)} for rule in watch.emission],
        "degraded_modes": _changed(watch.degraded, DegradedModes()),
        "radar_life": _changed(watch.life, RadarLife()),
        "launch_on_remote": list(watch.launch_on_remote),
    }
    return {name: value for name, value in tables.items() if value}


def _plain_eye(eye: OutsideEye) -> dict[str, Any]:
    """Return the table of an outside eye."""
    found = _given(eye)
    if eye.orbit is not None:
        found["orbit"] = _given(eye.orbit)
    link = _given(eye.link)
    return found | ({"link": link} if link else {})


def _given(entry: Any) -> dict[str, Any]:
    """Return the plain fields of an entry that say something."""
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return {
        name: value
        for name, value in values.items()
        if isinstance(value, bool | int | float | str) and value != ""
    }


def _changed(entry: Any, usual: Any) -> dict[str, Any]:
    """Return all fields of an entry that is not as usual."""
    return {} if entry == usual else _given(entry)
