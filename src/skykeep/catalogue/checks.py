"""What must hold between entries: names that exist, limits in order, sources that can carry a claim."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, get_args

from skykeep.errors import did_you_mean
from skykeep.model import (
    CONFIRM_LOOKS_MAX,
    THREATS_MAX,
    CostFigures,
    Detection,
    Doctrine,
    Figure,
    Formation,
    KillKind,
    OutsideFigures,
    RadarEffectFigures,
    RaidConditions,
    StandardRaid,
    System,
    ThreatClass,
    WearFigures,
    wave_problems,
)

from .identity import RESERVED_IDS, iter_figures
from .sources import HOBBY_KIND, Source

if TYPE_CHECKING:
    from skykeep.model import Interceptor, Radar

__all__ = [
    "check_conditions",
    "check_detection",
    "check_figures",
    "check_formation",
    "check_joint_draws",
    "check_raid",
    "check_system",
    "check_threats",
]


_ENGAGING = "role 'engagement' or 'multi_function'"
LONGEST_LISTING = 20
"""More names than this are counted in a message, not listed."""


def check_system(system: System, threats: Collection[str]) -> Iterator[str]:
    """Yield what is wrong inside one system, each with its key path, what was given and what is allowed."""
    radars = [radar.id for radar in system.radars]
    rounds = [interceptor.id for interceptor in system.interceptors]
    if system.id in RESERVED_IDS:
        yield f"id: given {system.id!r}, allowed anything but {', '.join(sorted(RESERVED_IDS))}"
    yield from _unknown("brochure_detection_radar", [system.brochure_detection_radar], radars, "radar")
    yield from _check_roles(system) if system.can_engage else _check_radars_alone(system)
    if system.can_engage:
        yield from _unknown("brochure_interceptor", [system.brochure_interceptor], rounds, "interceptor")
    yield from _check_plain_numbers(system)
    for radar in system.radars:
        yield from _check_radar(radar)
    for interceptor in system.interceptors:
        yield from _check_interceptor(interceptor, threats)
    for group in system.launchers:
        yield from _unknown(f"launchers.{group.id}.interceptor", [group.interceptor], rounds, "interceptor")
    yield from _check_loads(system)
    for unused in sorted(set(rounds) - {group.interceptor for group in system.launchers}):
        yield f"interceptors.{unused}: given without launchers, allowed if a launcher group holds it"
    doctrine = system.doctrine
    yield from _unknown("doctrine.hold_fire_classes", doctrine.hold_fire_classes, threats, "threat class")
    yield from _unknown("doctrine.salvo_by_class", doctrine.salvo_by_class, threats, "threat class")
    yield from _unknown("doctrine.prefer", doctrine.prefer, threats, "threat class")
    for name, preferred in doctrine.prefer.items():
        yield from _unknown(f"doctrine.prefer.{name}", preferred, rounds, "interceptor")
    if doctrine.alternative:
        yield "doctrine.alternative: given in a system, allowed in scenarios; a system gives salvo_size"


def _check_loads(system: System) -> Iterator[str]:
    """Yield what is wrong with launchers that hold the rounds of another group, or of none."""
    lenders = [group.id for group in system.launchers if not group.uses_launchers_of]
    for group in system.launchers:
        if group.uses_launchers_of:
            place = f"launchers.{group.id}.uses_launchers_of"
            yield from _unknown(place, [group.uses_launchers_of], lenders, "launcher group of its own")
    if system.launchers and all(group.launchers.low < 1.0 for group in system.launchers):
        yield "launchers: given no group that has a launcher for certain, allowed with one of 1 or more"


def _check_plain_numbers(system: System) -> Iterator[str]:
    """Yield each number that is no figure, has no default and no note: it too needs a reason."""
    usual, given = Doctrine(), system.doctrine
    numbers = {
        "engagement_sets": system.engagement_sets != 1,
        "salvo_size": given.salvo_size != usual.salvo_size,
        "later_salvo_size": given.later_salvo_size != usual.later_salvo_size,
        "max_salvos_per_threat": given.max_salvos_per_threat != usual.max_salvos_per_threat,
        "salvo_by_class": bool(given.salvo_by_class),
        "offset_m": any(group.offset_m for group in system.launchers),
    }
    for name, is_given in numbers.items():
        if is_given and not any(name in note for note in system.notes):
            yield f"{name}: given without a reason, allowed with a note that names {name!r} and says why"


def _unknown(place: str, given: Collection[str], known: Collection[str], what: str) -> Iterator[str]:
    """Yield each given id that is not known."""
    for name in given:
        if name not in known:
            listing = (
                ", ".join(sorted(known)) if len(known) <= LONGEST_LISTING else f"the {len(known)} there are"
            )
            hint = did_you_mean(name, known)
            yield f"{place}: given the unknown {what} {name!r}, allowed one of {listing}.{hint}"


def _check_radars_alone(system: System) -> Iterator[str]:
    """Yield what is given of a system without interceptors that would need them."""
    needless = {
        "brochure_interceptor": bool(system.brochure_interceptor),
        "launchers": bool(system.launchers),
        "command_post": system.command_post is not None,
    }
    for name, is_given in needless.items():
        if is_given:
            yield f"{name}: given without interceptors, allowed where the system has an interceptor"
    for radar in system.radars:
        if radar.engages:
            yield (
                f"radars.{radar.id}.role: given {radar.role!r} without interceptors, allowed 'acquisition' "
                "or 'low_altitude' for radars on their own"
            )


def _check_roles(system: System) -> Iterator[str]:
    """Yield what is wrong with the set of radars: one engagement radar, at least one that finds targets."""
    engaging = sum(radar.engages for radar in system.radars)
    if engaging != 1:
        yield (
            f"radars: given {engaging} radars of role 'engagement' or 'multi_function', allowed exactly one"
        )
    if not any(radar.role in ("acquisition", "multi_function") for radar in system.radars):
        yield (
            "radars: given no radar of role 'acquisition', allowed at least one; "
            "a single radar that searches and engages has the role 'multi_function'"
        )
    if system.command_post is None:
        yield "command_post: is missing, allowed with reaction_s, operator_delay_s and assessment_s"


def _check_radar(radar: Radar) -> Iterator[str]:
    """Yield what is wrong with one radar."""
    place = f"radars.{radar.id}"
    for name in ("target_channels", "missile_channels", "slew_time_s"):
        given = getattr(radar, name) is not None
        if given and not radar.engages:
            yield f"{place}.{name}: given with role {radar.role!r}, allowed with {_ENGAGING} only"
        if not given and radar.engages:
            yield f"{place}: given no {name!r}, which a radar of role {radar.role!r} must have"
    yield from _check_track_sector(place, radar)
    if radar.elevation_min_rad.high >= radar.elevation_max_rad.low:
        yield f"{place}: given an elevation_min that may reach elevation_max, allowed limits that stay apart"


def _check_track_sector(place: str, radar: Radar) -> Iterator[str]:
    """Yield what is wrong with the width in which a radar tracks: it is at least the width searched."""
    track = radar.track_sector_rad
    if track is None:
        return
    if not radar.engages:
        yield f"{place}.track_sector_rad: given with role {radar.role!r}, allowed with {_ENGAGING} only"
    for name in ("low", "best", "high"):
        searched, tracked = getattr(radar.sector_rad, name), getattr(track, name)
        if tracked < searched:
            yield (
                f"{place}.track_sector_rad: given {name} = {math.degrees(tracked):g} degrees, allowed at "
                f"least that of sector_rad, {math.degrees(searched):g} degrees"
            )


def _check_interceptor(interceptor: Interceptor, threats: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with one interceptor."""
    place = f"interceptors.{interceptor.id}"
    yield from _unknown(f"{place}.kill_p", interceptor.kill_p, threats, "threat class")
    if interceptor.range_min_m.high >= interceptor.range_max_m.low:
        yield f"{place}: given a range_min that may reach range_max, allowed limits that stay apart"
    if interceptor.alt_min_agl_m.high >= interceptor.alt_max_msl_m.low:
        yield f"{place}: given an alt_min that may reach alt_max, allowed limits that stay apart"
    if interceptor.radar_support != "to_handover" and interceptor.support_before_intercept_s.high > 0.0:
        yield (
            f"{place}.support_before_intercept_s: given more than zero with radar_support "
            f"{interceptor.radar_support!r}, allowed for 'to_handover' only"
        )


