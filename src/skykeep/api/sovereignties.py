"""``skykeep.sovereignty``: what of intrusions along stated lines is seen, identified, and engageable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue
from skykeep.errors import ScenarioError, UsageError
from skykeep.model import Scenario

from .executing import executor_of
from .inputs import catalogue_of, design_not_used, scenario_of, with_independent_worlds, with_study
from .kinds import refuses_wrong_kinds
from .options import heights_asked
from .records import Record
from .sovereignty_table import sovereignty_table
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.study.sovereignty.eyes import Added
    from skykeep.study.sovereignty.intrusions import Intruder, Played

__all__ = ["CLASSES", "HEIGHTS_M", "REPLICATIONS", "WORLDS", "Sovereignty", "sovereignty"]

CLASSES = ("fighter", "one-way-attack-uav")
"""Intruders by default."""
HEIGHTS_M = (500.0, 3000.0, 10000.0)
"""Heights by default; those above what a class flies are left out for it."""
WORLDS, REPLICATIONS = 60, 4
BALLISTIC = ("ballistic", "quasi_ballistic", "straight_to_aim")
"""Flights that are no intrusion: they come down on what they fly at."""
HEIGHT_MAX_M, SPEED_MIN_MPS, SPEED_MAX_MPS = 30_000.0, 10.0, 1_000.0
BEARINGS = 8


class Sovereignty(Tabled):
    """What of intrusions is seen, identified and engageable, as a defence is and with more eyes.

    ``defences[].added[].intrusions[]`` hold the shares of each intruder, each an estimate: ``seen``,
    ``watched``, ``identified``, ``engaged`` and ``engaged_free``; ``more``, by how much they rise; and those
    of each corridor.
    """

    __slots__ = ()

    defences: tuple[Record, ...]
    corridors: tuple[Record, ...]
    state: str
    worlds: int
    replications: int
    seed: int
    view: str

    def __repr__(self) -> str:
        return f"<Sovereignty of {self['scenario'].id}: {len(self.corridors)} corridors>"

    @property
    def finished(self) -> str:
        """What there is, in words: all of it, unless Ctrl-C ended it."""
        return f"{sum(len(each.added) for each in self.defences)} of {self.plays_asked} defences"

    @property
    def table(self) -> Table:
        """One row for each defence, what is added, and intruder."""
        return sovereignty_table(self.to_json())

    def plot(self, path: Path | str) -> Path:
        """Draw the shares for each defence and intruder, and return the path.

        Raises
        ------
        UsageError
            If the name ends in none of .png, .svg and .pdf.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.sovereignty_chart import write_sovereignty_chart

        return write_sovereignty_chart(self.to_json(), Path(path))


