"""A hundred raids as a hundred dots: how much leaks in each, coloured by what it leaked for.

Readers judge chances better from fifty or a hundred dots than from text, bars or a mean (Kay and others,
CHI 2016; Fernandes and others, CHI 2018, on quantile dot plots).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skykeep.language import in_digits, tell, to_tell
from skykeep.model import wilson_interval

from .style import INK, LEDGER_FILLS, OKABE_ITO, Fill
from .words import commas, listing

__all__ = [
    "NOTHING",
    "count_columns",
    "count_error",
    "count_row",
    "dot_places",
    "dot_words",
    "draw_pair_dots",
    "draw_raid_dots",
    "fill_of",
    "grid_of",
    "hundred_sentence",
    "legend_marks",
    "pair_words",
]

Found = Mapping[str, Any]

NOTHING = "none_leaked"
NOTHING_FILL = Fill("nothing leaked", OKABE_ITO[2])
QUARTERS = 4
COLUMNS, ABREAST, ROWS_LEAST = 8, range(3, 8), 14
"""Columns of dots beside that of none, dots abreast in each, and the least height of a figure in dots."""
WIDE = 1.7
"""Width over height of a figure of dots, for which dots are made as large as they can be."""
_DOT = 0.86
"""Diameter of a dot over the distance of two."""
BETTER, ALIKE, WORSE = OKABE_ITO[0], "#ffffff", OKABE_ITO[1]


def fill_of(reason: str) -> Fill:
    """Return the look of a raid by its main reason."""
    return NOTHING_FILL if reason == NOTHING else LEDGER_FILLS[reason]


def bands(launched: int) -> list[tuple[int, int]]:
    """Return least and most leakers of the bands that raids are counted in: none, quarters of the raid, all.

    Examples
    --------
    >>> bands(24)
    [(0, 0), (1, 6), (7, 12), (13, 18), (19, 24)]
    >>> bands(2)
    [(0, 0), (1, 1), (2, 2)]
    """
    ends = sorted({round(launched * part / QUARTERS) for part in range(1, QUARTERS + 1)} - {0})
    starts = [1, *(end + 1 for end in ends[:-1])]
    return [(0, 0), *zip(starts, ends, strict=True)]


def count_columns(launched: int) -> list[str]:
    """Return the bands of leakers as headings."""
    return [tell("none") if high == 0 else _band(low, high) for low, high in bands(launched)]


def _band(low: int, high: int) -> str:
    """Return a band in words."""
    return in_digits(str(low)) if low == high else tell("{low} to {high}", low=low, high=high)


def count_row(hundred: Found, launched: int) -> list[str]:
    """Return how many of a hundred raids are in each band, and the commonest reason with its raids."""
    dots = hundred["dots"]
    cells = [
        in_digits(str(sum(low <= dot["leakers"] <= high for dot in dots))) for low, high in bands(launched)
    ]
    reason, times = _commonest(hundred)
    return [*cells, tell("{reason}: {times}", reason=reason, times=times) if times else ""]


def _commonest(hundred: Found) -> tuple[str, int]:
    """Return the words of the commonest reason of a hundred raids, and of how many it is the main one; none
    where nothing leaks."""
    reasons = Counter(dot["reason"] for dot in hundred["dots"] if dot["reason"] != NOTHING)
    if not reasons:
        return "", 0
    reason, times = max(reasons.items(), key=lambda pair: (pair[1], pair[0]))
    return LEDGER_FILLS[reason].words, times


def dot_words(hundred: Found, launched: int, *, name: str) -> str:
    """Return a hundred raids in words, for who hears a figure: ``In 100 such raids ...``."""
    told = {
        "name": name,
        "count": len(hundred["dots"]),
        "launched": launched,
        "bands": _band_words(hundred, launched),
    }
    if hundred["whatever_figures"]:
        return tell("{name}: in {count} raids, whatever the figures of {launched}: {bands}.", **told)
    return tell("{name}: in {count} such raids of {launched}: {bands}.", **told)


def hundred_sentence(hundred: Found, launched: int) -> str:
    """Return a hundred raids as counts by their leakers, and the commonest main reason."""
    reason, times = _commonest(hundred)
    told = tell(
        "In {count} such raids, figures at the median (by their number alone a count may be off by {error}): "
        "{bands}.",
        count=len(hundred["dots"]),
        error=count_error(hundred),
        bands=_band_words(hundred, launched),
    )
    why = tell(" In {times} of them the main reason is: {reason}.", times=times, reason=reason)
    return f"{told}{why if times else ''}"


def count_error(hundred: Found) -> int:
    """Return by how much a count of raids may be off at most, by the number that was played alone: half of
    Wilson's 90 % interval where half of them are counted, upwards.

    Examples
    --------
    >>> count_error({"dots": [{}] * 100, "of_raids": 102})
    9
    """
    low, high = wilson_interval(0.5 * hundred["of_raids"], hundred["of_raids"])
    return math.ceil(len(hundred["dots"]) * (high - low) / 2.0)


def _band_words(hundred: Found, launched: int) -> str:
    """Return in how many of a hundred raids so many leak, band by band."""
    counts = {
        (low, high): sum(low <= dot["leakers"] <= high for dot in hundred["dots"])
        for low, high in bands(launched)
    }
    return commas(
        tell(_leak(high), band=_band(low, high), count=count)
        for (low, high), count in counts.items()
        if count
    )


def _leak(most: int) -> str:
    """Return what is told of a band."""
    if most == 0:
        return to_tell("nothing leaks in {count}")
    return to_tell("{band} leaks in {count}") if most == 1 else to_tell("{band} leak in {count}")


def pair_words(pairs: Mapping[str, Found], *, first: str) -> str:
    """Return one option and each other one, by its name, met by the same hundred raids, in a sentence."""
    luck_alone = not any(pair["whatever_figures"] for pair in pairs.values())
    count = max(len(pair["more"]) for pair in pairs.values())
    told = [
        tell(
            "than past {other} in {fewer} (more in {more}, as many in {alike})",
            other=other,
            fewer=pair["fewer_past_first"],
            more=pair["fewer_past_second"],
            alike=pair["alike"],
        )
        for other, pair in pairs.items()
    ]
    than = {"count": count, "first": first, "told": listing(told)}
    if luck_alone:
        return tell("In {count} such raids fewer leak past {first} {told}.", **than)
    return tell("In {count} raids, whatever the figures, fewer leak past {first} {told}.", **than)


def columns_of(launched: int) -> list[tuple[int, int]]:
    """Return least and most leakers of each column of dots: none, then up to eight of one width.

    Examples
    --------
    >>> columns_of(8)[:3]
    [(0, 0), (1, 1), (2, 2)]
    >>> columns_of(24)[-1]
    (22, 24)
    """
    wide = max(1, -(-launched // COLUMNS))
    return [(0, 0), *((low, min(launched, low + wide - 1)) for low in range(1, launched + 1, wide))]


def grid_of(several: Iterable[Found], launched: int) -> tuple[int, int]:
    """Return dots abreast in a column and rows of the highest one, alike for several figures: as many abreast
    as make the dots largest.
    """
    columns = columns_of(launched)
    most = max(
        (
            sum(low <= dot["leakers"] <= high for dot in each["dots"])
            for each in several
            for low, high in columns
        ),
        default=0,
    )

    def rows(abreast: int) -> int:
        return max(-(-most // abreast), ROWS_LEAST)

    abreast = max(ABREAST, key=lambda each: min(WIDE / (len(columns) * (each + 1)), 1.0 / rows(each)))
    return abreast, rows(abreast)


def dot_places(hundred: Found, launched: int, beside: Iterable[Found] = ()) -> list[tuple[float, float]]:
    """Return where each dot stands, in dots to the right and up, in the order in which they are told.

    Dots stand abreast in their column, by reason from below, in the grid of all figures ``beside``.
    """
    abreast, _ = grid_of([hundred, *beside], launched)
    order = [NOTHING, *LEDGER_FILLS]
    dots = hundred["dots"]
    found = [(0.0, 0.0)] * len(dots)
    for place, (low, high) in enumerate(columns_of(launched)):
        inside = [number for number, dot in enumerate(dots) if low <= dot["leakers"] <= high]
        inside.sort(key=lambda number: order.index(dots[number]["reason"]))
        for at, number in enumerate(inside):
            found[number] = place * (abreast + 1) + at % abreast, at // abreast + 0.5
    return found


def draw_raid_dots(
    axes: Any, hundred: Found, launched: int, *, title: str, beside: Iterable[Found] = ()
) -> list[str]:
    """Draw a hundred dots over their leakers where :func:`dot_places` has them, and return the reasons that
    were drawn, in order."""
    columns, others = columns_of(launched), list(beside)
    abreast, rows = grid_of([hundred, *others], launched)
    order = [NOTHING, *LEDGER_FILLS]
    places = dot_places(hundred, launched, others)
    reasons = [dot["reason"] for dot in hundred["dots"]]
    shown = sorted(set(reasons), key=order.index)
    for reason in shown:
        centres = [place for place, each in zip(places, reasons, strict=True) if each == reason]
        _dots(axes, sorted(centres), fill_of(reason).colour, fill_of(reason).hatch)
    axes.set_xlim(-1.0, len(columns) * (abreast + 1))
    axes.set_ylim(0.0, rows + 0.5)
    axes.set_aspect("equal", adjustable="box", anchor="SW")
    ticks = [place * (abreast + 1) + (abreast - 1) / 2.0 for place in range(len(columns))]
    words = [tell("none"), *(str(low) if low == high else f"{low}–{high}" for low, high in columns[1:])]
    axes.set_xticks(ticks, words, fontsize=6.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_title(title, fontsize=8, loc="left")
    return shown


def draw_pair_dots(axes: Any, pair: Found, *, title: str) -> None:
    """Draw a hundred raids met by two options, one dot each, in rows of ten: fewer leak past the first
    (blue), as many (white), more (orange)."""
    centres: dict[str, list[tuple[float, float]]] = {}
    for number, more in enumerate(pair["more"]):
        colour = BETTER if more < 0 else ALIKE if more == 0 else WORSE
        centres.setdefault(colour, []).append((number % 10, number // 10 + 0.5))
    for colour, found in centres.items():
        _dots(axes, found, colour, "")
    axes.set_xlim(-0.8, 9.8)
    axes.set_ylim(-0.1, 10.6)
    axes.set_aspect("equal", adjustable="box", anchor="SW")
    axes.set_axis_off()
    axes.set_title(title, fontsize=8, loc="left")


def _dots(axes: Any, centres: Sequence[tuple[float, float]], colour: str, hatch: str) -> None:
    """Draw dots of one look: one shape, set down at each place, which keeps a page small."""
    from matplotlib.collections import EllipseCollection

    size = [_DOT] * len(centres)
    look = {"facecolors": colour, "edgecolors": INK, "linewidths": 0.5, "hatch": hatch or None}
    axes.add_collection(
        EllipseCollection(
            size, size, [0.0] * len(centres), units="xy", offsets=centres, transOffset=axes.transData, **look
        )
    )


def legend_marks(reasons: Sequence[str]) -> list[Any]:
    """Return marks for a legend of reasons."""
    from matplotlib.patches import Patch

    return [
        Patch(facecolor=fill.colour, edgecolor=INK, lw=0.5, hatch=fill.hatch, label=fill.words)
        for fill in map(fill_of, reasons)
    ]
