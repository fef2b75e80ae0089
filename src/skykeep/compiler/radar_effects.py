"""The tables of radar effects of a scenario: receivers and sources of noise by world, and what paths see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..catalogue import Catalogue
from ..core.kernel.records import Grid, Rows, as_table
from ..core.radar.effects import EffectTables, Receiver
from ..core.radar.jamming import Interference
from ..core.raid.tables.entities import Node, Path, Sight
from ..model.scenario import Asset, Scenario
from ..scenario.effect_words import effect_sentences
from ..terrain import Heightfield
from .diffraction import diffraction_rows, seen_first
from .draws import Choice, Draws, few_values, with_values
from .geometry import SightVariants, site_sight
from .noise_sources import Emplacement, screening_m2, source_rows
from .plans import Defence, SensorPlan
from .receivers import EFFECTS, Antenna, fill_receiver
from .sites import SiteColumns

__all__ = ["EffectColumns", "draw_frequencies", "effect_columns"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

ASSUMED_CLUTTER_TOP_AGL_M = 3.0
"""How high what sends back most of a radar's power stands above the ground: assumed."""


class EffectColumns(NamedTuple):
    """``Case.effects`` (None where nothing is on), ``Case.first_sight``, and what must be said about it."""

    tables: EffectTables | None
    first_sight: I64
    warnings: tuple[str, ...]


def draw_frequencies(draws: Draws) -> tuple[Draws, dict[str, Choice]]:
    """Return the draws with one of few frequencies for each band, and these by band.

    Diffraction is computed once for each; frequencies of other effects are the same.
    """
    choices: dict[str, Choice] = {}
    for name, figure in draws.figures.items():
        parts = name.split("/")
        if parts[:2] == [EFFECTS, "bands"] and parts[-1] == "frequency_hz":
            choices[parts[2]] = few_values(draws, "/".join(parts[:-1]), "frequency_hz", figure)
    if not choices:
        return draws, {}
    values = {f"{EFFECTS}/bands/{band}/frequency_hz": choice.drawn for band, choice in choices.items()}
    return with_values(draws, values), choices


def effect_columns(
    scenario: Scenario,
    catalogue: Catalogue,
    draws: Draws,
    defence: Defence,
    seen: SiteColumns,
    where: tuple[Heightfield, Asset, Choice, dict[str, Choice], Sequence[str]],
) -> EffectColumns:
    """Return the tables of the radar effects that are on.

    Parameters
    ----------
    scenario, catalogue, draws, defence
        As everywhere.
    seen
        Paths and what each site sees of them.
    where
        Elevation data, aim point, effective-earth factors, frequencies by band, ids of the threat classes.

    Raises
    ------
    CompileError
        If gas or rain is on and itur is not installed.
    """
    effects = scenario.radar_effects
    if not effects.on:
        return EffectColumns(None, seen.first_sight, ())
    ground, aim, factors, frequencies, classes = where
    radars, worlds = len(defence.sensors), draws.worlds
    receivers: Grid[Receiver] = Receiver.table(worlds, radars)
    sources = Interference.table(worlds, radars, len(effects.jammers) + len(effects.blanked_sectors))
    screening = np.zeros((worlds, radars if effects.self_screening else 0, len(classes)))
    carrying = [each.id for each in catalogue.effects.self_screening]
    for number, sensor in enumerate(defence.sensors):
        if sensor.duty.passive:
            continue  # it sends nothing, and hears what it hears
        radar = _emplacement(sensor, defence, seen, factors)
        fill_receiver(receivers[:, number], radar.antenna, effects, draws.value)
        sources[:, number] = source_rows(radar, (aim.lat_deg, aim.lon_deg), effects, draws.value, worlds)
        if effects.self_screening:
            screening[:, number] = screening_m2(radar.antenna, classes, carrying, draws.value, worlds)
    first_sight = seen.first_sight
    bent = np.zeros((0, 0))
    if effects.diffraction:
        bent, places = diffraction_rows(ground, defence, seen, factors, frequencies, effects)
        receivers["diffraction_row"] = places
        first_sight = seen_first(bent, places, seen)
    tables = EffectTables(
        receivers=receivers,
        sources=sources,
        self_screening_m2=as_table(screening),
        ground_seen=as_table(
            _ground_seen(ground, defence, seen, factors) if effects.clutter else np.zeros((0, 0), np.int64)
        ),
        radial_speed_mps=as_table(
            _radial_speeds(seen.paths, seen.nodes, seen.sights) if effects.notch else np.zeros((0, 0))
        ),
        diffraction=as_table(bent),
    )
    return EffectColumns(tables, first_sight, effect_sentences(effects))


def _emplacement(sensor: SensorPlan, defence: Defence, seen: SiteColumns, factors: Choice) -> Emplacement:
    """Return where a radar stands, and its antenna."""
    site = defence.sites[sensor.site]
    antenna = Antenna(
        band=sensor.radar.band,
        height_agl_m=sensor.heights.drawn,
        site_alt_msl_m=seen.places[sensor.site].alt_msl_m,
        k=factors.drawn,
    )
    return Emplacement(sensor.name.partition("/")[0], sensor.radar.id, site.lat_deg, site.lon_deg, antenna)


def _ground_seen(ground: Heightfield, defence: Defence, seen: SiteColumns, factors: Choice) -> I64:
    """Return bits like those of ``Sight.seen`` for what stands on the ground below nodes, (sites, nodes)."""
    low: Rows[Node] = seen.nodes.copy()
    low["alt_msl_m"] += ASSUMED_CLUTTER_TOP_AGL_M - low["height_agl_m"]
    bits = np.zeros(seen.sights.shape, np.int64)
    for number, site in enumerate(defence.sites):
        if site.heights_agl_m:
            view = seen.sights[number]
            variants = SightVariants(tuple(site.heights_agl_m), factors.values)
            farthest = float(view["slant_m"].max())
            bits[number], _ = site_sight(
                low, view, seen.places[number], ground, variants=variants, instrumented_max_m=farthest
            )
    return bits


def _radial_speeds(paths: Rows[Path], nodes: Rows[Node], sights: Grid[Sight]) -> F64:
    """Return the speed along the line of sight from each node to the next, m/s, shape (sites, nodes)."""
    elapsed_s = np.diff(nodes["path_s"], append=nodes["path_s"][-1:])
    nearer_m = np.diff(sights["slant_m"], axis=1, append=sights["slant_m"][:, -1:])
    with np.errstate(divide="ignore", invalid="ignore"):
        speed = np.where(elapsed_s > 0.0, nearer_m / elapsed_s, 0.0)
    last = paths["end_node"] - 1
    many = last > paths["first_node"]
    speed[:, last[many]] = speed[:, last[many] - 1]
    return np.asarray(speed)
