"""What a scenario says, in plain words and as a table of what each part rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from skykeep.catalogue.firing import firing_words
from skykeep.catalogue.refraction import scenario_refraction
from skykeep.model import (
    FireUnitSite,
    RaidGroup,
    Scenario,
    System,
    ThreatClass,
    best_launchers,
    group_ids,
    mast_height_m,
    share_launchers,
)
from skykeep.plurals import counted

from .build import CatalogueLike
from .command import (
    command_sentences,
    coordination_words,
    formation_words,
    policy_words,
    waiting_words,
)
from .defence_words import defence_sentence, joined
from .doctrine_keys import preset_words
from .effect_words import effect_listing, effect_sentences
from .nodes import scenario_nodes
from .traffic_words import traffic_listing, traffic_sentences
from .upkeep_words import upkeep_listing, upkeep_sentences
from .watch_words import watch_listing, watch_sentences

__all__ = [
    "Statement",
    "coordination_words",
    "left_out",
    "lost_words",
    "scenario_sentences",
    "scenario_statements",
]

IN_FILE = "scenario"
CATALOGUE = "catalogue"
ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing a scenario says: about what, what it is, and where it comes from."""

    about: str
    value: str
    source: str


def scenario_sentences(scenario: Scenario, catalogue: CatalogueLike) -> tuple[str, ...]:
    """Return plain sentences: who defends what, against what, how rounds are fired, how much is computed."""
    aim = next(asset.name for asset in scenario.assets if asset.id == scenario.aim)
    bearing = (
        "from a bearing drawn anew for each raid"
        if scenario.first_bearing_deg is None
        else f"the first axis from {scenario.first_bearing_deg:g} degrees"
    )
    study = scenario.study
    doubt = {
        "balanced": "draws of the public figures",
        "brochure": "the figures as their makers claim them",
        "sceptic": "the end of every figure that goes against the defender in most raids, which is no bound",
    }[study.view]
    return (
        defence_sentence(scenario, catalogue),
        f"The raid flies at {aim}: {_raid_words(scenario, catalogue)}, {bearing}.",
        *traffic_sentences(scenario, catalogue),
        *_lost_sentences(scenario, catalogue),
        *_recognition_sentences(scenario),
        *effect_sentences(scenario.radar_effects),
        *upkeep_sentences(scenario),
        *watch_sentences(scenario, catalogue),
        *command_sentences(scenario),
        *(f"{row.about.capitalize()}: {row.value}." for row in _doctrine_statements(scenario, catalogue)),
        f"Unless told otherwise, {counted(study.worlds, 'world')} ({doubt}) of "
        f"{counted(study.replications, 'raid')} each are computed with seed {study.seed}.",
    )


def scenario_statements(scenario: Scenario, catalogue: CatalogueLike) -> tuple[Statement, ...]:
    """Return what the scenario says, one row for each part, with its source: first what is left out of its
    systems, then doctrine, which decides most."""
    rows = [*_left_out_statements(scenario, catalogue), *_doctrine_statements(scenario, catalogue)]
    rows += [
        Statement(
            about=f"asset {asset.id}",
            value=f"{asset.name}, {_place(asset.lat_deg, asset.lon_deg)}",
            source=IN_FILE,
        )
        for asset in scenario.assets
    ]
    for unit in scenario.fire_units:
        rows += _unit_statements(unit, catalogue.systems[unit.system])
    rows += [
        Statement(
            about=f"formation {site.id}", value=formation_words(site, scenario, catalogue), source=CATALOGUE
        )
        for site in scenario.formations
    ]
    rows += [
        Statement(about="lost", value=words, source=IN_FILE) for words in lost_words(scenario, catalogue)
    ]
    rows += [
        _group_statement(group, number, scenario, catalogue)
        for number, group in enumerate(scenario.raid.groups)
    ]
    rows += [
        Statement(about=about, value=words, source=IN_FILE)
        for about, words in traffic_listing(scenario, catalogue)
    ]
    if together := coordination_words(scenario):
        rows.append(Statement(about="fire units together", value=together, source=ASSUMED))
    if assigned := policy_words(scenario):
        rows.append(Statement(about="who decides", value=assigned, source=IN_FILE))
    if waits := waiting_words(scenario):
        rows.append(Statement(about="without a post", value=waits, source=IN_FILE))
    rows += [_terrain_statement(scenario), _refraction_statement(scenario, catalogue)]
    rows += [
        Statement(about="radar effects", value=words, source=IN_FILE)
        for words in effect_listing(scenario.radar_effects)
    ]
    rows += [Statement(about=about, value=words, source=IN_FILE) for about, words in upkeep_listing(scenario)]
    rows += [
        Statement(about=about, value=words, source=IN_FILE)
        for about, words in watch_listing(scenario, catalogue)
    ]
    detection = scenario.detection
    rows.append(
        Statement(
            about="seen",
            value=f"confirmed with probability {detection.p_detect:g}; {detection.confirm_m} hits in "
            f"{detection.confirm_n} looks, false alarms {detection.p_false_alarm:g}, "
            f"{counted(detection.pulses, 'pulse')}",
            source=ASSUMED,
        )
    )
    rows += [
        Statement(about="recognition", value=words, source=ASSUMED)
        for words in _recognition_sentences(scenario)
    ]
    conditions = (
        "drawn anew for each raid" if scenario.conditions else "off: ready, cued and tracking in every raid"
    )
    rows.append(
        Statement(
            about="raid conditions", value=conditions, source=ASSUMED if scenario.conditions else IN_FILE
        )
    )
    return tuple(rows)


