"""The chart of a back-test: places, covers by size of raid and reliability of each class, and the claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from skykeep.plurals import counted

from .backtest_words import CLASSES, LAWS
from .chart_files import chart_file, incomplete_words
from .style import FILLS, INK

__all__ = ["write_backtest_chart"]

PANEL_IN = (4.6, 3.1)
COLUMNS = 3
SHOWN = {
    "simulated": (INK, "-", "o"),
    "simulated_fitted": ("#2f6690", "--", "s"),
    "beta_binomial": ("#b3541e", ":", "^"),
}
"""Laws that are drawn: colour, stroke and mark."""
PASSES_FROM, PASSES_TO = 0.85, 0.95


def write_backtest_chart(found: Mapping[str, Any], path: Path) -> Path:
    """Write the chart of a back-test and return its path.

    A row for each class as it is written and shot down: the histogram of places, flat where a law is right;
    how many days the 90 % interval holds, by size of raid, the limits of the rule shaded; and how many days
    lie in central intervals against how many should. Below each event with its band and the claims.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    shown = [
        each
        for each in found["comparisons"]
        if each["measure"] == "shot_down" and each["reading"] == "as_written"
    ]
    events = found["events"]
    columns = COLUMNS if shown else 1
    rows = len(shown) + -(-len(events) // columns)
    with chart_file(
        path,
        rows=max(rows, 1),
        columns=columns,
        panel_in=PANEL_IN,
        title="Predicted against recorded",
        caption=_caption(found),
    ) as panels:
        for number, comparison in enumerate(shown):
            places, covers, reliability = panels[COLUMNS * number : COLUMNS * (number + 1)]
            _places(places, comparison)
            _covers(covers, comparison)
            _reliability(reliability, comparison)
        rest = panels[COLUMNS * len(shown) :] if shown else panels
        for axes, event in zip(rest, events, strict=False):
            _event(axes, event)
        for axes in rest[len(events) :]:
            axes.set_axis_off()
    return path


def _laws(comparison: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the laws of a comparison that are drawn."""
    return [(name, comparison["models"][name]) for name in SHOWN if name in comparison["models"]]


def _places(axes: Any, comparison: Mapping[str, Any]) -> None:
    """Draw the histogram of places of each law, and the height at which it would be flat."""
    days = comparison["test_days"]
    for name, model in _laws(comparison):
        counts = model["pit_histogram"]
        edges = [100.0 * place / len(counts) for place in range(len(counts) + 1)]
        colour, stroke, _ = SHOWN[name]
        axes.stairs(
            [100.0 * count / days for count in counts],
            edges,
            color=colour,
            ls=stroke,
            lw=1.3,
            label=LAWS[name],
        )
        axes.axhline(100.0 / len(counts), color="#8a9096", lw=0.8, zorder=1)
    axes.set_xlim(0.0, 100.0)
    axes.set_ylim(0.0, None)
    axes.set_xlabel("place of the record in the prediction, % (randomised PIT)", fontsize=7.5)
    axes.set_ylabel("days, %", fontsize=7.5)
    axes.legend(frameon=False, fontsize=6.5, loc="best")
    name = CLASSES.get(comparison["record_class"], comparison["record_class"])
    axes.set_title(f"{name}, {counted(days, 'day')}", fontsize=8, loc="left")


def _covers(axes: Any, comparison: Mapping[str, Any]) -> None:
    """Draw how many days the 90 % interval holds in each stratum, with its error over weeks, and widths."""
    axes.axhspan(100.0 * PASSES_FROM, 100.0 * PASSES_TO, color=FILLS.seen, alpha=0.5, lw=0, zorder=0)
    laws = _laws(comparison)
    strata = [name for name in laws[0][1]["strata"] if name != "all"]
    for number, (name, model) in enumerate(laws):
        colour, _, mark = SHOWN[name]
        for place, stratum in enumerate(strata):
            scores = model["strata"][stratum]
            cover = scores["cover_90"]
            if cover["value"] is None:
                continue
            at = place + 0.2 * (number - 0.5 * (len(laws) - 1))
            if cover["sampling_90"] is not None:
                axes.vlines(at, *_in_per_cent(cover["sampling_90"]), color=colour, lw=1.0)
            axes.plot(at, 100.0 * cover["value"], mark, color=colour, ms=4.5)
            axes.annotate(
                f"{100.0 * scores['width_90']['value']:.0f}",
                (at, 0.02),
                xycoords=axes.get_xaxis_transform(),
                ha="center",
                fontsize=5.5,
                color=colour,
            )
    days = [laws[0][1]["strata"][stratum]["days"] for stratum in strata]
    axes.set_xticks(
        range(len(strata)),
        [f"{name}\n{counted(count, 'day')}" for name, count in zip(strata, days, strict=True)],
    )
    axes.tick_params(axis="x", labelsize=7)
    axes.set_xlim(-0.5, len(strata) - 0.5)
    axes.set_ylim(-8.0, 105.0)
    axes.set_xlabel("launched on a day", fontsize=7.5)
    axes.set_ylabel("days that the 90 % interval holds, %", fontsize=7.5)
    axes.set_title("cover; numbers: mean width, %; shaded: the rule", fontsize=7.5, loc="left")


def _reliability(axes: Any, comparison: Mapping[str, Any]) -> None:
    """Draw how many days lie in the central intervals against how many should."""
    axes.plot([0.0, 100.0], [0.0, 100.0], color="#8a9096", lw=0.8)
    for name, model in _laws(comparison):
        counts = model["pit_histogram"]
        half = len(counts) // 2
        inside = [sum(counts[half - steps : half + steps]) for steps in range(half + 1)]
        levels = [100.0 * steps / half for steps in range(half + 1)]
        colour, stroke, mark = SHOWN[name]
        share = [100.0 * count / comparison["test_days"] for count in inside]
        axes.plot(levels, share, color=colour, ls=stroke, marker=mark, ms=3.5, lw=1.2)
    axes.set_xlim(0.0, 100.0)
    axes.set_ylim(0.0, 102.0)
    axes.set_xlabel("days that a central interval should hold, %", fontsize=7.5)
    axes.set_ylabel("it holds, %", fontsize=7.5)
    axes.set_title("reliability; below the line: too sure of itself", fontsize=7.5, loc="left")


def _event(axes: Any, event: Mapping[str, Any]) -> None:
    """Draw each claim about an event over the band of its raids, those of single lay-downs thin."""
    claims: Sequence[Mapping[str, Any]] = event["claims"]
    for place, claim in enumerate(reversed(claims)):
        axes.hlines(place, *_in_per_cent(claim["band_90"]), color=FILLS.seen, alpha=0.45, lw=9, zorder=1)
        for number, stand in enumerate(claim["by_alternative"].values()):
            axes.hlines(
                place - 0.16 + 0.11 * number, *_in_per_cent(stand["band_90"]), color=INK, lw=0.7, zorder=2
            )
        low, high = _in_per_cent(claim["share"])
        axes.hlines(place, low, high, color="#b3541e", lw=2.0, zorder=3)
        axes.plot([low, high], [place, place], "|", color="#b3541e", ms=13, mew=1.8, zorder=3)
        words = f"{claim['claimant'][:46]} ({claim['quality']}): {claim['stands']}"
        axes.annotate(words, (0.0, place + 0.3), fontsize=6.2)
    axes.set_xlim(-3.0, 103.0)
    axes.set_ylim(-0.5, len(claims) - 0.3)
    axes.set_yticks([])
    axes.set_xlabel("stopped, %; bar: 5 to 95 % of raids, lines: each lay-down; red: claimed", fontsize=7.5)
    axes.set_title(event["name"], fontsize=7.5, loc="left", wrap=True)


def _in_per_cent(ends: Sequence[float]) -> list[float]:
    """Return the ends of shares in per cent."""
    return [100.0 * end for end in ends]


def _caption(found: Mapping[str, Any]) -> str:
    """Return what stands below the chart."""
    failed = len(found["failures"])
    judged = failed + len(found["passes"])
    rule = f"Fails {failed} of {judged} tests. {found['rule']} " if judged else ""
    return (
        f"{incomplete_words(found)}{rule}Bulletins and claims are no ground truth; defences are stylised and "
        f"assumed. skykeep, seed {found['seed']}, {counted(found['worlds'], 'world')} of "
        f"{counted(found['replications'], 'raid')}. "
        "Public figures only."
    )
