"""What if there were more, or less: one sentence for each answer, and the words of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from skykeep.plurals import plural_of
from skykeep.study.brief_data import BriefData, FigureRow
from skykeep.study.brief_gains import Jammed, Layered, MovesWith, Regiment, SizeCurve

from .doubt import NOT_RESOLVED, sure_interval
from .fields import figure_name
from .figure_ids import id_name, id_value
from .words import NBSP, count_word, interval, listing, percent, short_name

__all__ = [
    "GainWords",
    "gain_words",
    "lacked",
    "loss_rows",
    "lucky",
    "moves_words",
    "share_words",
    "size_ends",
]

LOSSES_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class GainWords:
    """The answer to each what-if in one sentence, empty where it was not played."""

    first: str
    sizes: str
    regiment: str
    layers: str
    losses: str
    jamming: str


def gain_words(data: BriefData) -> GainWords:
    """Return the answers, each number with its doubt."""
    gains = data.gains
    return GainWords(
        first=_first(data),
        sizes=_sizes(data),
        regiment=_regiment(data, gains.regiment) if gains.regiment else "",
        layers=_layers(data, gains.layers) if gains.layers else "",
        losses=_losses(data),
        jamming=_jamming(data, gains.jamming),
    )


def _lead(data: BriefData) -> str:
    lead = data.system(data.lead_system)
    return f"{short_name(lead)} {lead.unit_name}"


def _lead_jammed(data: BriefData) -> Jammed | None:
    return next((each for each in data.gains.jamming if each.system == data.lead_system), None)


def _first(data: BriefData) -> str:
    """Return the whole of it in one sentence: leakers alone, with more, with less."""
    gains, raid = data.gains, next(raid for raid in data.raids if raid.id == data.lead_raid)
    told = [f"one {_lead(data)} lets {gains.losses.baseline['leakers']['mean']:.1f} through"]
    if gains.regiment and gains.regiment.raid == raid.name:
        told.append(
            f"{count_word(gains.regiment.units)} under one post {gains.regiment.several.leakers['mean']:.1f}"
        )
    worst = _worst(gains.losses.rows)
    if worst is not None:
        told.append(f"one without its {worst['words']} {worst['leakers']['mean']:.1f}")
    lead = _lead_jammed(data)
    if lead is not None:
        told.append(f"one under a stand-off jammer {lead.under['mean']:.1f}")
    return f"Of {raid.name} on average {listing(told)}."


def sure(estimate: Mapping[str, Any]) -> str:
    """Return the words of ignorance in round brackets, empty where there is no such interval."""
    if estimate["ignorance_90"] is None:
        return ""
    said = sure_interval(estimate).replace("-", "\N{MINUS SIGN}")
    return " (how sure is not resolved)" if said == NOT_RESOLVED else f" (we are 90{NBSP}% sure of {said})"


def lucky(estimate: Mapping[str, Any], *, digits: int = 0) -> str:
    """Return what 90 of 100 such raids give, a dash where that is not told."""
    return interval(estimate["luck_90"], digits=digits)


def size_ends(knee: Mapping[str, Any]) -> tuple[str, str]:
    """Return from how many threats on a threshold is passed, and the sizes we are 90 % sure of."""
    most = knee["largest_asked"]

    def size(value: int | None) -> str:
        return f"more than {most}" if value is None else str(value)

    ends = knee["ignorance_90"]
    return size(knee["n"]), "" if ends is None else " to ".join(dict.fromkeys(size(end) for end in ends))


def _sizes(data: BriefData) -> str:
    """Return from how many threats on each system is expected to let one through."""
    told = []
    for curve in data.gains.sizes:
        size, ends = size_ends(curve.knee["one_expected_leaker"])
        doubt = f" (we are 90{NBSP}% sure of {'it' if ends == size else ends})" if ends else ""
        told.append(f"from {size} on past the {short_name(data.system(curve.system))}{doubt}")
    return f"Threats in a raid from which on one is expected to leak: {listing(told)}." if told else ""


def lacked(curve: SizeCurve) -> str:
    """Return what most leakers lacked, over the sizes: ``tracking up to 8, then rounds``."""
    runs = [
        (resource, [point["n"] for point in group][-1])
        for resource, group in groupby(curve.points, key=lambda point: point["binding_resource"])
        if resource is not None
    ]
    if not runs:
        return "nothing leaks"
    told = [f"{resource} up to {last}" for resource, last in runs[:-1]]
    return ", then ".join([*told, runs[-1][0]])


def _regiment(data: BriefData, found: Regiment) -> str:
    """Return what several units under one post let through where one alone does."""
    lead = data.system(data.lead_system)
    units = f"{count_word(found.units)} {plural_of(lead.unit_name)}"
    return (
        f"{units[0].upper()}{units[1:]} under one post let {found.several.leakers['mean']:.1f} of "
        f"{found.threats} through, one alone {found.one.leakers['mean']:.1f}: "
        f"{abs(found.fewer['mean']):.1f} {'fewer' if found.fewer['mean'] >= 0.0 else 'more'}"
        f"{sure(found.fewer)}."
    )


def _layers(data: BriefData, found: Layered) -> str:
    """Return what the layer close in adds."""
    inner = found.rows[-1]
    return (
        f"Of {inner['arrived']['mean']:.1f} threats that come to the {inner['name'].split()[0]} it kills "
        f"{inner['killed']['mean']:.1f}; {found.together.leakers['mean']:.1f} of {found.threats} leak, past "
        f"the {short_name(data.system(data.lead_system))} alone {found.alone.leakers['mean']:.1f}: "
        f"{found.fewer['mean']:.1f} fewer{sure(found.fewer)}."
    )


def _worst(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the worst loss of one part that adds leakers beyond the error of computing."""
    return next((row for row in rows if row["stands_out"] and row["change"]["mean"] > 0.0), None)


