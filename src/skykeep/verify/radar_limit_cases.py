"""Handlers of what narrows the sight of a radar: closed forms, and beside them what raids would compute."""

from __future__ import annotations

import math

from skykeep.core.kernel.by_address import from_python
from skykeep.core.radar.dwell import stretched_revisit_s
from skykeep.core.radar.equation import echo_snr
from skykeep.core.radar.jamming import Interference, interference_to_noise
from skykeep.core.radar.multipath import two_ray_power_factor
from skykeep.core.radar.notch import is_in_notch
from skykeep.textbook import radar_limits

from .casefile import Case
from .handler import Handler, checks, numbers, whole
from .judge import Check, Expected

__all__ = ["HANDLERS"]

_RELATIVE = Expected(("rel",), 1e-12, relative=True)
_ABSOLUTE = Expected(("abs",), 1e-12)
_interference_to_noise = from_python(interference_to_noise)
_is_in_notch = from_python(is_in_notch)
_two_ray_power_factor = from_python(two_ray_power_factor)
_WIDE_BEAM_OVER_SMOOTH_SEA = (math.pi, 0.0, False, True)
"""Width of the beam (rad) and roughness (m); whether the wave is vertical, and whether it is over sea."""
_EDGE = 1e-4
"""How close to the edge of the notch it is tried, as a share of the angle."""
_FLAT_M = 1e15
"""Radius of an earth that is flat for every range."""
_OVER_SEA = 0.05
"""How far the sea mirrors less than all of a horizontal wave at the low angles of the cases, as F^4."""


def _jammed(case: Case) -> list[Check]:
    """Compare the range, and the power ratio at the jammed range with that at the clear one."""
    (ratio,) = numbers(case, "jam_to_noise")
    factor = radar_limits.jammed_range_factor(ratio)
    sources = Interference.table(1)
    sources["half_rad"], sources["inside_factor"], sources["end_s"] = math.pi, ratio, math.inf
    noise = 1.0 + _interference_to_noise(sources, 0.0, 0.0, 0.0)
    clear_m = 1e5
    stated_m = clear_m * float(case.values.get("range_factor") or factor)
    echoes = [echo_snr(1e22, range_m * range_m) for range_m in (clear_m, stated_m)]
    error = abs(echoes[1] / noise / echoes[0] - 1.0)
    return [
        *checks(case, {"range_factor": factor}, _RELATIVE),
        Check("range_factor by the radar equation", error, 4.0 * _RELATIVE.tolerance(case.file.tolerance)),
    ]


def _dwells(case: Case) -> list[Check]:
    (tracks,), (dwell_s,) = whole(case, "tracks"), numbers(case, "dwell_s")
    in_turn_s = radar_limits.revisit_of_tracks_s(tracks, dwell_s)
    made = checks(case, {"revisit_s": in_turn_s}, _RELATIVE)
    return made + checks(case, {"revisit_s": stretched_revisit_s(0.0, tracks, dwell_s, 0.0)}, _RELATIVE)


def _lobes(case: Case) -> list[Check]:
    """Compare the lobes, and two rays over smooth sea with them."""
    antenna_m, target_m, range_m, wavelength_m = numbers(
        case, "antenna_m", "target_m", "range_m", "wavelength_m"
    )
    factor = radar_limits.flat_earth_lobes(antenna_m, target_m, range_m, wavelength_m)
    over_sea = _two_ray_power_factor(
        range_m, antenna_m, target_m, _FLAT_M, wavelength_m, *_WIDE_BEAM_OVER_SMOOTH_SEA
    )
    return [
        *checks(case, {"f4": factor}, _ABSOLUTE),
        Check("f4 over smooth sea", abs(over_sea - numbers(case, "f4")[0]), _OVER_SEA),
    ]


def _null(case: Case) -> list[Check]:
    """Compare the range of a null, and the lobes there with nothing."""
    antenna_m, target_m, wavelength_m = numbers(case, "antenna_m", "target_m", "wavelength_m")
    (order,) = whole(case, "order")
    null_m = radar_limits.lobe_null_range_m(antenna_m, target_m, wavelength_m, order)
    factor = radar_limits.flat_earth_lobes(antenna_m, target_m, null_m, wavelength_m)
    return [
        *checks(case, {"null_m": null_m}, _RELATIVE),
        Check("f4 at the null", factor, _ABSOLUTE.tolerance(case.file.tolerance)),
    ]


def _notch(case: Case) -> list[Check]:
    """Compare the angle, and whether courses a little to each side of it are seen."""
    least_mps, speed_mps = numbers(case, "least_m_s", "speed_m_s")
    half_rad = radar_limits.notch_half_angle_rad(least_mps, speed_mps)
    made = checks(case, {"half_angle_deg": math.degrees(half_rad)}, _RELATIVE)
    hidden = [
        _is_in_notch(speed_mps * math.sin(half_rad * factor), least_mps)
        for factor in (1.0 - _EDGE, 1.0 + _EDGE)
    ]
    whole_turn = least_mps >= speed_mps  # at the edge a course straight in is just seen, or never
    wrong = sum((hidden[0] != (least_mps > 0.0), hidden[1] and not whole_turn))
    return [*made, Check("courses beside the edge of the notch", float(wrong), 0.0)]


HANDLERS = (
    Handler("jammed_range", "radar", ("jam_to_noise",), _jammed),
    Handler("track_dwells", "radar", ("tracks", "dwell_s"), _dwells),
    Handler("lobe_null", "radar", ("antenna_m", "target_m", "wavelength_m", "order"), _null),
    Handler("flat_earth_lobes", "radar", ("antenna_m", "target_m", "wavelength_m", "range_m", "f4"), _lobes),
    Handler("notch", "radar", ("least_m_s", "speed_m_s"), _notch),
)
"""Handlers by the fields of their cases."""
