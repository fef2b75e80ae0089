"""Two systems beside each other, figure by figure: what sources say, and whether the limits lie apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from skykeep.model import Figure, System, best_launchers
from skykeep.model.notebook import rows_html

from .fields import favours
from .identity import iter_figures

__all__ = [
    "FigureComparison",
    "FigurePair",
    "FigureReading",
    "UnitSize",
    "compare_figures",
    "figure_ends",
    "unit_size",
]

FigureReading = Literal[
    "same unknown",
    "equal",
    "overlap",
    "favours a",
    "favours b",
    "a is higher",
    "b is higher",
    "only a",
    "only b",
]
"""``same unknown``: assumed for both, and one draw serves both. ``favours``: the limits lie apart, and this
end of the figure favours the defender; ``is higher`` where neither end does."""

Part = tuple[str, str]
"""Place of a part in its system, such as ``radars/91n6e``, and its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSize:
    """What one whole unit of a system has at best figures: the scale on which its figures are compared."""

    engagement_sets: int
    target_channels: int
    launchers: int
    ready_rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePair:
    """One figure of two systems; None where a system has no such figure."""

    part: str
    field: str
    a_id: str
    b_id: str
    a: Figure | None
    b: Figure | None
    reading: FigureReading


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureComparison:
    """All figures of two systems, by part; ``parts`` names the part of each system that stands in a pair."""

    a: System
    b: System
    parts: dict[str, tuple[str, str]]
    pairs: tuple[FigurePair, ...]

    def _repr_html_(self) -> str:
        named = {"a": self.a.id, "b": self.b.id}
        rows = [
            (
                pair.part,
                pair.field,
                *map(_told, (pair.a, pair.b)),
                " ".join(named.get(word, word) for word in pair.reading.split()),
            )
            for pair in self.pairs
        ]
        title = f"{self.a.name} and {self.b.name}, best (low to high) in SI units"
        return rows_html(title, ("part", "figure", self.a.id, self.b.id, "reading"), rows)

    def count(self) -> Counter[FigureReading]:
        """Return how many pairs read how."""
        return Counter(pair.reading for pair in self.pairs)


def _told(figure: Figure | None) -> str:
    """Return a figure with its limits and what kind it is; a dash where a system has none."""
    if figure is None:
        return "-"
    limits = f" ({figure.low:.6g} to {figure.high:.6g})" if figure.low < figure.high else ""
    return f"{figure.best:.6g}{limits}, {figure.kind}"


def compare_figures(a: System, b: System) -> FigureComparison:
    """Return two systems beside each other.

    The radars that find and that engage, and the interceptors that most launchers hold, stand beside each
    other whatever they are called; other radars, interceptors and launchers follow in the order of their
    files. A radar that searches and engages stands in both places.

    Examples
    --------
    >>> from skykeep.catalogue import load_catalogue
    >>> systems = load_catalogue().systems
    >>> found = compare_figures(systems["s-300pmu-2"], systems["s-400"])
    >>> found.parts["interceptor"]
    ('48N6E2', '48N6E3')
    """
    ours, theirs = _parts(a), _parts(b)
    names = list(dict.fromkeys([*ours, *theirs]))
    names.sort(key=_order)
    pairs: list[FigurePair] = []
    parts: dict[str, tuple[str, str]] = {}
    for name in names:
        places = ours.get(name, ("", "")), theirs.get(name, ("", ""))
        parts[name] = places[0][1], places[1][1]
        pairs += _pairs(
            name,
            _figures(a, places[0]) if name in ours else {},
            _figures(b, places[1]) if name in theirs else {},
        )
    return FigureComparison(a=a, b=b, parts=parts, pairs=tuple(pairs))


def unit_size(system: System) -> UnitSize:
    """Return what one whole unit of a system has at best figures.

    Examples
    --------
    >>> from skykeep.catalogue import load_catalogue
    >>> unit_size(load_catalogue().system("pantsir-s1")).ready_rounds
    72
    """
    sets = system.engagement_sets
    channels = sum(radar.target_channels.best for radar in system.radars if radar.target_channels is not None)
    launchers = best_launchers(system)
    rounds = [
        count * group.rounds_per_launcher.best
        for count, group in zip(launchers, system.launchers, strict=True)
    ]
    return UnitSize(
        engagement_sets=sets,
        target_channels=int(channels) * sets,
        launchers=int(sum(launchers)) * sets,
        ready_rounds=int(sum(rounds)) * sets,
    )


