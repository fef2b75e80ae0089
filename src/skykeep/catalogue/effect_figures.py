"""Which figures of radar effects a scenario uses: those of what it switches on, and no others."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from skykeep.model import Figure, RadarEffects, Scenario

from .identity import EFFECTS_ROOT, iter_figures

if TYPE_CHECKING:
    from .loader import Catalogue

__all__ = ["effect_figure_ids", "figures_of_effects"]


def figures_of_effects(scenario: Scenario, catalogue: Catalogue) -> dict[str, Figure]:
    """Return the figures, by id, that the radar effects of a scenario use; none where nothing is on."""
    effects = scenario.radar_effects
    if not effects.on:
        return {}
    systems = {unit.system for unit in scenario.fire_units}
    systems |= {catalogue.formations[site.formation].system for site in scenario.formations}
    systems |= {eye.system for eye in scenario.watch.eyes if eye.system}
    bands = {radar.band for name in systems for radar in catalogue.system(name).radars}
    classes = {group.threat_class for group in scenario.raid.groups}
    wanted = effect_figure_ids(effects, bands, classes)
    return {name: figure for name, figure in iter_figures(catalogue.effects) if name in wanted}


def effect_figure_ids(
    effects: RadarEffects, bands: Collection[str], classes: Collection[str]
) -> frozenset[str]:
    """Return the ids that effects ask for, for radars of some bands and threats of some classes."""
    jammed = bool(effects.jammers)
    waves = effects.multipath or effects.diffraction or effects.gas or effects.rain
    noisy = jammed or effects.self_screening
    cover = f"land_covers/{effects.land_cover}"
    wanted = {
        "receivers/noise_k": noisy,
        "receivers/sidelobe_db": jammed,
        "receivers/range_cell_m": effects.clutter,
        "receivers/improvement_db": effects.clutter,
        "receivers/least_speed_mps": effects.notch,
        "air/vapour_kgpm3": effects.gas,
        "air/rain_rate_mmph": effects.rain,
        "air/rain_top_msl_m": effects.rain,
        "air/rain_extent_m": effects.rain,
        f"{cover}/sigma0_db": effects.clutter,
        f"{cover}/roughness_m": effects.multipath,
    }
    for band in bands:
        wanted[f"bands/{band}/frequency_hz"] = waves or noisy
        wanted[f"bands/{band}/antenna_gain_db"] = noisy or effects.clutter or effects.multipath
    for jammer in effects.jammers:
        if jammer.erp_density_w_per_hz is None:
            wanted[f"jammers/{jammer.kind}/erp_density_w_per_hz"] = True
    for name in classes:
        wanted[f"self_screening/{name}/erp_density_w_per_hz"] = effects.self_screening
    return frozenset(f"{EFFECTS_ROOT}/{name}" for name, is_on in wanted.items() if is_on)
