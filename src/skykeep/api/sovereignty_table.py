"""Intrusions as a table: a row for each defence, what is added, and intruder."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from skykeep.engine.schemas import field

from .estimate_columns import estimate_columns
from .tables import Table

__all__ = ["sovereignty_table"]

SHARES = ("seen", "watched", "identified", "engaged", "engaged_free")
TEXTS = {
    "defence": "id of the defence",
    "added": "eyes that are added",
    "threat_class": "what flies",
}
NUMBERS = {"height_m": ("m", "height as the class means it"), "speed_mps": ("m/s", "speed")}


def sovereignty_table(plain: dict[str, Any]) -> Table:
    """Return a row for each defence, what is added, and intruder, every share with its intervals."""
    rows = [
        {"defence": defence["id"], "added": added["id"], **intrusion}
        for defence in plain["defences"]
        for added in defence["added"]
        for intrusion in added["intrusions"]
    ]
    columns = [pa.array([row[name] for row in rows], pa.string()) for name in TEXTS]
    fields = [field(name, pa.string(), "1", words) for name, words in TEXTS.items()]
    for name, (unit, words) in NUMBERS.items():
        columns.append(pa.array([row[name] for row in rows], pa.float64()))
        fields.append(field(name, pa.float64(), unit, words))
    for name in SHARES:
        for part, values in estimate_columns([row[name] for row in rows]).items():
            columns.append(pa.array(values, pa.float64()))
            fields.append(field(f"{name}_{part}", pa.float64(), "1", f"{part} of {name}", nullable=True))
    for end in ("low_km", "mid_km", "high_km"):
        values = [None if row["first_seen_km"] is None else row["first_seen_km"][end] for row in rows]
        columns.append(pa.array(values, pa.float64()))
        words = "inside the border when first seen, of those that are"
        fields.append(field(f"first_seen_{end}", pa.float64(), "km", words, nullable=True))
    return Table(pa.Table.from_arrays(columns, schema=pa.schema(fields)))