def lost_words(scenario: Scenario, catalogue: CatalogueLike) -> list[str]:
    """Return what is out of action from the start, each node with its id."""
    nodes = {
        node.id: node
        for node in scenario_nodes(scenario.fire_units, catalogue, scenario.formations, scenario.watch.eyes)
    }
    return [f"{name} ({nodes[name].words})" for name in scenario.lost if name in nodes]


def _recognition_sentences(scenario: Scenario) -> Iterator[str]:
    """Yield what command posts may be wrong about."""
    for asked, what in (
        (
            scenario.classification,
            "the class of a track, by which doctrine goes, mistaken for another class of this raid only",
        ),
        (scenario.identification, "whose a track is"),
    ):
        if asked:
            yield f"Command posts take time to tell {what}, and err (assumed figures)."


def _lost_sentences(scenario: Scenario, catalogue: CatalogueLike) -> list[str]:
    """Return the sentence on what is lost, none where nothing is."""
    lost = lost_words(scenario, catalogue)
    return [f"Out of action from the start: {joined(lost)}."] if lost else []


def _left_out_statements(scenario: Scenario, catalogue: CatalogueLike) -> list[Statement]:
    """Return what is left out of the systems of a scenario: no number knows of it."""
    return [
        Statement(about="left out", value=f"of {each['system']}: {each['words']}", source=CATALOGUE)
        for each in left_out(scenario, catalogue)
    ]


def left_out(scenario: Scenario, catalogue: CatalogueLike) -> list[dict[str, str]]:
    """Return what is left out of each system of a scenario as plain data: ``system`` and ``words``."""
    systems = dict.fromkeys(unit.system for unit in scenario.fire_units)
    return [
        {"system": catalogue.systems[name].name, "words": words}
        for name in systems
        for words in catalogue.systems[name].left_out
    ]


def _unit_statements(unit: FireUnitSite, system: System) -> list[Statement]:
    """Return the rows of one fire unit: where it is, what it holds, what the scenario changes."""
    about = f"fire unit {unit.id}"
    rows = [
        Statement(
            about=about,
            value=f"{system.name} {system.unit_name}, {_place(unit.lat_deg, unit.lon_deg)}",
            source=IN_FILE,
        )
    ]
    for group, launchers in zip(system.launchers, _launchers_of(unit, system), strict=True):
        rounds = (
            group.rounds_per_launcher.best if unit.rounds_per_launcher is None else unit.rounds_per_launcher
        )
        changed = unit.launchers is not None or unit.rounds_per_launcher is not None
        words = f"{counted(round(launchers), 'launcher')} x {rounds:g} {group.interceptor}"
        if group.uses_launchers_of and unit.launchers is None:
            most = counted(round(group.launchers.high * system.engagement_sets), "launcher")
            words += f" (none to {most} of {group.uses_launchers_of}, drawn)"
        rows.append(Statement(about=about, value=words, source=IN_FILE if changed else CATALOGUE))
    for radar in system.radars:
        height_m = mast_height_m(system, radar, unit.mast_m)
        if height_m is not None:
            words = f"antenna of {radar.id} {height_m:g} m above ground"
            rows.append(Statement(about=about, value=words, source=IN_FILE))
    if unit.facing_deg is not None:
        rows.append(
            Statement(
                about=about, value=f"sector faces {unit.facing_deg:g} degrees at the start", source=IN_FILE
            )
        )
    return rows


def _doctrine_statements(scenario: Scenario, catalogue: CatalogueLike) -> list[Statement]:
    """Return how rounds are fired: one row where all fire units do alike, else one for each."""
    rows = []
    flown = {group.threat_class for group in scenario.raid.groups}
    for unit in scenario.fire_units:
        own = catalogue.systems[unit.system].doctrine
        doctrine = unit.doctrine or own
        drawn = doctrine.salvo_size is None and not doctrine.alternative
        kinds = ", ".join(sorted({each.kind for each in catalogue.firing.alternatives}))
        source = f"{CATALOGUE}: {kinds}" if drawn else CATALOGUE if doctrine == own else IN_FILE
        rows.append(
            Statement(
                about=f"doctrine of {unit.id}",
                value=firing_words(doctrine, catalogue.firing, flown),
                source=source,
            )
        )
    if len({(row.value, row.source) for row in rows}) == 1:
        rows = [replace(rows[0], about="doctrine")]
    return [*rows, *_rule_statements(scenario, catalogue)]