_FIRST = ("whole system", "command post", "searching radar", "low-altitude radar", "engagement radar")
_THEN = ("interceptor", "launchers")


def _order(name: str) -> tuple[int, str]:
    """Return where a part stands in the list."""
    named = (*_FIRST, *_THEN)
    return (named.index(name), "") if name in named else (len(named), name)


def _parts(system: System) -> dict[str, Part]:
    """Return the parts of a system by what they do."""
    found: dict[str, Part] = {"whole system": ("", system.name)}
    if system.command_post is not None:
        found["command post"] = ("command_post", "")
    radars = {radar.id: radar for radar in system.radars}
    taken = {system.brochure_detection_radar}
    found["searching radar"] = _radar(system.brochure_detection_radar, system)
    for radar in system.radars:
        if radar.role == "low_altitude" and "low-altitude radar" not in found:
            found["low-altitude radar"] = _radar(radar.id, system)
            taken.add(radar.id)
        elif radar.engages:
            found["engagement radar"] = _radar(radar.id, system)
            taken.add(radar.id)
    for number, radar_id in enumerate([each for each in radars if each not in taken], start=1):
        found[f"other radar {number}"] = _radar(radar_id, system)
    most = _most_held(system)
    for number, each in enumerate(sorted(system.interceptors, key=lambda each: each.id != most)):
        more = f" {number + 1}" if number else ""
        found[f"interceptor{more}"] = (f"interceptors/{each.id}", each.name)
        holding = [group.id for group in system.launchers if group.interceptor == each.id]
        for group_id in holding[:1]:
            found[f"launchers{more}"] = (f"launchers/{group_id}", f"for the {each.name}")
    return found


def _most_held(system: System) -> str:
    """Return the interceptor that most launchers hold, of equal ones the first; empty without launchers."""
    if not system.launchers:
        return ""
    counts = best_launchers(system)
    return system.launchers[counts.index(max(counts))].interceptor


def _radar(radar_id: str, system: System) -> Part:
    """Return place and name of a radar."""
    (name,) = (radar.name for radar in system.radars if radar.id == radar_id)
    return f"radars/{radar_id}", name


def _figures(system: System, part: Part) -> dict[str, tuple[str, Figure]]:
    """Return id and figure of a part by field."""
    place = f"{system.id}/{part[0]}/" if part[0] else f"{system.id}/"
    found = {}
    for figure_id, figure in iter_figures(system):
        rest = figure_id.removeprefix(place)
        if figure_id.startswith(place) and (part[0] or "/" not in rest):
            found[rest] = (figure_id, figure)
    return found


def _pairs(
    part: str, ours: dict[str, tuple[str, Figure]], theirs: dict[str, tuple[str, Figure]]
) -> Iterator[FigurePair]:
    """Yield the figures of one part of both systems, in the order of the model."""
    for field in dict.fromkeys([*ours, *theirs]):
        a_id, a = ours.get(field, ("", None))
        b_id, b = theirs.get(field, ("", None))
        yield FigurePair(
            part=part, field=field, a_id=a_id, b_id=b_id, a=a, b=b, reading=_reading(field, a, b)
        )


def _reading(field: str, a: Figure | None, b: Figure | None) -> FigureReading:
    """Return how two figures stand to each other."""
    if a is None or b is None:
        return "only b" if a is None else "only a"
    (a_low, a_high), (b_low, b_high) = figure_ends(a), figure_ends(b)
    alike = (a_low, a.best, a_high) == (b_low, b.best, b_high)
    if alike and a.kind == b.kind == "assumed" and a.same_draw == b.same_draw != "":
        return "same unknown"
    if alike and (a_low == a_high or "assumed" not in (a.kind, b.kind)):
        return "equal"
    if max(a_low, b_low) <= min(a_high, b_high):
        return "overlap"
    side = favours(field.partition("/")[0])
    if side == "none":
        return "a is higher" if a_low > b_high else "b is higher"
    return "favours a" if (a_low > b_high) == (side == "high") else "favours b"


def figure_ends(figure: Figure) -> tuple[float, float]:
    """Return the least and the greatest value that public sources allow of a figure, SI units."""
    values = [figure.low, figure.high, *(claim.value for claim in figure.alternatives)]
    return min(values), max(values)
