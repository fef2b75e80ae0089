"""The moments at which a raid was decided, found in its scene."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

from .records import Actor, Happening, Place, Scene, Spell

__all__ = ["DECISIVE_NAMES", "MOST_MOMENTS", "DecisiveMoment", "DecisiveName", "decisive_moments"]

DecisiveName = Literal[
    "first_leak",
    "radar_lost",
    "post_lost",
    "traffic_shot_down",
    "last_round",
    "channels_full",
    "survived",
    "judged_dead",
    "search_radar_lost",
    "launcher_lost",
    "out_of_action",
    "first_engagement",
    "first_kill",
    "decoy_engaged",
    "first_track",
    "over",
    "begins",
]
"""What made a moment decisive, the most decisive first: ranks follow this order, then time."""
DECISIVE_NAMES: tuple[DecisiveName, ...] = get_args(DecisiveName)

MOST_MOMENTS = 14
"""So many moments are told by default: those of the best ranks."""
MOST_OF_A_NAME = 3
_LOSSES: tuple[DecisiveName, ...] = ("radar_lost", "search_radar_lost", "post_lost", "launcher_lost")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisiveMoment:
    """A moment that decided something: ``rank`` 1 is the most decisive one of its raid.

    ``actor`` and ``about`` are ids of actors, ``about`` mostly a threat, empty for none; ``place`` is where
    to look. ``counts`` are whole numbers that its reason is told with, by name.
    """

    time_s: float
    name: DecisiveName
    actor: str
    about: str
    place: Place
    counts: Mapping[str, int]
    rank: int = 0


def decisive_moments(scene: Scene, *, most: int = MOST_MOMENTS) -> tuple[DecisiveMoment, ...]:
    """Return the moments at which a raid was decided, in order of time.

    Each kind of moment has its place in ``DECISIVE_NAMES``; of one kind no more than three are kept, the
    first ones, and of all together ``most``, those of the best ranks. Counts are of real threats, without
    decoys and traffic, unless they say otherwise.

    Parameters
    ----------
    scene
        The raid.
    most
        How many moments to keep, at least 1.

    Raises
    ------
    ValueError
        If ``most`` is less than one.
    """
    if most < 1:
        raise ValueError(f"most {most}: must be at least 1")
    raid = _Raid(scene)
    found = [moment for find in _FINDERS for moment in _first_of_each(find(raid))]
    found.sort(key=lambda each: (DECISIVE_NAMES.index(each.name), each.time_s, each.actor, each.about))
    ranked = [replace(moment, rank=rank) for rank, moment in enumerate(found[:most], start=1)]
    return tuple(sorted(ranked, key=lambda each: (each.time_s, -each.rank)))


class _Raid:
    """A scene with what several finders ask of it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    @cached_property
    def real(self) -> dict[str, Actor]:
        """The real threats by id."""
        return {
            actor.id: actor
            for actor in self.scene.of_kind("threat")
            if actor.side == "raid" and not actor.decoy
        }

    @cached_property
    def engagements(self) -> list[Spell]:
        """Every spell in which a fire unit engages something."""
        return [spell for spell in self.scene.spells if spell.state == "engages"]

    def named(self, *names: str) -> Iterator[Happening]:
        """Yield what happened of some names, in order of time."""
        return (each for each in self.scene.happenings if each.name in names)

    def flying(self, time_s: float) -> int:
        """Return how many real threats fly just after a time."""
        return sum(each.begins_s <= time_s < each.ends_s for each in self.real.values())

    def waiting(self, time_s: float) -> int:
        """Return how many real threats fly, known to a post and engaged by nobody, just after a time."""
        known = {each.about for each in self.scene.spells if each.state == "knows" and _lasts(each, time_s)}
        engaged = {each.about for each in self.engagements if _lasts(each, time_s)}
        return sum(name in known - engaged and _flies(self.real[name], time_s) for name in self.real)

    def shots_at(self, threat: str) -> int:
        """Return how many rounds were fired at a threat."""
        return sum(each.about == threat for each in self.named("launched"))