def _rule_statements(scenario: Scenario, catalogue: CatalogueLike) -> list[Statement]:
    """Return the rules of doctrine that are on: one row where all fire units have the same, else one for
    each that has any."""
    flown = {group.threat_class for group in scenario.raid.groups}
    rows = [
        Statement(about=f"rules of {unit.id}", value=words, source=IN_FILE)
        for unit in scenario.fire_units
        for words in [preset_words(unit.doctrine, catalogue.presets, flown) if unit.doctrine else ""]
        if words
    ]
    if len(rows) == len(scenario.fire_units) and len({row.value for row in rows}) == 1:
        return [replace(rows[0], about="rules of doctrine")]
    return rows


def _launchers_of(unit: FireUnitSite, system: System) -> list[float]:
    """Return the launchers of each group, over all engagement sets."""
    if unit.launchers is None:
        return [count * system.engagement_sets for count in best_launchers(system)]
    return [sum(counts) for counts in zip(*share_launchers(system, unit.launchers), strict=True)]


def _group_statement(
    group: RaidGroup, number: int, scenario: Scenario, catalogue: CatalogueLike
) -> Statement:
    """Return the row of one group of the raid."""
    threat = catalogue.threats[group.threat_class]
    value = (
        f"{group.count} x {threat.name}, axis {group.axis}, {_height_words(group, threat)}, "
        f"{group.speed_mps:g} m/s, from {group.standoff_m / 1000.0:g} km"
        f"{_wave_words(group)}"
    )
    if group.asset:
        value += f", at {next(asset.name for asset in scenario.assets if asset.id == group.asset)}"
    source = IN_FILE if scenario.raid.id not in catalogue.raids else f"{CATALOGUE}: {scenario.raid.id}"
    name = group_ids(scenario.raid.groups)[number]
    return Statement(about=f"raid group {name}", value=value, source=source)


def _wave_words(group: RaidGroup) -> str:
    """Return how the waves of a group follow each other; nothing where it comes at once."""
    if group.waves == 1:
        return ""
    minutes = f"{group.wave_interval_s / 60.0:g} min apart"
    drawn = group.wave_law == "exponential"
    return f", in {group.waves} waves {f'{minutes} in the mean, drawn' if drawn else minutes}"


def _height_words(group: RaidGroup, threat: ThreatClass) -> str:
    """Return the height of a group in the sense of its threat class."""
    figure = threat.set_height_m
    drawn = group.height_m is None
    low_m, high_m = (figure.low, figure.high) if group.height_m is None else (group.height_m, group.height_m)
    told = f", drawn for each raid ({figure.kind})" if drawn else ""
    if threat.flight == "terrain_following":
        return f"{_span(low_m, high_m)} m above ground{told}"
    if threat.flight in ("ballistic", "quasi_ballistic"):
        return f"apogee {_span(low_m / 1000.0, high_m / 1000.0)} km{told}"
    return f"{_span(low_m, high_m)} m above sea level{told}"


def _span(low: float, high: float) -> str:
    """Return one number, or two as a span."""
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _terrain_statement(scenario: Scenario) -> Statement:
    """Return the row of the elevation data."""
    words = {
        "shipped": ("30 arc second grid, 12-49 N, 22-64 E", "GLOBE 1.0, shipped"),
        "flat": ("flat ground", IN_FILE),
    }
    value, source = words.get(scenario.terrain.source, (scenario.terrain.source, "files of your own"))
    return Statement(about="terrain", value=value, source=source)


def _refraction_statement(scenario: Scenario, catalogue: CatalogueLike) -> Statement:
    """Return the row of the effective-earth factor."""
    refraction = scenario.refraction
    if refraction.k is not None:
        return Statement(
            about="refraction", value=f"effective-earth factor {refraction.k:.4g}", source=IN_FILE
        )
    values = scenario_refraction(scenario, catalogue)
    region = values.region.replace("_", " ") if values else ""
    value = f"factors of the region {region}, one drawn per world"
    if values and values.assumed:
        value += ": assumed, none were computed for this place"
    return Statement(about="refraction", value=value, source=CATALOGUE)


def _raid_words(scenario: Scenario, catalogue: CatalogueLike) -> str:
    """Return what comes, by threat class."""
    counts: Counter[str] = Counter()
    groups = [group for group in scenario.raid.groups if group.count]  # a scaled raid may have empty ones
    for group in groups:
        counts[catalogue.threats[group.threat_class].name] += group.count
    axes = len({group.axis for group in groups})
    who = joined([f"{count} x {name}" for name, count in counts.items()])
    return f"{who} on {'one axis' if axes == 1 else counted(axes, 'axis')}"


def _place(lat_deg: float, lon_deg: float) -> str:
    """Return a position in words."""
    return (
        f"{abs(lat_deg):.4f} {'N' if lat_deg >= 0 else 'S'} {abs(lon_deg):.4f} {'E' if lon_deg >= 0 else 'W'}"
    )
