"""Which figures the differences between systems rest on, gathered over the raids of a brief."""

from __future__ import annotations

from dataclasses import dataclass, replace

from skykeep.language import tell
from skykeep.study.brief_data import BriefData, Difference, FigureRow, Share

from .fields import class_words, figure_words
from .shipped_words import shipped
from .words import commas, figure_limits, figure_value, listing, short_name

__all__ = [
    "Ground",
    "PairGrounds",
    "grounds_of",
    "kill_words",
    "pair_grounds",
    "tracking_kinds",
    "untracked_share",
]

ASSUMED = "assumed"
SHARED = ("threats", "common")
"""Owners of figures that all systems share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A figure that goes with a difference: whose it is, its name, value with limits, kind, in which raids.

    ``owner`` is the id of a system, empty for what all share.
    """

    owner: str
    name: str
    value: str
    kind: str
    raids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairGrounds:
    """What one system's differences from the lead system go with, over all raids.

    ``assumed`` and ``public`` are figures by their kind, the commonest first; ``raids_on_assumed`` counts
    raids with at least one assumed figure, ``alone`` names those in which no single figure stands out.
    Without ``enough_worlds`` nothing can be told.
    """

    system: str
    assumed: tuple[Ground, ...]
    public: tuple[Ground, ...]
    raids: int
    raids_on_assumed: int
    alone: tuple[str, ...]
    enough_worlds: bool


def pair_grounds(data: BriefData) -> tuple[PairGrounds, ...]:
    """Return for each system but the lead what its differences go with."""
    return tuple(_pair(data, system.id) for system in data.systems if system.id != data.lead_system)


def _pair(data: BriefData, system: str) -> PairGrounds:
    by_name: dict[tuple[str, str], Ground] = {}
    on_assumed, alone = 0, []
    for raid in data.raids:
        found = [
            ground
            for difference in raid.differences
            if difference.system == system
            for ground in grounds_of(data, difference, raid.name)
        ]
        on_assumed += any(ground.kind == ASSUMED for ground in found)
        if not found:
            alone.append(shipped(raid.name))
        for ground in found:
            key = ground.owner, ground.name
            before = by_name.get(key)
            by_name[key] = ground if before is None else replace(before, raids=(*before.raids, *ground.raids))
    ordered = sorted(by_name.values(), key=lambda ground: -len(ground.raids))
    return PairGrounds(
        system=system,
        assumed=tuple(ground for ground in ordered if ground.kind == ASSUMED),
        public=tuple(ground for ground in ordered if ground.kind != ASSUMED),
        raids=len(data.raids),
        raids_on_assumed=on_assumed,
        alone=tuple(alone),
        enough_worlds=any(
            difference.unknowns["noise_level"] is not None
            for raid in data.raids
            for difference in raid.differences
            if difference.system == system
        ),
    )


def grounds_of(data: BriefData, difference: Difference, raid_name: str) -> list[Ground]:
    """Return the figures whose draws go with one difference more than chance would have them."""
    rows = {row.id: row for row in data.figures}
    return [
        Ground(
            owner="", name=tell("rounds fired before each look"), value="", kind=ASSUMED, raids=(raid_name,)
        )
        if unknown.get("alternatives")
        else _ground(rows.get(unknown["figure"]), raid_name)
        for unknown in difference.unknowns["rows"]
        if unknown["stands_out"]
    ]


def kill_words(data: BriefData) -> str:
    """Return the end of the sentence on kill figures: common to all systems, or some of a system's own."""
    names = {system.id: short_name(system) for system in data.systems}
    own = [
        tell(
            "the {system} against {threat} ({value}, {kind})",
            system=names[row.owner],
            threat=class_words(row.id.split("/")[-1]),
            value=figure_value(row),
            kind=shipped(row.kind),
        )
        for row in data.figures
        if row.owner in names and "kill_p" in row.id.split("/")
    ]
    if own:
        return tell(
            "one common figure per class of threat, but for figures of their own: {own}. Differences in "
            "those raids come from it too.",
            own=listing(own),
        )
    if len(data.systems) == 1:
        return tell("one figure per class of threat.")
    return tell("one common figure per class of threat: no difference between the systems comes from it.")


def untracked_share(data: BriefData) -> Share | None:
    """Return the share of threats that raid conditions leave untracked, whatever the system: expected, least
    and most; None if there are no such conditions.

    Conditions are drawn from the triangle of their figures, whose mean is that of its corners.
    """
    rows = {row.id: row for row in data.figures}
    raid, target = (rows.get(f"common/{name}") for name in ("track_raid_p", "track_target_p"))
    if raid is None or target is None:
        return None
    return Share(
        best=1.0 - (raid.low + raid.best + raid.high) / 3.0 * (target.low + target.best + target.high) / 3.0,
        low=1.0 - raid.high * target.high,
        high=1.0 - raid.low * target.low,
    )


def tracking_kinds(data: BriefData) -> list[str]:
    """Return the kinds of the chances that raid and threat are tracked, each once."""
    names = ("common/track_raid_p", "common/track_target_p")
    return list(dict.fromkeys(row.kind for row in data.figures if row.id in names))


def _ground(row: FigureRow | None, raid_name: str) -> Ground:
    """Return one figure in words; what is drawn beside the figures of the catalogue is the air's bending."""
    if row is None:
        bending = tell("bending of radar beams by the air")
        return Ground(owner="", name=bending, value="", kind="derived", raids=(raid_name,))
    shared = row.owner.split("/")[0] in SHARED
    limits = figure_limits(row)
    return Ground(
        owner="" if shared else row.owner,
        name=figure_words(row),
        value=commas(filter(None, (figure_value(row), limits))),
        kind=row.kind,
        raids=(raid_name,),
    )
