"""``skykeep.probe``: one point at one height: who sees it, from how far out, and what hides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from skykeep.catalogue import Catalogue
from skykeep.coverage import Site
from skykeep.coverage.probe import compute_probe, probe_reach_m
from skykeep.coverage.probe_result import Probe
from skykeep.errors import UsageError, did_you_mean
from skykeep.model import MastHeights, Scenario, System

from .coverages import Asked, UnitCase, coverage_cases
from .inputs import catalogue_of, ground_of
from .kinds import refuses_wrong_kinds
from .sites import site_of
from .watchers import raised

if TYPE_CHECKING:
    from skykeep.terrain import Heightfield

__all__ = ["Probe", "one_case", "probe", "probe_case", "save_probe"]


class ShownProbe(Probe):
    """A probe that a notebook shows in words, with the line of sight as a picture."""

    def _repr_html_(self) -> str:
        from .html import probe_html

        return probe_html(self)


@refuses_wrong_kinds
def probe(
    scenario: Scenario | Path | str | None = None,
    *,
    at: tuple[float, float] | str,
    height_m: float,
    system: System | str | None = None,
    site: Site | tuple[float, float] | str | None = None,
    unit: str | None = None,
    radar: str | None = None,
    mast_m: MastHeights | None = None,
    target: str | None = None,
    rcs_m2: float | None = None,
    p_detect: float | None = None,
    k: float | None = None,
    view: str | None = None,
    surroundings: str | None = None,
    terrain: Heightfield | Path | str | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Probe:
    """Return what a fire unit has of one point at one height, with the line of sight to it.

    Parameters
    ----------
    scenario
        A scenario, of which one fire unit is asked; or give ``system`` and ``site``.
    at
        The point: latitude and longitude in degrees, ``"33.3,44.4"``, or the name of a city.
    height_m
        Height of the target above the ground there, m, 0 to 100,000.
    system, site, radar, mast_m, target, rcs_m2, p_detect, k, view, surroundings, terrain, catalogue
        As of :func:`skykeep.coverage`.
    unit
        Id of the fire unit, where a scenario has several; or of the formation whose radars, or of the outside
        eye that is asked.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.
    """
    facts = catalogue_of(catalogue)
    asked = Asked(
        heights_agl_m=(height_m,),
        radar=radar,
        mast_m=mast_m,
        target=target,
        rcs_m2=rcs_m2,
        p_detect=p_detect,
        k=k,
        view=view,
        surroundings=surroundings,
    )
    cases, source = coverage_cases(scenario, facts, asked, system=system, site=site)
    found = probe_case(one_case(cases, unit), ground_of(terrain) or source, facts, at=at, height_m=height_m)
    return ShownProbe(**{each.name: getattr(found, each.name) for each in fields(found)})


def probe_case(
    case: UnitCase,
    ground: Heightfield | str,
    catalogue: Catalogue,
    *,
    at: tuple[float, float] | str,
    height_m: float,
) -> Probe:
    """Return the probe of one fire unit; elevation tiles are read for its site."""
    from skykeep.terrain import choose_terrain

    system, site, question = case
    point = site_of(at, name="at")
    if isinstance(ground, str):
        flown = raised(system, site)
        radius_m = probe_reach_m(flown, site, question, point.lat_deg, point.lon_deg)
        ground = choose_terrain(ground, lat_deg=site.lat_deg, lon_deg=site.lon_deg, radius_m=radius_m)
    return compute_probe(
        raised(system, site, ground),
        site,
        question,
        lat_deg=point.lat_deg,
        lon_deg=point.lon_deg,
        height_agl_m=height_m,
        terrain=ground,
        catalogue=catalogue,
    )


def one_case(cases: Sequence[UnitCase], unit: str | None) -> UnitCase:
    """Return the one case that is asked about.

    Raises
    ------
    UsageError
        If there is no such unit, or several and none is named.
    """
    names = [site.name for _, site, _ in cases]
    engaging = [case for case in cases if case[0].can_engage]
    if unit is None and len(engaging) == 1:
        return engaging[0]
    if unit is None and len(cases) == 1:
        return cases[0]
    if unit is None:
        others = (
            f" and {len(cases) - len(engaging)} that watch for them" if len(cases) > len(engaging) else ""
        )
        raise UsageError(
            f"the scenario has {len(engaging)} fire units{others}; name one with unit: {', '.join(names)}"
        )
    for case, name in zip(cases, names, strict=True):
        if name == unit:
            return case
    raise UsageError(f"unit {unit!r}: must be one of {', '.join(names)}.{did_you_mean(unit, names)}")


def save_probe(found: Probe, path: Path) -> Path:
    """Write a probe by the ending of ``path``: a picture (``.svg``, ``.pdf``, ``.png``) or ``.json``.

    Raises
    ------
    UsageError
        If the path ends in something else.
    ExportError
        If a picture is asked for without matplotlib.
    OSError
        If it cannot be written.
    """
    import json

    from .coverage_files import PICTURE_ENDINGS, draw_to_bytes, write_whole

    ending = path.suffix.lower()
    if ending in PICTURE_ENDINGS:
        from skykeep.report.probe_figure import draw_probe

        write_whole(path, draw_to_bytes(lambda file: draw_probe(found, file, ending[1:])))
    elif ending == ".json":
        write_whole(path, (json.dumps(found.to_json(), indent=2, ensure_ascii=False) + "\n").encode("utf-8"))
    else:
        raise UsageError(f"{path}: must end in {', '.join(PICTURE_ENDINGS)} or .json")
    return path
