"""The time line of one threat: in sight, seen, tracked, decided, shot at, and what kept others off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .chart_files import chart_file
from .story_words import MOMENT_WORDS, ending_words
from .style import FILLS, INK
from .why_words import short_id

__all__ = ["Lane", "first_s", "key_sentences", "lanes_of", "write_why_chart"]

WIDE_IN, LANE_IN, AXES_IN = 9.0, 0.24, 0.9
THICK = 0.62
"""Height of a bar, as a share of its lane."""
BLOCKED, SHOT = "#d9e4ec", FILLS.engageable
_BEGINS = {
    "in_sight": "in sight",
    "detected": "seen: first detection",
    "confirmed": "tracked: by a radar",
    "known": "known: at a post",
    "ready": "can be engaged",
}
"""What goes on until the threat ends, by the moment in which it begins."""
_DECIDED = ("order_sent", "order_lost", "assigned", "turn", "assessed_dead", "assessed_alive", "let_go")
"""What somebody decides or judges, a mark in time."""
_MET = {"killed": "o", "missed": "x", "wasted": "x"}
"""How a round ends, and its mark."""
_ROUND_ENDS = {"o": "a dot: it kills", "x": "a cross: the threat lives, or was dead already"}


class Lane(NamedTuple):
    """One line of the chart: spans of time, and marks with their shapes."""

    words: str
    kind: str
    spans: tuple[tuple[float, float], ...] = ()
    marks: tuple[tuple[float, str], ...] = ()


def write_why_chart(found: Mapping[str, Any], path: Path) -> Path:
    """Write the time line of a threat and return its path.

    Parameters
    ----------
    found
        The answer of ``skykeep.why`` as plain data.
    path
        File to write; its name ends in .png, .svg or .pdf.

    Raises
    ------
    UsageError
        If the name of the file ends in something else.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    lanes = lanes_of(found["moments"])
    with chart_file(
        path,
        rows=1,
        columns=1,
        panel_in=(WIDE_IN, AXES_IN + LANE_IN * len(lanes)),
        title=f"{found['scenario']['name']}: {short_id(found['threat'])}, {ending_words(found['story'])}",
        caption=(
            f"World {found['world']}, replication {found['replication']}: {found['chosen']}. "
            + " ".join(key_sentences(lanes))
        ),
    ) as panels:
        _draw(panels[0], lanes, found["moments"])
    return path


def key_sentences(lanes: Sequence[Lane]) -> list[str]:
    """Return what the bars and marks mean, of those alone that are drawn."""
    kinds = {lane.kind for lane in lanes}
    shapes = {shape for lane in lanes for _, shape in lane.marks}
    ends = [words for shape, words in _ROUND_ENDS.items() if shape in shapes]
    told = ["The dashed line is its end."]
    if "blocked" in kinds:
        told.append("Pale: what kept a fire unit from a shot.")
    if "rounds" in kinds:
        told.append("; ".join(["Rounds run from launch to meeting", *ends]) + ".")
    if "decided" in kinds:
        told.append("Triangles: orders, turns and judgements.")
    return told


def first_s(lanes: Sequence[Lane], moments: Sequence[Mapping[str, Any]]) -> float:
    """Return where the axis begins, s: with the first bar or mark, not with the path."""
    drawn = [time_s for lane in lanes for time_s, _ in (*lane.spans, *lane.marks)]
    return float(min(drawn, default=min(row["time_s"] for row in moments)))


def lanes_of(moments: Sequence[Mapping[str, Any]]) -> tuple[Lane, ...]:
    """Return the lines of the chart from the moments of a threat: what is known of it first, then, for each
    fire unit, what kept it from a shot and its rounds."""
    end_s = _end_s(moments)
    known = [
        Lane(_by(words, row), "known", ((row["time_s"], end_s),))
        for name, words in _BEGINS.items()
        for row in moments
        if row["moment"] == name and row["time_s"] <= end_s
    ]
    return (*known, *_blocked(moments), *_decided(moments), *_rounds(moments, end_s))