def check_threats(threats: Mapping[str, ThreatClass]) -> Iterator[tuple[str, str]]:
    """Yield the class and what is wrong with it."""
    for threat in threats.values():
        if threat.is_decoy != bool(threat.imitates):
            yield threat.id, "imitates: given for a threat that is no decoy, or missing for one that is"
        known = [other.id for other in threats.values() if not other.is_decoy]
        for problem in _unknown(
            "imitates", [threat.imitates] if threat.imitates else [], known, "threat class"
        ):
            yield threat.id, problem
        if threat.is_ballistic != (threat.flight in ("ballistic", "quasi_ballistic")):
            yield (
                threat.id,
                f"is_ballistic: given {threat.is_ballistic} with flight {threat.flight!r}, allowed agreement",
            )
        if (threat.body is not None) != (threat.flight == "quasi_ballistic"):
            given = "no table" if threat.body is None else "a table"
            yield threat.id, f"body: given {given} with flight {threat.flight!r}, allowed for quasi_ballistic"
        if not 0 <= threat.swerling <= 4:
            yield threat.id, f"swerling: given {threat.swerling}, allowed 0 to 4"
        if not any("Swerling" in note for note in threat.notes):
            yield (
                threat.id,
                f"swerling: given {threat.swerling} without a reason, allowed with a note that names "
                "'Swerling' and says why",
            )


