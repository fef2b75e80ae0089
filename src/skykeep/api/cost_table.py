"""Costs as a table: a row for each line of each option, and one for its total."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from skykeep.engine.schemas import field

from .tables import Table

__all__ = ["cost_table"]

PARTS = {"low_musd": "5", "mid_musd": "50", "high_musd": "95"}
"""Columns of a cost, and how many per cent of draws lie below each."""


def cost_table(plain: dict[str, Any]) -> Table:
    """Return a row for each line of each option and one for its total."""
    rows = []
    for option in plain["options"]:
        shared = {"option": option["id"], "name": option["name"]}
        rows += [{**shared, **line} for line in option["lines"]]
        total = {"component": "total", "system": "", "kind": "sum", "words": "all lines", "basis": []}
        rows.append({**shared, **total, **option["total"]})
    texts = {
        "option": "id of the option",
        "name": "name of the option",
        "component": "buying, rounds, radars, training, upkeep, or total",
        "system": "id of the system, empty for a total",
        "kind": "record, assumed, or sum",
        "words": "what the line is",
    }
    columns = [pa.array([row[name] for row in rows], pa.string()) for name in texts]
    fields = [field(name, pa.string(), "1", words) for name, words in texts.items()]
    for name, point in PARTS.items():
        columns.append(pa.array([row[name] for row in rows], pa.float64()))
        words = f"{point} % of draws lie below; millions of US dollars of {plain['price_year']}"
        fields.append(field(name, pa.float64(), "MUSD", words))
    columns.append(pa.array([" ".join(row["basis"]) for row in rows], pa.string()))
    fields.append(field("basis", pa.string(), "1", "contracts and rules that the line rests on"))
    return Table(pa.Table.from_arrays(columns, schema=pa.schema(fields)))