def _lasts(spell: Spell, time_s: float) -> bool:
    return spell.from_s <= time_s < spell.until_s


def _flies(actor: Actor, time_s: float) -> bool:
    return actor.begins_s <= time_s < actor.ends_s


def _moment(
    happening: Happening, name: DecisiveName, counts: Mapping[str, int], *, actor: str | None = None
) -> DecisiveMoment:
    """Return a moment at which something happened."""
    return DecisiveMoment(
        time_s=happening.time_s,
        name=name,
        actor=happening.actor if actor is None else actor,
        about=happening.about,
        place=happening.place,
        counts=counts,
    )


def _first_of_each(moments: Iterator[DecisiveMoment]) -> Iterator[DecisiveMoment]:
    """Yield the first few moments of each name."""
    told: Counter[str] = Counter()
    for moment in sorted(moments, key=lambda each: (each.time_s, each.actor)):
        told[moment.name] += 1
        if told[moment.name] <= MOST_OF_A_NAME:
            yield moment


def _begins(raid: _Raid) -> Iterator[DecisiveMoment]:
    """Yield when the first real threat is on its way."""
    if raid.real:
        first = min(raid.real.values(), key=lambda each: each.begins_s)
        yield DecisiveMoment(
            time_s=first.begins_s,
            name="begins",
            actor=first.id,
            about="",
            place=first.course.at(first.begins_s),
            counts={"threats": len(raid.real)},
        )


def _tracks(raid: _Raid) -> Iterator[DecisiveMoment]:
    """Yield when the first real threat became a track."""
    for each in raid.named("confirmed"):
        if each.about in raid.real:
            yield _moment(each, "first_track", {"flying": raid.flying(each.time_s)})
            return


def _shots(raid: _Raid) -> Iterator[DecisiveMoment]:
    """Yield the first launch of all, and the first at a decoy with how many rounds decoys cost."""
    launches = list(raid.named("launched"))
    if launches:
        first = launches[0]
        salvo = sum((each.time_s, each.actor, each.about) == _who(first) for each in launches)
        yield _moment(first, "first_engagement", {"rounds": salvo, "flying": raid.flying(first.time_s)})
    decoys = {actor.id for actor in raid.scene.of_kind("threat") if actor.decoy}
    at_decoys = [each for each in launches if each.about in decoys]
    if at_decoys:
        yield _moment(at_decoys[0], "decoy_engaged", {"rounds": len(at_decoys)})


def _who(happening: Happening) -> tuple[float, str, str]:
    return happening.time_s, happening.actor, happening.about


def _kills(raid: _Raid) -> Iterator[DecisiveMoment]:
    """Yield the first kill of a real threat, and traffic that was shot down."""
    killed = sum(actor.end == "killed" for actor in raid.real.values())
    first = True
    for each in raid.named("killed"):
        unit = raid.scene.by_id[each.actor].belongs_to
        if each.about in raid.real and first:
            first = False
            yield _moment(each, "first_kill", {"killed": killed}, actor=unit)
        elif raid.scene.by_id[each.about].side != "raid":
            yield _moment(each, "traffic_shot_down", {}, actor=unit)


def _channels(raid: _Raid) -> Iterator[DecisiveMoment]:
    """Yield when a fire unit first had every channel in use; the first one only."""
    found = []
    for unit in raid.scene.of_kind("fire_unit"):
        own = [spell for spell in raid.engagements if spell.actor == unit.id]
        for spell in own:
            used = sum(_lasts(other, spell.from_s) for other in own)
            if unit.channels and used >= unit.channels:
                counts = {"channels": unit.channels, "waiting": raid.waiting(spell.from_s)}
                here = unit.course.at(spell.from_s)
                found.append(
                    DecisiveMoment(
                        time_s=spell.from_s,
                        name="channels_full",
                        actor=unit.id,
                        about="",
                        place=here,
                        counts=counts,
                    )
                )
                break
    yield from sorted(found, key=lambda each: (each.time_s, each.actor))[:1]


