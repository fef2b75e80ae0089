"""The way back from local coordinates of WGS84 to earth-centred ones."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..core.earth.geodesy import enu_from_ecef

__all__ = ["ecef_from_enu"]

F64 = npt.NDArray[np.float64]


def ecef_from_enu(enu_m: npt.ArrayLike, lat_deg: float, lon_deg: float) -> F64:
    """Return the earth-centred *differences* in metres of local east, north, up vectors."""
    rotation = enu_from_ecef(np.eye(3), lat_deg, lon_deg)
    return np.asarray(np.asarray(enu_m, dtype=np.float64) @ rotation.T)