@refuses_wrong_kinds
def sovereignty(
    target: Scenario | Path | str,
    *,
    classes: Sequence[str] | str = CLASSES,
    heights: Sequence[float] | float | None = None,
    speeds: Sequence[float] | float | None = None,
    bearings: int = BEARINGS,
    corridors: Path | str | None = None,
    eyes: bool = True,
    option: Sequence[str] | str = (),
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    executor: Any = None,
    scheduler: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Sovereignty:
    """Return what of intrusions along stated lines is seen, identified, engageable under rules of engagement.

    Each corridor is a straight line from the border to a place that is defended; one intruder flies along it
    at a time. With weapons tight a fire unit shoots at what its post has declared alone, as in peacetime.

    Parameters
    ----------
    target
        A scenario, by name, path or as an object; or a case, by name or path: then each of its options
        stands at each of its sites.
    classes
        Threat classes that intrude.
    heights
        Heights, m, as each class means them; by default 500, 3000 and 10000 as far as the class flies there.
    speeds
        Speeds, m/s; by default the best figure of each class.
    bearings
        Regular bearings from each place.
    corridors
        A file of corridors in place of the regular ones.
    eyes
        Whether a radar in each neighbouring state, and an early-warning aircraft, are added in turn.
    option
        Ids of options of a case; all by default.
    worlds, replications
        Joint draws of the figures, 60 by default, and raids in each, 4 by default.
    seed, jobs, executor, scheduler, catalogue
        As in ``skykeep.run``.
    keep_on_stop
        Whether Ctrl-C gives what is finished, with ``state`` ``partial``, instead of raising.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.
    """
    from skykeep.coverage.country_remarks import country_at
    from skykeep.study.sovereignty.answers import corridor_rows, intruder_rows
    from skykeep.study.sovereignty.corridors import border_corridors, read_corridors
    from skykeep.study.sovereignty.defences import teller
    from skykeep.study.sovereignty.eyes import NONE, with_eyes
    from skykeep.study.sovereignty.intrusions import play_intrusions, tracked_at_most

    shelf = catalogue_of(catalogue)
    asked, defences = _defences(target, shelf, (option,) if isinstance(option, str) else tuple(option))
    flown = _intruders(shelf, (classes,) if isinstance(classes, str) else tuple(classes), heights, speeds)
    first = defences[0].scenario
    centre = next(asset for asset in first.assets if asset.id == first.aim)
    country = country_at(centre.lat_deg, centre.lon_deg)
    if corridors is not None:
        lines = read_corridors(corridors)
    elif country is None:
        raise ScenarioError(
            f"{centre.name} ({centre.lat_deg:g}, {centre.lon_deg:g}) lies in no country whose borders are in "
            "the package; give corridors in a file"
        )
    else:
        lines = border_corridors(country, first.assets, bearings)
    who = executor_of(jobs, executor, scheduler)
    rows: list[dict[str, Any]] = []
    plays = 0
    state = "complete"
    for each, added in _plays(defences, country, centre, eyes):
        plays += 1
        if state == "partial":
            continue
        scenario = with_study(
            with_independent_worlds(each.scenario),
            worlds=worlds or WORLDS,
            replications=replications or REPLICATIONS,
            seed=seed,
            view=None,
        )
        try:
            played = play_intrusions(with_eyes(scenario, added), shelf, lines, flown, executor=who)
        except KeyboardInterrupt:
            if not keep_on_stop or not rows:
                raise
            state = "partial"
            continue
        tick()
        if added.id == NONE:
            rows.append({"id": each.id, "name": each.name, "added": []})
            plain: Played = played
        found = intruder_rows(
            played,
            lines,
            flown,
            shelf,
            view=scenario.study.view,
            without=None if added.id == NONE else plain,
        )
        rows[-1]["added"].append({"id": added.id, "words": added.words, "intrusions": found})
    return Sovereignty(
        {
            "scenario": asked,
            "country": None if country is None else country.name,
            "state": state,
            "plays_asked": plays,
            "corridors": corridor_rows(lines),
            "regular": corridors is None,
            "defences": rows,
            "tells": teller(first),
            "tracked_at_most": tracked_at_most(shelf, scenario.study),
            "worlds": scenario.study.worlds,
            "replications": scenario.study.replications,
            "seed": scenario.study.seed,
            "view": scenario.study.view,
            "not_modelled": [
                "interceptor aircraft on alert: how many, how ready and where is not public",
                "shadowing, warning by radio and turning back: an intruder flies to the end of its line",
                "who may order fire in peacetime: weapons tight stands for it",
            ],
            "warnings": design_not_used(first.study.design),
        }
    )


@dataclass(frozen=True, eq=False)
class _Defence:
    """A defence that intruders meet."""

    id: str
    name: str
    scenario: Scenario


def _plays(
    defences: Sequence[_Defence], country: Any, centre: Any, eyes: bool
) -> Iterator[tuple[_Defence, Added]]:
    """Yield each defence as it is, and with each kind of eyes added."""
    from skykeep.study.sovereignty.defences import teller
    from skykeep.study.sovereignty.eyes import added_eyes

    for each in defences:
        kinds = added_eyes(country, centre, teller(each.scenario))
        for added in kinds if eyes else kinds[:1]:
            yield each, added


def _defences(
    target: Scenario | Path | str, catalogue: Catalogue, wanted: Sequence[str]
) -> tuple[dict[str, str], list[_Defence]]:
    """Return what is asked, and the defences: that of a scenario, or one for each option of a case.

    Raises
    ------
    SkykeepError
        If there is no such scenario or case, or no such option.
    """
    from skykeep.errors import did_you_mean
    from skykeep.study.brief_case import read_brief_case, shipped_brief_cases
    from skykeep.study.case_options import case_options
    from skykeep.study.sovereignty.defences import option_defence

    if isinstance(target, Scenario) or not _is_case(str(target), shipped_brief_cases()):
        scenario = scenario_of(target, catalogue)
        if wanted:
            raise UsageError("option: is for a case; a scenario has one defence")
        return {"id": scenario.id, "name": scenario.name}, [_Defence(scenario.id, scenario.name, scenario)]
    case = read_brief_case(str(target))
    options = {each.id: each for each in case_options(case, catalogue)}
    for name in wanted:
        if name not in options:
            near = did_you_mean(name, options)
            raise UsageError(f"option: given {name!r}, allowed {', '.join(options)}.{near}")
    chosen = [options[name] for name in wanted] if wanted else list(options.values())
    return {"id": case.id, "name": case.title}, [
        _Defence(each.id, each.name, option_defence(case, each, catalogue)) for each in chosen
    ]


def _is_case(given: str, shipped: Any) -> bool:
    """Return whether a name or a file is that of a case: cases name a lead system, scenarios do not."""
    if given in shipped:
        return True
    path = Path(given)
    return path.is_file() and "lead_system" in path.read_text(encoding="utf-8", errors="replace")


def _intruders(
    catalogue: Catalogue,
    classes: Sequence[str],
    heights: Sequence[float] | float | None,
    speeds: Sequence[float] | float | None,
) -> list[Intruder]:
    """Return what flies: every class at every height and speed.

    Raises
    ------
    SkykeepError
        If a class is not in the catalogue or does not fly along a line, or a number is out of range.
    """
    from skykeep.study.sovereignty.intrusions import Intruder

    found = []
    for name in dict.fromkeys(classes):
        threat = catalogue.threat(name)
        if threat.flight in BALLISTIC:
            raise UsageError(f"class {name!r}: comes down on what it flies at, and intrudes along no line")
        given = HEIGHTS_M if heights is None else heights_asked(heights)
        asked = [each for each in given if heights is not None or each <= threat.set_height_m.high]
        chosen = (threat.speed_mps.best,) if speeds is None else _speeds(speeds)
        for height_m in asked or [threat.set_height_m.best]:
            if not 1.0 <= height_m <= HEIGHT_MAX_M:
                raise UsageError(f"heights: given {height_m:g} m, allowed 1 to {HEIGHT_MAX_M:g}")
            found += [Intruder(threat_class=name, height_m=height_m, speed_mps=speed) for speed in chosen]
    if not found:
        raise UsageError("classes: given none, allowed at least one")
    return found


def _speeds(given: Sequence[float] | float) -> tuple[float, ...]:
    """Return the speeds that are asked for, m/s.

    Raises
    ------
    UsageError
        If one is no number, or out of range.
    """
    try:
        found = (float(given),) if isinstance(given, int | float) else tuple(map(float, given))
    except (TypeError, ValueError):
        raise UsageError(f"speeds {given!r}: must be speeds in m/s, as [50, 250]") from None
    for speed in found:
        if not SPEED_MIN_MPS <= speed <= SPEED_MAX_MPS:
            raise UsageError(f"speeds: given {speed:g} m/s, allowed {SPEED_MIN_MPS:g} to {SPEED_MAX_MPS:g}")
    return found