def _rounds(raid: _Raid) -> Iterator[DecisiveMoment]:
    """Yield when a fire unit that had fired had no round ready any more, for the first time."""
    for unit in raid.scene.of_kind("fire_unit"):
        launches = [each for each in raid.named("launched") if each.actor == unit.id]
        for launch in launches:
            if raid.scene.rounds_ready(unit.id, launch.time_s) == 0:
                fired = sum(each.time_s <= launch.time_s for each in launches)
                counts = {"fired": fired, "flying": raid.flying(launch.time_s)}
                reloaded_s = _next_round_s(raid.scene, unit.id, launch.time_s)
                if reloaded_s is not None:
                    counts["reloaded_after_s"] = round(reloaded_s - launch.time_s)
                yield _moment(launch, "last_round", counts)
                break


def _next_round_s(scene: Scene, unit: str, time_s: float) -> float | None:
    """Return when a fire unit has a round again after a time, None for never in the raid."""
    later = [each.time_s for each in scene.stocks if each.unit == unit and each.time_s > time_s]
    return next((each for each in sorted(later) if scene.rounds_ready(unit, each) > 0), None)


def _losses(raid: _Raid) -> Iterator[DecisiveMoment]:
    """Yield what was hit, and fire units that are out of action without having been hit."""
    hit: set[tuple[float, str]] = set()
    for each in raid.named(*_LOSSES):
        hit.add((each.time_s, each.actor))
        name = next(name for name in _LOSSES if name == each.name)
        yield _moment(each, name, {"flying": raid.flying(each.time_s)})
    for unit in raid.scene.of_kind("fire_unit"):
        for spell in raid.scene.spells_of(unit.id, "out_of_action"):
            if (spell.from_s, unit.id) not in hit and spell.from_s > 0.0:
                yield DecisiveMoment(
                    time_s=spell.from_s,
                    name="out_of_action",
                    actor=unit.id,
                    about="",
                    place=unit.course.at(spell.from_s),
                    counts={"flying": raid.flying(spell.from_s)},
                )


def _leaks(raid: _Raid) -> Iterator[DecisiveMoment]:
    """Yield the first leak, the last round that the leaker most shot at survived, and who was held dead and
    was not."""
    leaks = [each for each in raid.named("leaked") if each.actor in raid.real]
    if not leaks:
        return
    yield _moment(leaks[0], "first_leak", {"leaked": len(leaks), "threats": len(raid.real)})
    shots = {each.actor: raid.shots_at(each.actor) for each in leaks}
    most = max(leaks, key=lambda each: (shots[each.actor], -each.time_s)).actor
    missed = [each for each in raid.named("missed") if each.about == most]
    if missed:
        unit = raid.scene.by_id[missed[-1].actor].belongs_to
        also = sum(count > 0 for count in shots.values()) - 1
        yield _moment(missed[-1], "survived", {"rounds": shots[most], "others": also}, actor=unit)
    for each in raid.named("assessed_dead"):
        if each.about in shots and _flies(raid.real[each.about], each.time_s):
            yield _moment(each, "judged_dead", {})


def _over(raid: _Raid) -> Iterator[DecisiveMoment]:
    """Yield when the last real threat has ended."""
    if raid.real:
        last = max(raid.real.values(), key=lambda each: each.ends_s)
        ends = Counter(actor.end for actor in raid.real.values())
        yield DecisiveMoment(
            time_s=last.ends_s,
            name="over",
            actor=last.id,
            about="",
            place=last.course.at(last.ends_s),
            counts={"threats": len(raid.real), "leaked": ends["leaked"], "killed": ends["killed"]},
        )


_FINDERS: tuple[Callable[[_Raid], Iterator[DecisiveMoment]], ...] = (
    _begins,
    _tracks,
    _shots,
    _kills,
    _channels,
    _rounds,
    _losses,
    _leaks,
    _over,
)
