"""What if there were more, or less: one sentence for each answer, and the words of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from skykeep.language import in_digits, name, tell, to_tell
from skykeep.plurals import plural_of
from skykeep.study.brief_data import BriefData, FigureRow
from skykeep.study.brief_gains import Jammed, Layered, MovesWith, Regiment, SizeCurve

from .doubt import NOT_RESOLVED, sure_interval
from .fields import figure_name
from .figure_ids import id_name, id_value
from .shipped_words import shipped
from .words import commas, count_word, interval, listing, percent, semicolons, short_name

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
MORE = to_tell("{difference:.1f} more{sure} past the {system}")
FEWER = to_tell("{difference:.1f} fewer{sure} past the {system}")


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
    return tell("{system} {unit}", system=short_name(lead), unit=shipped(lead.unit_name))


def _lead_jammed(data: BriefData) -> Jammed | None:
    return next((each for each in data.gains.jamming if each.system == data.lead_system), None)


def _first(data: BriefData) -> str:
    """Return the whole of it in one sentence: leakers alone, with more, with less."""
    gains, raid = data.gains, next(raid for raid in data.raids if raid.id == data.lead_raid)
    told = [
        tell(
            "one {unit} lets {mean:.1f} through",
            unit=_lead(data),
            mean=gains.losses.baseline["leakers"]["mean"],
        )
    ]
    if gains.regiment and gains.regiment.raid == raid.name:
        told.append(
            tell(
                "{units} under one post {mean:.1f}",
                units=count_word(gains.regiment.units),
                mean=gains.regiment.several.leakers["mean"],
            )
        )
    worst = _worst(gains.losses.rows)
    if worst is not None:
        told.append(
            tell(
                "one without its {part} {mean:.1f}",
                part=shipped(worst["words"]),
                mean=worst["leakers"]["mean"],
            )
        )
    lead = _lead_jammed(data)
    if lead is not None:
        told.append(tell("one under a stand-off jammer {mean:.1f}", mean=lead.under["mean"]))
    return tell("Of {raid} on average {told}.", raid=shipped(raid.name), told=listing(told))


def sure(estimate: Mapping[str, Any]) -> str:
    """Return the words of ignorance in round brackets, empty where there is no such interval."""
    if estimate["ignorance_90"] is None:
        return ""
    said = sure_interval(estimate).replace("-", "\N{MINUS SIGN}")
    if said == tell(NOT_RESOLVED):
        return tell(" (how sure is not resolved)")
    return tell(" (we are 90\u00a0% sure of {said})", said=said)


def lucky(estimate: Mapping[str, Any], *, digits: int = 0) -> str:
    """Return what 90 of 100 such raids give, a dash where that is not told."""
    return interval(estimate["luck_90"], digits=digits)


def size_ends(knee: Mapping[str, Any]) -> tuple[str, str]:
    """Return from how many threats on a threshold is passed, and the sizes we are 90 % sure of."""
    most = knee["largest_asked"]

    def size(value: int | None) -> str:
        return tell("more than {most}", most=most) if value is None else in_digits(str(value))

    ends = [] if knee["ignorance_90"] is None else list(dict.fromkeys(map(size, knee["ignorance_90"])))
    if len(ends) == 2:
        return size(knee["n"]), tell("{low} to {high}", low=ends[0], high=ends[1])
    return size(knee["n"]), "".join(ends)


def _sizes(data: BriefData) -> str:
    """Return from how many threats on each system is expected to let one through."""
    told = []
    for curve in data.gains.sizes:
        size, ends = size_ends(curve.knee["one_expected_leaker"])
        past = {"size": size, "system": short_name(data.system(curve.system))}
        if not ends:
            told.append(tell("from {size} on past the {system}", **past))
        elif ends == size:
            told.append(tell("from {size} on past the {system} (we are 90\u00a0% sure of it)", **past))
        else:
            told.append(
                tell("from {size} on past the {system} (we are 90\u00a0% sure of {ends})", ends=ends, **past)
            )
    if not told:
        return ""
    return tell("Threats in a raid from which on one is expected to leak: {told}.", told=listing(told))


def lacked(curve: SizeCurve) -> str:
    """Return what most leakers lacked, over the sizes: ``tracking up to 8, then rounds``."""
    runs = [
        (resource, [point["n"] for point in group][-1])
        for resource, group in groupby(curve.points, key=lambda point: point["binding_resource"])
        if resource is not None
    ]
    if not runs:
        return tell("nothing leaks")
    told = [
        tell("{resource} up to {last}", resource=shipped(resource), last=last) for resource, last in runs[:-1]
    ]
    return tell(", then ").join([*told, shipped(runs[-1][0])])


def _regiment(data: BriefData, found: Regiment) -> str:
    """Return what several units under one post let through where one alone does."""
    lead = data.system(data.lead_system)
    units = tell(
        "{count_word} {units}",
        count_word=count_word(found.units),
        units=shipped(plural_of(lead.unit_name)),
    )
    told = {
        "units": f"{units[0].upper()}{units[1:]}",
        "several": found.several.leakers["mean"],
        "threats": found.threats,
        "alone": found.one.leakers["mean"],
        "difference": abs(found.fewer["mean"]),
        "sure": sure(found.fewer),
    }
    if found.fewer["mean"] >= 0.0:
        return tell(
            "{units} under one post let {several:.1f} of {threats} through, one alone {alone:.1f}: "
            "{difference:.1f} fewer{sure}.",
            **told,
        )
    return tell(
        "{units} under one post let {several:.1f} of {threats} through, one alone {alone:.1f}: "
        "{difference:.1f} more{sure}.",
        **told,
    )


def _layers(data: BriefData, found: Layered) -> str:
    """Return what the layer close in adds."""
    inner = found.rows[-1]
    return tell(
        "Of {arrived:.1f} threats that come to the {inner} it kills {killed:.1f}; {together:.1f} of "
        "{threats} leak, past the {system} alone {alone:.1f}: {fewer:.1f} fewer{sure}.",
        arrived=inner["arrived"]["mean"],
        inner=name(inner["name"].split()[0]),
        killed=inner["killed"]["mean"],
        together=found.together.leakers["mean"],
        threats=found.threats,
        system=short_name(data.system(data.lead_system)),
        alone=found.alone.leakers["mean"],
        fewer=found.fewer["mean"],
        sure=sure(found.fewer),
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
        return tell("No radar alone is missed beyond the error of the computation.")
    alike = [row["words"] for row in radars if not (row["stands_out"] and row["change"]["mean"] > 0.0)]
    others = [row for row in radars if row is not worst and row["words"] not in alike]
    told = [
        tell(
            "without its {part} {mean:.1f} leak, {more:.1f} more{sure}",
            part=shipped(worst["words"]),
            mean=worst["leakers"]["mean"],
            more=worst["change"]["mean"],
            sure=sure(worst["change"]),
        ),
        *(
            tell("without its {part} {more:.1f} more", part=shipped(row["words"]), more=row["change"]["mean"])
            for row in others
        ),
    ]
    idle = (
        tell(" Without its {parts} nothing changes beyond luck.", parts=listing(list(map(shipped, alike))))
        if alike
        else ""
    )
    text = semicolons(told)
    return f"{text[0].upper()}{text[1:]}.{idle}"


def _jamming(data: BriefData, found: Sequence[Jammed]) -> str:
    """Return what the jammer adds for each system."""
    told = [
        tell(
            MORE if each.more["mean"] >= 0.0 else FEWER,
            difference=abs(each.more["mean"]),
            sure=sure(each.more),
            system=short_name(data.system(each.system)),
        )
        for each in found
    ]
    return tell("With a stand-off jammer {told} leak on average.", told=listing(told)) if told else ""


def moves_words(data: BriefData, found: Sequence[MovesWith]) -> str:
    """Return what decides a difference: figures whose draws go with it, with range and kind."""
    if not found:
        if data.gains.worlds < 50:
            return tell(
                "Too few worlds ({worlds}) to tell which figure decides it.", worlds=data.gains.worlds
            )
        return tell("No single figure decides it.")
    names = {row.id: row for row in data.figures}
    told = []
    for each in found:
        beside = commas([*([] if each.is_list else [_range(each)]), shipped(each.kind)])
        told.append(f"{_name(data, names.get(each.figure), each)} ({beside})")
    return tell("It moves most with {figures}.", figures=listing(told))


def _name(data: BriefData, row: FigureRow | None, each: MovesWith) -> str:
    """Return the words of a figure, with the system that it is of."""
    if row is None:
        return id_name(each.figure)
    owner = next((short_name(system) for system in data.systems if system.id == row.owner), "")
    return commas((owner, figure_name(row))) if owner else id_name(each.figure)


def _range(each: MovesWith) -> str:
    """Return between which values a figure was drawn."""
    return tell("{low} to {high}", low=id_value(each.figure, each.low), high=id_value(each.figure, each.high))


def share_words(estimate: Mapping[str, Any]) -> str:
    """Return a share stopped in per cent with how sure we are."""
    ends = estimate["ignorance_90"]
    if ends is None:
        return percent(estimate["mean"])
    low, high = (percent(min(max(end, 0.0), 1.0), unit="") for end in ends)
    return f"{percent(estimate['mean'])} ({low}–{high})"
