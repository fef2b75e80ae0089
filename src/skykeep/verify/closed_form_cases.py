"""Handlers of closed forms that stand alone: lost messages, repair, jamming, dwells, lobes, the notch."""

from __future__ import annotations

import math

from skykeep.textbook import radar_limits, reliability

from .casefile import Case
from .handler import Handler, checks, numbers, whole
from .judge import Check, Expected

__all__ = ["HANDLERS"]

_RELATIVE = Expected(("rel",), 1e-12, relative=True)
_ABSOLUTE = Expected(("abs",), 1e-12)
_NO_LINKS = {"message_loss": "no raid loses messages yet"}
_NO_REPAIR = {"availability": "nothing is repaired in a raid yet"}
_NO_JAMMING = {"jammed_range": "no raid jams yet"}
_NO_DWELLS = {"track_dwells": "radars of a raid share no dwells between search and tracks yet"}
_NO_LOBES = dict.fromkeys(("flat_earth_lobes", "lobe_null"), "raids know no reflection from the ground yet")
_NO_NOTCH = {"notch": "radars of a raid have no velocity notch yet"}


def _messages(case: Case) -> list[Check]:
    (loss_p,), (messages,) = numbers(case, "loss_p"), whole(case, "messages")
    return checks(case, {"p_none_lost": reliability.none_lost_p(loss_p, messages)}, _RELATIVE)


def _availability(case: Case) -> list[Check]:
    works_s, repair_s = numbers(case, "mtbf_s", "mttr_s")
    return checks(case, {"availability": reliability.availability(works_s, repair_s)}, _RELATIVE)


def _jammed(case: Case) -> list[Check]:
    (ratio,) = numbers(case, "jam_to_noise")
    return checks(case, {"range_factor": radar_limits.jammed_range_factor(ratio)}, _RELATIVE)


def _dwells(case: Case) -> list[Check]:
    (tracks,), (dwell_s,) = whole(case, "tracks"), numbers(case, "dwell_s")
    return checks(case, {"revisit_s": radar_limits.revisit_of_tracks_s(tracks, dwell_s)}, _RELATIVE)


def _lobes(case: Case) -> list[Check]:
    antenna_m, target_m, range_m, wavelength_m = numbers(
        case, "antenna_m", "target_m", "range_m", "wavelength_m"
    )
    factor = radar_limits.flat_earth_lobes(antenna_m, target_m, range_m, wavelength_m)
    return checks(case, {"f4": factor}, _ABSOLUTE)


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
    least_mps, speed_mps = numbers(case, "least_m_s", "speed_m_s")
    half_rad = radar_limits.notch_half_angle_rad(least_mps, speed_mps)
    return checks(case, {"half_angle_deg": math.degrees(half_rad)}, _RELATIVE)


HANDLERS = (
    Handler("message_loss", "engagement", ("loss_p", "messages"), _messages, not_played=_NO_LINKS),
    Handler("availability", "engagement", ("mtbf_s", "mttr_s"), _availability, not_played=_NO_REPAIR),
    Handler("jammed_range", "radar", ("jam_to_noise",), _jammed, not_played=_NO_JAMMING),
    Handler("track_dwells", "radar", ("tracks", "dwell_s"), _dwells, not_played=_NO_DWELLS),
    Handler(
        "lobe_null", "radar", ("antenna_m", "target_m", "wavelength_m", "order"), _null, not_played=_NO_LOBES
    ),
    Handler(
        "flat_earth_lobes",
        "radar",
        ("antenna_m", "target_m", "wavelength_m", "range_m"),
        _lobes,
        not_played=_NO_LOBES,
    ),
    Handler("notch", "radar", ("least_m_s", "speed_m_s"), _notch, not_played=_NO_NOTCH),
)
