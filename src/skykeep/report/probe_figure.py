"""The picture of a probe: the ground between site and point, the ray, and the hill that hides it."""

from __future__ import annotations

import textwrap
from typing import Any, BinaryIO

import numpy as np

from skykeep._version import __version__
from skykeep.coverage.probe_result import Probe

from .print_map import PRINT_DPI, file_metadata
from .probe_words import probe_sentences
from .style import FILLS, INK, RC

__all__ = ["draw_probe"]

WIDTH_IN, PLOT_IN, TITLE_IN, AXIS_IN, LINE_IN = 7.2, 3.1, 0.6, 0.55, 0.142
CAPTION_LETTERS = 118
TITLE_PT, CAPTION_PT, LABEL_PT = 11.0, 7.4, 7.0
KILOMETRE = 1000.0
HEAD_ROOM = 1.12
GROUND_COLOUR = "#b9b2a3"


def draw_probe(probe: Probe, file: BinaryIO, kind: str) -> None:
    """Draw the profile of a probe as ``svg``, ``pdf`` or ``png`` at 300 dots an inch.

    Heights are above mean sea level over the true ground range, much stretched; the ray bends as the
    effective earth has it. The same probe gives the same bytes.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    sentences = [*probe_sentences(probe), f"skykeep {__version__}."]
    lines = [part for sentence in sentences for part in textwrap.wrap(sentence, CAPTION_LETTERS)]
    tall = TITLE_IN + PLOT_IN + AXIS_IN + LINE_IN * (len(lines) + 1)
    settings: Any = {**RC, "svg.hashsalt": "skykeep", "pdf.fonttype": 42}
    with mpl.rc_context(settings):
        figure = Figure(figsize=(WIDTH_IN, tall))
        left = 0.6 / WIDTH_IN
        low = 1.0 - (TITLE_IN + PLOT_IN) / tall
        axes = figure.add_axes((left, low, 1.0 - left - 0.15 / WIDTH_IN, PLOT_IN / tall))
        _draw_profile(axes, probe)
        words: Any = {"va": "top", "parse_math": False}
        figure.text(
            0.15 / WIDTH_IN, 1.0 - 0.1 / tall, _title(probe), fontsize=TITLE_PT, weight="bold", **words
        )
        below = low - AXIS_IN / tall
        text = "\n".join(lines)
        figure.text(0.15 / WIDTH_IN, below, text, fontsize=CAPTION_PT, linespacing=1.35, **words)
        figure.savefig(file, format=kind, dpi=PRINT_DPI, metadata=file_metadata(kind, _title(probe)))


def _title(probe: Probe) -> str:
    """Return what looks where."""
    site = probe.site
    place = site.name or f"{site.lat_deg:g}, {site.lon_deg:g}"
    return (
        f"{probe.system.name} at {place} looks at {probe.lat_deg:g}, {probe.lon_deg:g},\n"
        f"{probe.height_agl_m:g} m above ground, {probe.distance_m / KILOMETRE:.0f} km off"
    )


def _draw_profile(axes: Any, probe: Probe) -> None:
    """Draw ground, ray, target and hill."""
    profile = probe.profile
    range_km = np.insert(profile.range_m, 0, 0.0) / KILOMETRE
    ground = np.insert(profile.ground_msl_m, 0, profile.ground_msl_m[0])
    target_msl_m = float(profile.ray_msl_m[-1])
    top = HEAD_ROOM * max(float(ground.max()), float(profile.ray_msl_m.max()))
    floor = min(0.0, float(ground.min()))
    axes.fill_between(range_km, ground, floor, color=GROUND_COLOUR, lw=0.0, zorder=2)
    axes.plot(range_km, ground, color=INK, lw=0.8, zorder=3)
    axes.plot(
        profile.range_m / KILOMETRE,
        profile.ray_msl_m,
        color=FILLS.seen if probe.in_sight else FILLS.engageable,
        lw=1.2,
        ls="solid" if probe.in_sight else (0, (4, 2)),
        zorder=4,
    )
    axes.plot(range_km[-1], target_msl_m, marker="D", ms=5, color=INK, zorder=6)
    axes.plot(0.0, float(profile.ray_msl_m[0]), marker="^", ms=6, color=INK, zorder=6)
    axes.annotate(
        f"target, {probe.height_agl_m:g} m above ground",
        (range_km[-1], target_msl_m),
        xytext=(-6, 6),
        textcoords="offset points",
        ha="right",
        fontsize=LABEL_PT,
        zorder=7,
    )
    if probe.hill is not None:
        axes.annotate(
            f"hides it: {probe.hill.ground_msl_m:.0f} m,\n{probe.hill.above_ray_m:.0f} m over the ray",
            (probe.hill.range_m / KILOMETRE, probe.hill.ground_msl_m),
            xytext=(0, 14),
            textcoords="offset points",
            ha="center",
            fontsize=LABEL_PT,
            arrowprops={"arrowstyle": "-", "lw": 0.6},
            zorder=7,
        )
    axes.set(xlim=(0.0, float(range_km[-1]) * 1.01), ylim=(floor, top))
    axes.set_xlabel("km from the site, along the ground")
    axes.set_ylabel("m above mean sea level")
