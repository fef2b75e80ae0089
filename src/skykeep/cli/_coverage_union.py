"""What several fire units cover together, on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ._common import print_whole

if TYPE_CHECKING:
    from rich.console import Console

    from skykeep.coverage import UnionHeight
    from skykeep.coverage.union import UnitShare

__all__ = ["print_union"]


def print_union(union: Sequence[UnionHeight], console: Console) -> None:
    """Print what all fire units cover together, each of them, each alone, and how much twice."""
    from rich.table import Table
    from rich.text import Text

    names = [each.unit for each in union[0].seen.units]
    console.print("All together", style="bold", markup=False)
    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("height\nm", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for name in ("by\nany", "by two\nor more", *(f"{name}\n(alone)" for name in names)):
        table.add_column(name, justify="right", no_wrap=True)
    for height in union:
        kinds = (("seen", height.seen), ("engageable", height.engageable))
        for words, shares in kinds:
            if shares is None:
                continue
            own = {unit.unit: _own(unit) for unit in shares.units}
            each = [own.get(name, "-") for name in names]
            both = (_percent(shares.share), _percent(shares.overlap_share))
            table.add_row(*map(Text, (f"{height.height_agl_m:g}", words, *both, *each)))
    print_whole(table, console)
    engaging = {unit.unit for height in union if height.engageable for unit in height.engageable.units}
    if engaging and (watching := [name for name in names if name not in engaging]):
        told = "Radars at a command post and outside eyes see and cue, and engage nothing: "
        console.print(f"{told}{', '.join(watching)}.", style="dim", markup=False)
    console.print(
        "Shares of the area inside the brochure rings of all: detection rings for seen, engagement rings for "
        f"engageable, on cells of {union[0].cell_m / 1000.0:.1f} km. Alone: covered by no other. Figures are "
        "as in the tables above, whose limits hold for each unit by itself; together they were not computed.",
        style="dim",
        markup=False,
    )


def _own(unit: UnitShare) -> str:
    """Return the share of a unit, and in brackets that of it alone."""
    return f"{_percent(unit.share)} ({_percent(unit.alone_share)})"


def _percent(share: float) -> str:
    """Return a share in per cent."""
    return f"{100.0 * share:.0f} %"