def _by(words: str, row: Mapping[str, Any]) -> str:
    """Return what happens, and by whom."""
    return f"{words} ({row['by']})" if row["by"] else words


def _end_s(moments: Sequence[Mapping[str, Any]]) -> float:
    """Return when the threat is killed, arrives or is gone."""
    ends = [row["time_s"] for row in moments if row["moment"] in ("killed", "leaked", "passed", "aborted")]
    return float(min(ends) if ends else max(row["time_s"] for row in moments))


def _blocked(moments: Sequence[Mapping[str, Any]]) -> Iterator[Lane]:
    """Yield what kept fire units from a shot, one line for each unit and cause."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for row in moments:
        if row["until_s"] is not None:
            why = MOMENT_WORDS.get(row["moment"], row["moment"].replace("_", " "))
            spans.setdefault(_by(f"not shot at: {why}", row), []).append((row["time_s"], row["until_s"]))
    for words, found in spans.items():
        yield Lane(words, "blocked", tuple(found))


def _decided(moments: Sequence[Mapping[str, Any]]) -> Iterator[Lane]:
    """Yield what was decided and judged, one line for each kind and who did it."""
    marks: dict[str, list[tuple[float, str]]] = {}
    for row in moments:
        if row["moment"] in _DECIDED:
            marks.setdefault(_by(MOMENT_WORDS[row["moment"]], row), []).append((row["time_s"], "v"))
    for words, found in marks.items():
        yield Lane(words, "decided", marks=tuple(found))


def _rounds(moments: Sequence[Mapping[str, Any]], end_s: float) -> Iterator[Lane]:
    """Yield the rounds of each fire unit from launch to meeting; what met nothing ends with the threat."""
    met = {row["shot"]: row for row in moments if row["moment"] in _MET}
    spans: dict[str, list[tuple[float, float]]] = {}
    marks: dict[str, list[tuple[float, str]]] = {}
    for row in moments:
        if row["moment"] != "launched":
            continue
        words, ends = _by("shot at", row), met.get(row["shot"])
        until_s = max(end_s, row["time_s"]) if ends is None else ends["time_s"]
        spans.setdefault(words, []).append((row["time_s"], until_s))
        if ends is not None:
            marks.setdefault(words, []).append((until_s, _MET[ends["moment"]]))
    for words, found in spans.items():
        yield Lane(words, "rounds", tuple(found), tuple(marks.get(words, ())))


def _draw(axes: Any, lanes: Sequence[Lane], moments: Sequence[Mapping[str, Any]]) -> None:
    """Draw the lines one below the other, and the end of the threat across all of them."""
    colours = {"known": FILLS.seen, "blocked": BLOCKED, "rounds": SHOT, "decided": INK}
    for place, lane in enumerate(lanes):
        thick = 0.25 if lane.kind == "rounds" else THICK
        axes.broken_barh(
            [(from_s, until_s - from_s) for from_s, until_s in lane.spans],
            (place - 0.5 * thick, thick),
            facecolor=colours[lane.kind],
            edgecolor=INK,
            lw=0.4,
            zorder=2,
        )
        for time_s, shape in lane.marks:
            axes.plot(time_s, place, shape, color=INK, ms=4.5, mew=1.2, zorder=4)
    end_s = _end_s(moments)
    axes.axvline(end_s, color=INK, lw=0.8, ls="--", zorder=1)
    axes.set_yticks(range(len(lanes)), [lane.words for lane in lanes])
    axes.set_ylim(len(lanes) - 0.4, -0.6)
    last_s = max([end_s, *(each for lane in lanes for span in lane.spans for each in span)])
    begin_s = first_s(lanes, moments)
    margin_s = 0.03 * max(last_s - begin_s, 1.0)
    axes.set_xlim(begin_s - margin_s, last_s + margin_s)
    axes.set_xlabel("time on the clock of the raid, s")
    axes.grid(axis="x", lw=0.3, zorder=0)
