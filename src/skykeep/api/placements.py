"""``skykeep.place``: where batteries and radars would have to stand, proven, and how few meet a goal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from skykeep.catalogue import Catalogue
from skykeep.errors import UsageError
from skykeep.model import System

from .kinds import refuses_wrong_kinds
from .options import heights_asked, job_count, seed_asked, view_asked, whole_asked
from .placement_table import placement_table
from .records import Record
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.coverage import Site
    from skykeep.terrain import Heightfield

__all__ = ["CANDIDATES", "TIME_LIMIT_S", "WORLDS", "Placement", "place"]

CANDIDATES = "cities:40"
HEIGHT_AGL_M = 1_000.0
WORLDS = 50
"""Drawn worlds behind the interval of a share."""
TIME_LIMIT_S = 60.0
WORST = "worst"
FRONT_MOST = 50


class Placement(Tabled):
    """Where the units go: ``sites``, the ``share`` they reach, the ``bound`` that no choice exceeds and the
    ``gap`` between them, with greedy choice beside it.

    ``heights`` says what they cover at each height and what would be best there; ``front`` the best share of
    each number of sites, ``fewest`` the least number for a goal, ``sides`` what a threat from elsewhere does,
    ``claim`` what was said of so many units. ``radars`` is the same for radars, where they were asked for.
    """

    __slots__ = ()

    sites: tuple[Record, ...]
    share: float
    bound: float
    gap: float
    proven: bool
    greedy: Record
    heights: tuple[Record, ...]
    front: tuple[Record, ...]
    fewest: Record | None
    sides: Record | None
    claim: Record | None
    radars: Record | None
    state: str
    seed: int
    view: str

    def __repr__(self) -> str:
        names = ", ".join(site.name for site in self.sites)
        return f"<Placement of {self['system']}: {names}; {100 * self.share:.0f} % of the {self['cover']}>"

    @property
    def finished(self) -> str:
        """What there is, in words: all of it, unless Ctrl-C ended it."""
        doubt = f"{self['worlds']} drawn worlds" if self["worlds"] else "no drawn worlds"
        return f"the choice and its proof, {len(self.front)} other numbers of sites, {doubt}"

    @property
    def table(self) -> Table:
        """One row for each chosen site and height: who stands where, and the share that the set covers."""
        return placement_table(self.to_json())

    def plot(self, path: Path | str) -> Path:
        """Draw the map of the sites and their cover, and return the path.

        Raises
        ------
        UsageError
            If the name ends in none of .png, .svg and .pdf.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.placement_chart import write_placement_chart

        return write_placement_chart(self.to_json(), Path(path))


@refuses_wrong_kinds
def place(
    country: str,
    system: System | str | None = None,
    k: int = 4,
    *,
    heights: Sequence[float] | float = HEIGHT_AGL_M,
    weights: Sequence[float] | str | None = None,
    cover: Path | str = "area",
    candidates: Path | str = CANDIDATES,
    fixed: Sequence[Site | tuple[float, float] | str] = (),
    radars: int = 0,
    radar_system: System | str | None = None,
    overlap: int = 1,
    spacing_km: float = 0.0,
    one_lost: bool = False,
    goal: float | None = None,
    front: int | None = None,
    sides: Sequence[str] | str = (),
    target: str | None = None,
    worlds: int = WORLDS,
    seed: int | None = None,
    view: str | None = None,
    time_limit_s: float = TIME_LIMIT_S,
    gap: float = 0.0,
    terrain: Heightfield | Path | str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    jobs: int | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Placement:
    """Return where ``k`` batteries, and radars, would have to stand to cover a country, proven.

    The choice is exact: a maximal-covering program with the bound that no other choice exceeds. A place is
    covered where a battery can engage what flies over it at that height, or a radar sees it. What is covered
    is judged over terrain; nothing is said of where a real unit stands.

    Parameters
    ----------
    country
        Two-letter code of a country that the package holds whole, as ``IQ``.
    system
        System of the batteries; None where only radars are placed.
    k
        Batteries, from 1 to the number of candidates.
    heights
        Heights above ground, m, that count together.
    weights
        One for each height (they count alike by default), or ``worst``: the worst height counts alone.
    cover
        ``area``, ``people`` (of the cities), or a CSV file of assets with ``name,lat,lon,value``.
    candidates
        ``grid:50km``, ``cities:40``, ``airports``, or a CSV file with ``name,lat,lon``.
    fixed
        Sites where a battery stands already, beside the ``k``.
    radars, radar_system
        How many radars of which system are placed as well; they count where they see.
    overlap
        How many sites must cover a place for it to count.
    spacing_km
        Least distance between two sites of a kind.
    one_lost
        Whether the share that is left when the worst site is lost is to be as large as can be.
    goal
        Share from 0 to 1: how few sites reach it?
    front
        The best share is told for every number of sites up to this one; ``k`` by default.
    sides
        Sides that the threat may come from, as ``N,E``, or ``all``: choose for each, look from the others.
    target
        Threat class; by default a cruise missile below 1000 m, a fighter from there.
    worlds
        Drawn worlds for the interval of the share; 0 leaves it with the limits of the figures alone.
    seed, view
        As in ``skykeep.run``; the seed decides the drawn worlds alone.
    time_limit_s, gap
        When a proof may end: after so many seconds, or once no choice is better by more than this share.
    terrain, catalogue, jobs
        As in ``skykeep.coverage``.
    keep_on_stop
        Whether Ctrl-C after the choice gives what is finished, with ``state`` ``partial``.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.

    Examples
    --------
    >>> found = place("IQ", "s-300pmu-2", 1, candidates="cities:3", worlds=0)
    >>> len(found.sites), found.proven
    (1, True)
    """
    from .placement_asked import Wanted, placement_of

    if system is None and not radars:
        raise UsageError(
            "place: give a system for the batteries (--system, as s-400), or radars with their system "
            "(--radars and --radar-system)"
        )
    wanted = Wanted(
        country=country,
        heights_agl_m=heights_asked(heights),
        weights=weights,
        cover=cover,
        candidates=candidates,
        fixed=tuple(fixed),
        overlap=whole_asked("overlap", overlap, 1, 10),
        spacing_km=spacing_km,
        one_lost=one_lost,
        goal=goal,
        front=None if front is None else whole_asked("front", front, 0, FRONT_MOST),
        sides=sides,
        target=target,
        worlds=whole_asked("worlds", worlds, 0, 10_000),
        seed=1 if seed is None else seed_asked(seed),
        view=view_asked(view),
        time_limit_s=time_limit_s,
        gap=gap,
    )
    return Placement(
        placement_of(
            wanted,
            batteries=(system, k),
            radars=(radar_system, radars),
            terrain=terrain,
            catalogue=catalogue,
            jobs=job_count(jobs),
            keep_on_stop=keep_on_stop,
            tick=tick,
        )
    )
