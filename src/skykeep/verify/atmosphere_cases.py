"""Handlers of the standard atmosphere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.core.earth.atmosphere import density_kg_m3, geopotential_m
from skykeep.textbook.atmosphere import AirState, air_at_alt, air_at_geopotential

from .casefile import Case, CaseFile
from .handler import Anchor, Handler, checks, numbers
from .judge import Check, Expected, compare, printed_tolerance

__all__ = ["HANDLERS", "layer_anchors"]

_RELATIVE = Expected(("rel",), 1e-9, relative=True)


def _fields(air: AirState) -> dict[str, float]:
    """Return a state of the air under the names of the reference files."""
    return {
        "T_K": air.temperature_k,
        "p_Pa": air.pressure_pa,
        "rho_kg_m3": air.density_kg_m3,
        "rho": air.density_kg_m3,
        "a_m_s": air.sound_speed_mps,
        "g_m_s2": air.gravity_mps2,
        "mu_Pa_s": air.viscosity_pa_s,
    }


def _geometric(case: Case) -> list[Check]:
    (alt,) = numbers(case, "geometric_m")
    jitted = compare(
        "rho_kg_m3", density_kg_m3(alt), case.values.get("rho_kg_m3"), _RELATIVE, case.file.tolerance
    )
    computed = _fields(air_at_alt(alt)) | {"geopotential_m": geopotential_m(alt)}
    return checks(case, computed, _RELATIVE) + ([jitted] if jitted is not None else [])


def _geopotential(case: Case) -> list[Check]:
    (height,) = numbers(case, "geopotential_m")
    return checks(case, _fields(air_at_geopotential(height)), _RELATIVE)


def layer_anchors(file: CaseFile) -> list[Anchor]:
    """Return the published layer values that a file quotes; every number is good to its printed digits."""
    table = file.content.get("published_layer_values")
    rows = table.get("rows") if isinstance(table, Mapping) else None
    found = []
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        try:
            made = _layer(row)
        except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError):
            made = []
        found.append(Anchor(f"published_layer_values[{index}]", tuple(made)))
    return found


def _layer(row: Mapping[str, Any]) -> list[Check]:
    computed = _fields(air_at_geopotential(float(row["geopotential_m"])))
    own = row.get("ours")
    quoted = [("", row), *([("ours.", own)] if isinstance(own, Mapping) else [])]
    found = []
    for prefix, values in quoted:
        for name, value in computed.items():
            if isinstance(values.get(name), int | float):
                digits = Expected((), printed_tolerance(values[name]))
                found.append(compare(prefix + name, value, values[name], digits, {}))
    return [check for check in found if check is not None]


HANDLERS = (
    Handler("geometric", "atmosphere", ("geometric_m",), _geometric),
    Handler("geopotential", "atmosphere", ("geopotential_m",), _geopotential),
)