def check_raid(
    raid: StandardRaid, threats: Mapping[str, ThreatClass], sources: Collection[str]
) -> Iterator[str]:
    """Yield what is wrong with one standard raid."""
    yield from _unknown("sources", raid.sources, sources, "source")
    if raid.count > THREATS_MAX:
        yield f"groups: given {raid.count} threats, allowed at most {THREATS_MAX} in all"
    if not raid.description.strip():
        yield "description: given nothing, allowed a text that explains the numbers of the raid"
    ids = [group.id for group in raid.groups if group.id]
    for given in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"groups: given the id {given!r} twice, allowed one id for each group"
    for index, group in enumerate(raid.groups):
        place = f"groups[{index}]"
        yield from _unknown(f"{place}.threat_class", [group.threat_class], threats, "threat class")
        for problem in wave_problems(group.count, group.waves, group.wave_interval_s):
            yield f"{place}.{problem}"


def check_conditions(
    conditions: RaidConditions, threats: Collection[str], systems: Collection[System]
) -> Iterator[str]:
    """Yield what is wrong with the common figures: a kill figure for each class, none too high."""
    for missing in sorted(set(threats) - set(conditions.kill_p)):
        yield f"kill_p: given no common kill figure for {missing!r}, allowed one for every threat class"
    plain = [name.partition("@")[0] for name in conditions.kill_p]
    yield from _unknown("kill_p", plain, threats, "threat class")
    kinds = {name.partition("@")[2] for name in conditions.kill_p} - {""}
    yield from _unknown("kill_p", sorted(kinds), get_args(KillKind), "kind of interceptor")
    if conditions.common_kill_p is None:
        return
    limit = conditions.common_kill_p.low
    kills = [("common", name, figure) for name, figure in conditions.kill_p.items()]
    for system in systems:
        for interceptor in system.interceptors:
            kills += [
                (system.id, f"{interceptor.id}.kill_p.{name}", fig)
                for name, fig in interceptor.kill_p.items()
            ]
    for owner, place, figure in kills:
        if figure.high > limit and not figure.tallies:
            yield (
                f"{owner}: {place}: given up to {figure.high:g}, allowed up to {limit:g}, the lowest "
                "common_kill_p, because a kill figure is the product of both chances"
            )


def check_detection(detection: Detection) -> Iterator[str]:
    """Yield what is wrong with the rule that confirms a track."""
    hits, looks = detection.confirm_m, detection.confirm_n
    if not 1 <= looks <= CONFIRM_LOOKS_MAX:
        yield f"detection.confirm_n: given {looks}, allowed 1 to {CONFIRM_LOOKS_MAX}"
    if not 1 <= hits <= looks:
        yield f"detection.confirm_m: given {hits}, allowed 1 to confirm_n, which is {looks}"


def check_formation(formation: Formation, systems: Mapping[str, System]) -> Iterator[str]:
    """Yield what is wrong with a formation: a system or radars that there are not, radars that engage."""
    yield from _unknown("system", [formation.system], systems, "system")
    if formation.system not in systems:
        return
    searching = [radar.id for radar in systems[formation.system].radars if not radar.engages]
    yield from _unknown("post_radars", formation.post_radars, searching, "searching radar")


def check_figures(
    entry: System
    | Formation
    | ThreatClass
    | RaidConditions
    | RadarEffectFigures
    | OutsideFigures
    | WearFigures
    | CostFigures,
    sources: Mapping[str, Source],
) -> Iterator[str]:
    """Yield what is wrong with the sources of an entry's figures."""
    for figure_id, figure in iter_figures(entry):
        used = {*figure.sources, *(name for claim in figure.alternatives for name in claim.sources)}
        yield from _unknown(figure_id, sorted(used), sources, "source")
        claims = [("", figure.kind, figure.sources)]
        claims += [
            (f" alternative {claim.value:g}", claim.kind, claim.sources) for claim in figure.alternatives
        ]
        for which, kind, names in claims:
            kinds = {sources[name].kind for name in names if name in sources}
            if kind in ("claimed", "reported") and kinds == {HOBBY_KIND}:
                yield f"{figure_id}{which}: given kind {kind!r} on hobby sources alone, allowed 'hobby'"


def check_joint_draws(figures: Mapping[str, Figure]) -> Iterator[str]:
    """Yield figures that share a draw of alternatives but list different numbers of them."""
    first: dict[str, tuple[str, int]] = {}
    for figure_id, figure in figures.items():
        if figure.same_draw and figure.alternatives:
            seen, count = first.setdefault(figure.same_draw, (figure_id, len(figure.alternatives)))
            if count != len(figure.alternatives):
                yield (
                    f"{figure_id}: given {len(figure.alternatives)} alternatives under the draw "
                    f"{figure.same_draw!r}, allowed {count}, as in {seen}"
                )
