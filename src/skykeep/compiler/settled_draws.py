"""Draws that hang together: what is taken from a list, and figures that follow from others."""

from __future__ import annotations

from ..catalogue import Catalogue
from .bodies import draw_bodies
from .draws import REFRACTION, Choice, Draws, with_values
from .plans import Defence
from .radar_effects import draw_frequencies

__all__ = ["settle_draws"]


def settle_draws(
    draws: Draws, catalogue: Catalogue, defence: Defence, factors: Choice
) -> tuple[Draws, dict[str, Choice]]:
    """Return draws with the antenna heights, refraction and frequencies that the worlds take and the bodies
    of quasi-ballistic threats, and the frequencies by band."""
    antennas = {f"{sensor.path}/antenna_height_m": sensor.heights.drawn for sensor in defence.sensors}
    draws = with_values(draws, {**antennas, REFRACTION: factors.drawn})
    draws, frequencies = draw_frequencies(draws)
    return draw_bodies(draws, catalogue.threats.values()), frequencies
