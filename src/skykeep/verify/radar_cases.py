"""Handlers of the radar cases."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from skykeep.core.radar import detection, equation
from skykeep.textbook import binary_integration, range_equation
from skykeep.textbook.detection import albersheim_db

from .casefile import Case, CaseFile
from .handler import Anchor, Handler, checks, numbers, whole
from .judge import Check, Expected, compare, printed_tolerance

__all__ = ["HANDLERS", "equation_anchors"]

_P_DETECT = Expected(("pd_abs", "prob_abs", "abs"), 1e-9)
_SNR = Expected(("snr_req_db_abs", "snr_db_abs", "abs"), 1e-6)
_LINK = Expected(("snr_db_abs", "abs"), 1e-9)
_THRESHOLD = Expected(("threshold_rel", "rel"), 1e-9, relative=True)
_RELATIVE = Expected(("prob_rel", "rel"), 1e-9, relative=True)
_ANCHOR = Expected(("abs",), 1e-9)

_RANGE_FOR_SNR = re.compile(r"range_for_snr_(-?\d+(?:\.\d+)?)db_m")


def _ratio(snr_db: float) -> float:
    return float(10.0 ** (snr_db / 10.0))


def _decibels(ratio: float) -> float:
    return 10.0 * math.log10(ratio)


def _p_detect(case: Case) -> list[Check]:
    (swerling, n), (pfa, snr_db) = whole(case, "swerling", "n_pulses"), numbers(case, "pfa", "snr_db")
    computed = float(detection.p_detect(swerling, n, pfa, _ratio(snr_db)))
    return checks(case, {"pd": computed}, _P_DETECT)


def _required_snr(case: Case) -> list[Check]:
    (swerling, n), (pfa, pd) = whole(case, "swerling", "n_pulses"), numbers(case, "pfa", "pd")
    computed = {"snr_req_db": detection.required_snr_db(swerling, n, pfa, pd)}
    if case.values.get("albersheim_db") is not None:
        computed["albersheim_db"] = albersheim_db(n, pfa, pd)
    if case.values.get("shnidman_db") is not None:
        computed["shnidman_db"] = detection.shnidman_db(swerling, n, pfa, pd)
    threshold = {"threshold_T": detection.threshold(n, pfa)}
    return checks(case, computed, _SNR) + checks(case, threshold, _THRESHOLD)


def _m_of_n(case: Case) -> list[Check]:
    """Compare the binomial tail, and the sliding window of coverage after its first n looks."""
    (m, n), (p,) = whole(case, "m", "n"), numbers(case, "p")
    found = checks(case, {"prob": binary_integration.m_of_n(m, n, p)}, _RELATIVE)
    if n <= binary_integration.MAX_WINDOW:
        window = binary_integration.m_of_n_cumulative([p] * n, m, n)
        found += checks(case, {"prob": float(window[-1])}, _RELATIVE)
    return found


def _cfar(case: Case) -> list[Check]:
    (cells,), (pfa, snr_db) = whole(case, "n_ref"), numbers(case, "pfa", "snr_db")
    computed = {
        "multiplier": binary_integration.ca_cfar_multiplier(cells, pfa),
        "pd": binary_integration.ca_cfar_p_detect(cells, pfa, _ratio(snr_db)),
    }
    return checks(case, computed, _RELATIVE)


def _cumulative(case: Case) -> list[Check]:
    looks = case.values["pd_per_scan"]
    computed = float(binary_integration.m_of_n_cumulative(looks, 1, 1)[-1])
    return checks(case, {"prob": computed}, _RELATIVE)


def _range_equation(case: Case) -> list[Check]:
    power, gain, freq, temperature, bandwidth = numbers(
        case, "pt_w", "gain_db", "freq_hz", "temp_k", "bandwidth_hz"
    )
    rcs, range_m = numbers(case, "rcs_m2", "range_m")
    loss = float(case.values.get("loss_db") or 0.0)
    link = range_equation.RadarLink(power, gain, gain, freq, temperature, bandwidth, loss)
    found = checks(case, {"snr_db": _snr_db(link, rcs, range_m, range_m)}, _LINK)
    for field in case.values:
        if match := _RANGE_FOR_SNR.fullmatch(field):
            required = _ratio(float(match.group(1)))
            reach = range_equation.range_for_snr_m(
                range_equation.link_snr_range4_per_m2(link) * rcs, required
            )
            found += checks(case, {field: reach}, _RELATIVE)
            # anchored there, as radars are that are known by a public range, it must come to the same
            anchored = equation.anchored_snr_range4_per_m2(required, reach, rcs)
            anchored_db = _decibels(equation.echo_snr(anchored * rcs, range_m * range_m))
            found += checks(case, {"snr_db": anchored_db}, _LINK)
    return found


def _snr_db(link: range_equation.RadarLink, rcs_m2: float, transmit_m: float, receive_m: float) -> float:
    """Return the power ratio in decibels; the two ranges are the same unless the radar is in two parts."""
    if not (rcs_m2 > 0.0 and transmit_m > 0.0 and receive_m > 0.0):
        raise ValueError(f"rcs_m2 = {rcs_m2:g} at {transmit_m:g} and {receive_m:g} m: all must be positive")
    per_m2 = range_equation.link_snr_range4_per_m2(link)
    return _decibels(equation.echo_snr(per_m2 * rcs_m2, transmit_m * receive_m))


_QUANTITY = re.compile(
    r"(?P<name>Pt|tau|Gt|Gr|G|Rt|Rr|RCS|Ts|loss)?\s*(?P<number>[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)"
    r"\s*(?P<unit>[A-Za-z]+2?)?"
)
_ANCHOR_TEMPERATURE_K = 290.0
"""Taken where a published example states no temperature: the default of the program that it documents."""

_SCALE = {"MW": 1e6, "kW": 1e3, "W": 1.0, "us": 1e-6, "ms": 1e-3, "ns": 1e-9, "s": 1.0}
_SCALE |= {"GHz": 1e9, "MHz": 1e6, "kHz": 1e3, "Hz": 1.0, "km": 1e3, "m": 1.0, "m2": 1.0, "K": 1.0, "dB": 1.0}


def _sentence(text: str) -> dict[str, float]:
    """Return the quantities of a sentence like ``Pt 1 MW, tau 0.2 us, G 20 dB, 1 GHz, 50 km`` in SI units."""
    found: dict[str, float] = {}
    for match in _QUANTITY.finditer(text):
        unit = match.group("unit") or ""
        name = match.group("name") or {"Hz": "freq", "km": "R", "m": "R"}.get(unit[-2:], unit)
        found[name] = float(match.group("number")) * _SCALE.get(unit, 1.0)
    return found


def _equation_anchor(row: Mapping[str, Any], tolerance: Mapping[str, Any]) -> list[Check]:
    """Return the checks of one published example of the radar equation, whose inputs stand in a sentence."""
    given = _sentence(str(row["inputs"]))
    gain_t, gain_r = given.get("Gt", given.get("G", 0.0)), given.get("Gr", given.get("G", 0.0))
    link = range_equation.RadarLink(
        given["Pt"],
        gain_t,
        gain_r,
        given["freq"],
        given.get("Ts", _ANCHOR_TEMPERATURE_K),
        1.0 / given["tau"],
        given.get("loss", 0.0),
    )
    both_m = given.get("R", 0.0)
    computed = _snr_db(link, given["RCS"], given.get("Rt", both_m), given.get("Rr", both_m))
    return _published(computed, row, ("published_snr_db",), ("recomputed_snr_db",), tolerance)


def _published(
    computed: float,
    row: Mapping[str, Any],
    printed: tuple[str, ...],
    own: tuple[str, ...],
    tolerance: Mapping[str, Any],
) -> list[Check]:
    """Return the checks of quoted numbers to their printed digits and of recomputed ones to the tolerance."""
    found = []
    for field in printed:
        if isinstance(row.get(field), int | float):
            digits = Expected((), max(printed_tolerance(float(row[field])), _ANCHOR.default))
            found.append(compare(field, computed, row[field], digits, {}))
    found += [compare(field, computed, row.get(field), _ANCHOR, tolerance) for field in own]
    return [check for check in found if check is not None]


def equation_anchors(file: CaseFile) -> list[Anchor]:
    """Return the published examples of the radar equation in a file; what cannot be read has no checks."""
    found = []
    rows = file.content.get("published_anchors")
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        try:
            made = _equation_anchor(row, file.tolerance)
        except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError):
            made = []
        found.append(Anchor(f"published_anchors[{index}]", tuple(made)))
    return found


_MIN_SNR = re.compile(r"min_snr_pd(\d+)_(\d+)_pfa(\d+)e_?(\d+)")
_TEXT_PD = re.compile(r"Pd\s*=\s*([\d.]+\d)")
_TEXT_PFA = re.compile(r"Pfa\s*=\s*([\d.]+(?:[eE]-?\d+)?)")
_PULSES = re.compile(r"ours_(\d+|single)")


def _min_snr(key: str, row: Mapping[str, Any], tolerance: Mapping[str, Any]) -> list[Check]:
    match = _MIN_SNR.search(key)
    if match is None:
        return []
    pd = float(f"{match.group(1)}.{match.group(2)}")
    pfa = float(f"{match.group(3)}e-{match.group(4)}")
    return _published(detection.required_snr_db(0, 1, pfa, pd), row, ("value",), ("ours",), tolerance)


def _approximation(
    formula: Callable[[int, float, float], float], rows: Any, tolerance: Mapping[str, Any]
) -> list[Check]:
    found: list[Check] = []
    for row in rows:
        computed = formula(int(row.get("n", 1)), float(row["pfa"]), float(row["pd"]))
        found += _published(computed, row, ("published",), ("ours",), tolerance)
    return found


def _figure(row: Mapping[str, Any]) -> list[Check]:
    """Return the checks of values beside a printed figure, its probabilities read from the text."""
    text = str(row.get("source", ""))
    pd, pfa = _TEXT_PD.search(text), _TEXT_PFA.search(text)
    if pd is None or pfa is None:
        return []
    found: list[Check] = []
    for field in row:
        if match := _PULSES.fullmatch(field):
            pulses = 1 if match.group(1) == "single" else int(match.group(1))
            computed = detection.required_snr_db(0, pulses, float(pfa.group(1)), float(pd.group(1)))
            found += _published(computed, row, (field,), (), {})
    return found


def _shnidman_steady(n_pulses: int, pfa: float, pd: float) -> float:
    return detection.shnidman_db(0, n_pulses, pfa, pd)


def _published_values(case: Case) -> list[Check]:
    """Return the checks of a case that quotes single published values under names of their own."""
    stated = case.file.tolerance
    found: list[Check] = []
    for key, row in case.values.items():
        if "albersheim" in key and isinstance(row, list):
            found += _approximation(albersheim_db, row, stated)
        elif "shnidman" in key and isinstance(row, list):
            found += _approximation(_shnidman_steady, row, stated)
        elif isinstance(row, Mapping):
            found += _min_snr(key, row, stated) or _figure(row)
    return found


def _quotes_values(case: Case) -> bool:
    keys = " ".join(case.values)
    return any(word in keys for word in ("min_snr_pd", "albersheim", "shnidman")) and "pfa" not in case.values


HANDLERS = (
    Handler("required_snr", "radar", ("swerling", "n_pulses", "pfa", "pd", "snr_req_db"), _required_snr),
    Handler("p_detect", "radar", ("swerling", "n_pulses", "pfa", "snr_db", "pd"), _p_detect),
    Handler("m_of_n", "radar", ("m", "n", "p", "prob"), _m_of_n),
    Handler("ca_cfar", "radar", ("n_ref", "pfa", "snr_db"), _cfar),
    Handler("cumulative", "radar", ("pd_per_scan", "prob"), _cumulative),
    Handler("range_equation", "radar", ("pt_w", "gain_db", "freq_hz", "rcs_m2", "range_m"), _range_equation),
    Handler("published_values", "radar", (), _published_values, also=_quotes_values, by_others=True),
)