def loss_rows(data: BriefData) -> list[Mapping[str, Any]]:
    """Return the losses that are shown, the worst first."""
    return list(data.gains.losses.rows[:LOSSES_SHOWN])


def _losses(data: BriefData) -> str:
    """Return which radar hurts most, and which ones are missed little."""
    radars = [row for row in data.gains.losses.rows if "radar" in row["kind"]]
    worst = _worst(radars)
    if worst is None:
        return "No radar alone is missed beyond the error of the computation."
    alike = [row["words"] for row in radars if not (row["stands_out"] and row["change"]["mean"] > 0.0)]
    others = [row for row in radars if row is not worst and row["words"] not in alike]
    told = [
        f"without its {worst['words']} {worst['leakers']['mean']:.1f} leak, "
        f"{worst['change']['mean']:.1f} more{sure(worst['change'])}",
        *(f"without its {row['words']} {row['change']['mean']:.1f} more" for row in others),
    ]
    idle = f" Without its {listing(alike)} nothing changes beyond luck." if alike else ""
    text = "; ".join(told)
    return f"{text[0].upper()}{text[1:]}.{idle}"


def _jamming(data: BriefData, found: Sequence[Jammed]) -> str:
    """Return what the jammer adds for each system."""
    told = [
        f"{abs(each.more['mean']):.1f} {'more' if each.more['mean'] >= 0.0 else 'fewer'}{sure(each.more)} "
        f"past the {short_name(data.system(each.system))}"
        for each in found
    ]
    return f"With a stand-off jammer {listing(told)} leak on average." if told else ""


def moves_words(data: BriefData, found: Sequence[MovesWith]) -> str:
    """Return what decides a difference: figures whose draws go with it, with range and kind."""
    if not found:
        if data.gains.worlds < 50:
            return f"Too few worlds ({data.gains.worlds}) to tell which figure decides it."
        return "No single figure decides it."
    names = {row.id: row for row in data.figures}
    told = [
        f"{_name(data, names.get(each.figure), each)} "
        f"({'' if each.is_list else _range(each) + ', '}{each.kind})"
        for each in found
    ]
    return f"It moves most with {listing(told)}."


def _name(data: BriefData, row: FigureRow | None, each: MovesWith) -> str:
    """Return the words of a figure, with the system that it is of."""
    if row is None:
        return id_name(each.figure)
    owner = next((short_name(system) for system in data.systems if system.id == row.owner), "")
    return f"{owner}, {figure_name(row)}" if owner else id_name(each.figure)


def _range(each: MovesWith) -> str:
    """Return between which values a figure was drawn."""
    return f"{id_value(each.figure, each.low)} to {id_value(each.figure, each.high)}"


def share_words(estimate: Mapping[str, Any]) -> str:
    """Return a share stopped in per cent with how sure we are."""
    ends = estimate["ignorance_90"]
    if ends is None:
        return percent(estimate["mean"])
    low, high = (percent(min(max(end, 0.0), 1.0), unit="") for end in ends)
    return f"{percent(estimate['mean'])} ({low}–{high})"
