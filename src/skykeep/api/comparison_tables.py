"""The table of a comparison: one row for each option, site, raid and what is alike."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from skykeep.engine.schemas import field

from .estimate_columns import estimate_columns
from .tables import Table

__all__ = ["comparison_table"]

KEYS = {
    "option": "id of the option",
    "site": "id of the site",
    "raid": "id of the standard raid",
    "balance": "what is alike between the options",
    "doctrine": "how all units fight: id of a preset or alternative, or drawn in each world",
}
ESTIMATES = ("leakers", "stopped_share", "p_no_leaker", "rounds_fired", "rounds_left")


def comparison_table(plain: dict[str, Any]) -> Table:
    """Return the rows of a comparison as a table, every measure with its intervals."""
    rows = plain["rows"]
    columns: dict[str, tuple[Any, str]] = {
        name: (pa.array([row[name] for row in rows], pa.string()), words) for name, words in KEYS.items()
    }
    columns["worlds"] = (pa.array([row["worlds"] for row in rows], pa.int32()), "joint draws of the figures")
    columns["threats_launched"] = (
        pa.array([row["threats_launched"] for row in rows], pa.int32()),
        "real threats",
    )
    for name in ESTIMATES:
        for part, values in estimate_columns([row[name] for row in rows]).items():
            columns[f"{name}_{part}"] = (pa.array(values, pa.float64()), f"{part} of {name}")
    for reason in dict.fromkeys(reason for row in rows for reason in row["ledger"]):
        values = [row["ledger"].get(reason, {"mean": 0.0})["mean"] for row in rows]
        columns[f"ledger_{reason}"] = (pa.array(values, pa.float64()), f"mean leakers: {reason}")
    lacked = [row["most_lacked"] for row in rows]
    columns["most_lacked"] = (pa.array(lacked, pa.string()), "what most leakers lacked")
    schema = pa.schema(
        [field(name, found.type, "1", words, nullable=True) for name, (found, words) in columns.items()]
    )
    return Table(pa.Table.from_arrays([found for found, _ in columns.values()], schema=schema))
