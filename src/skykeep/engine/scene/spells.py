"""What actors were doing from when to when, out of the log of a raid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from skykeep.core.raid.vocabulary.kinds import (
    LOG_BEARING,
    LOG_CONFIRMED,
    LOG_KNOWN,
    LOG_PART_FAILS,
    LOG_PART_WORKS,
    LOG_POST_LOST,
    LOG_RADAR_LOST,
    LOG_SEARCH_RADAR_LOST,
    LOG_TRACK_DROPPED,
    LOG_UNIT_LEAVES,
)

from ..blocks import engagements_of
from .antennas import Facing, facing_at, facings_of, merged, radiating_spans
from .records import Spell, SpellState
from .stage import Stage

__all__ = ["spells_of"]

Spans = list[tuple[float, float]]


def spells_of(stage: Stage) -> tuple[Spell, ...]:
    """Return all spells, by actor and time."""
    out = _out_of_action(stage)
    found = [
        Spell(actor, "out_of_action", from_s, until_s)
        for actor, spans in out.items()
        for from_s, until_s in spans
    ]
    found += _of_radars(stage, out)
    found += _known(stage, out)
    for unit, spells in engagements_of(stage.played).items():
        found += [
            Spell(
                stage.legend.units[unit],
                "engages",
                spell.from_s,
                min(spell.until_s, stage.ends_s),
                stage.legend.threats[spell.threat],
            )
            for spell in spells
        ]
    return tuple(sorted(found, key=lambda each: (each.actor, each.from_s, each.state, each.about)))


def _out_of_action(stage: Stage) -> dict[str, Spans]:
    """Return from when to when each actor that was ever out of action was so.

    What is lost from the start, and radars that see nothing, are so from the beginning; without repair what
    was hit is so to the end.
    """
    changes: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for antenna, name in zip(stage.antennas, stage.radar_ids, strict=True):
        if not stage.case.radars["instrumented_m"][stage.world, list(antenna.rows)].any():
            changes[name].append((0.0, True))
    for entry in stage.played.entries:
        place, time_s = int(entry.place), float(entry.time_s)
        if entry.kind in (LOG_PART_FAILS, LOG_PART_WORKS):
            actors: Sequence[str] = stage.of_part(place)
        elif entry.kind == LOG_RADAR_LOST:
            actors = stage.of_unit(place)
        elif entry.kind == LOG_SEARCH_RADAR_LOST:
            actors = (stage.radar_ids[stage.antenna_of_row[place]],)
        elif entry.kind == LOG_POST_LOST:
            actors = (stage.post_ids[place],)
        elif entry.kind == LOG_UNIT_LEAVES:
            actors = stage.of_move(_move_of(stage, place))
        else:
            continue
        for actor in actors:
            changes[actor].append((time_s, entry.kind != LOG_PART_WORKS))
    return {name: found for name, each in changes.items() if (found := _spans(each, stage.ends_s))}


def _move_of(stage: Stage, unit: int) -> int:
    """Return the move of which a fire unit is the first one."""
    assert stage.case.wear is not None
    return int(np.flatnonzero(stage.case.wear.moves["first_unit"][stage.world] == unit)[0])


def _spans(changes: Sequence[tuple[float, bool]], ends_s: float) -> Spans:
    """Return the spans in which something is so, of the times at which it becomes so or ceases to be."""
    spans, since_s = [], np.inf
    for time_s, becomes in changes:
        if becomes and since_s == np.inf:
            since_s = time_s
        elif not becomes and since_s < time_s:
            spans.append((since_s, time_s))
            since_s = np.inf
    if since_s < ends_s:
        spans.append((since_s, ends_s))
    return [(from_s, min(until_s, ends_s)) for from_s, until_s in spans if from_s < ends_s]


def _of_radars(stage: Stage, out: dict[str, Spans]) -> Iterator[Spell]:
    """Yield what radars did: radiate, face, hold tracks, hear."""
    case, world = stage.case, stage.world
    for number, name in enumerate(stage.radar_ids):
        antenna, silent = stage.antennas[number], out.get(name, [])
        for span in without(radiating_spans(case, world, stage.played, antenna, stage.ends_s), silent):
            yield Spell(name, "radiates", *span)
        facings = facings_of(case, world, stage.started, stage.played, antenna, stage.ends_s)
        for facing in facings:
            yield Spell(name, "faces", facing.from_s, facing.until_s, value=facing.azimuth_rad)
        for kind, state in ((LOG_CONFIRMED, "holds"), (LOG_BEARING, "hears")):
            yield from _contacts(stage, number, kind, state, (facings, silent))  # type: ignore[arg-type]


def _contacts(
    stage: Stage, number: int, kind: int, state: SpellState, limits: tuple[Sequence[Facing], Spans]
) -> Iterator[Spell]:
    """Yield the threats that a radar holds or hears: from its first word of each, while it is in its sight,
    range, elevation and sector, until the threat has ended, the track was dropped or the radar is silent."""
    entries, antenna = stage.played.entries, stage.antennas[number]
    own = entries[np.isin(entries["place"], antenna.all_rows)]
    dropped = own[own["kind"] == LOG_TRACK_DROPPED]
    facings, silent = limits
    found: dict[int, Spans] = defaultdict(list)
    for entry in own[own["kind"] == kind]:
        threat, time_s = int(entry.threat), float(entry.time_s)
        ends = dropped["time_s"][(dropped["threat"] == threat) & (dropped["time_s"] >= time_s)]
        ended_s = float(stage.played.results.threats["ended_s"][0, threat])
        until_s = min([ended_s, *map(float, ends), *(span[0] for span in silent if span[0] >= time_s)])
        for from_s, to_s in _in_view(stage, int(entry.place), threat, facings):
            if max(from_s, time_s) < min(to_s, until_s):
                found[threat].append((max(from_s, time_s), min(to_s, until_s)))
    for threat, spans in sorted(found.items()):
        for span in merged(spans):
            yield Spell(stage.radar_ids[number], state, *span, about=stage.legend.threats[threat])


def _in_view(stage: Stage, row: int, threat: int, facings: Sequence[Facing]) -> Spans:
    """Return from when to when a threat was in view of a row of radars: node by node, as the kernel looks."""
    state = stage.played.raid.threats[threat]
    nodes = slice(int(state.first_node), int(state.end_node))
    radar = stage.case.radars[stage.world, row]
    view = stage.case.sights[int(radar.site), nodes]
    time_s = state.start_s + stage.case.nodes["path_s"][nodes]
    seen: npt.NDArray[np.bool_] = (
        (((view["seen"] >> radar.sight_bit) & 1) == 1)
        & (view["slant_m"] <= radar.instrumented_m)
        & (view["elevation_rad"] >= radar.elevation_min_rad)
        & (view["elevation_rad"] <= radar.elevation_max_rad)
    )
    if facings:
        centre_rad = np.array([facing_at(facings, float(each)) for each in time_s], dtype=np.float64)
        away_rad = np.abs((view["azimuth_rad"] - centre_rad + np.pi) % (2.0 * np.pi) - np.pi)
        seen &= away_rad <= radar.sector_half_rad
    legs = np.flatnonzero(seen[:-1])
    return merged([(float(time_s[leg]), float(time_s[leg + 1])) for leg in legs])


def _known(stage: Stage, out: dict[str, Spans]) -> Iterator[Spell]:
    """Yield the threats that posts know of, until each has ended or the post is out of action."""
    for entry in stage.played.entries:
        if entry.kind == LOG_KNOWN:
            threat, name = int(entry.threat), stage.post_ids[entry.place]
            ended_s = float(stage.played.results.threats["ended_s"][0, threat])
            for span in without([(float(entry.time_s), ended_s)], out.get(name, [])):
                yield Spell(name, "knows", *span, about=stage.legend.threats[threat])


def without(spans: Sequence[tuple[float, float]], taken: Spans) -> Spans:
    """Return spans of time without others."""
    left = list(spans)
    for from_s, until_s in taken:
        left = [
            part
            for span in left
            for part in ((span[0], min(span[1], from_s)), (max(span[0], until_s), span[1]))
            if part[0] < part[1]
        ]
    return left
