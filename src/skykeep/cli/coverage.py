"""``skykeep coverage``: what is seen and what can be engaged at each height, against the brochure rings."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.errors import UsageError, did_you_mean

from ._common import (
    IDLE,
    SEED_HELP,
    SEED_MAX,
    ExtraOption,
    JobsOption,
    JsonOption,
    OutOption,
    QuietOption,
    ViewOption,
    folder_to_write,
    job_count,
    json_text,
    note,
    out_console,
    print_json,
    progress,
    view_asked,
    write_text,
)

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue
    from skykeep.coverage import CoverageResult, Question, Site
    from skykeep.model import System
    from skykeep.terrain import Heightfield

__all__ = ["coverage"]


def coverage(
    scenario: Annotated[
        str | None,
        typer.Argument(metavar="[SCENARIO]", help="Scenario file or shipped name; or give --system."),
    ] = None,
    system: Annotated[str | None, typer.Option("--system", "-s", help="System of the catalogue.")] = None,
    radar: Annotated[
        str | None, typer.Option("--radar", help="Look at this radar of the system alone.")
    ] = None,
    site: Annotated[
        str | None,
        typer.Option("--site", metavar="LAT,LON", help="Where it stands, degrees; or a city of Iraq."),
    ] = None,
    mast: Annotated[
        float | None, typer.Option("--mast", help="Antenna height of every radar looked at, m.")
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--target", help="Threat class. Default: cruise missile below 1000 m, fighter from there."
        ),
    ] = None,
    rcs: Annotated[float | None, typer.Option("--rcs", help="Radar cross-section of the target, m2.")] = None,
    pd: Annotated[
        float | None, typer.Option("--pd", help="Track probability that counts as seen (default 0.9).")
    ] = None,
    k: Annotated[
        float | None,
        typer.Option("--k", help="Effective-earth factor (default 4/3, or the scenario's region)."),
    ] = None,
    heights: Annotated[
        str | None,
        typer.Option("--heights", help="Heights above ground, m (default 30,100,300,1000,3000,10000)."),
    ] = None,
    terrain: Annotated[
        str | None,
        typer.Option("--terrain", metavar="shipped|flat|PATH", help="Elevation data (default shipped)."),
    ] = None,
    view: ViewOption = None,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", min=0, max=SEED_MAX, help=f"{SEED_HELP} {IDLE} coverage draws nothing at random."
        ),
    ] = None,
    jobs: JobsOption = None,
    extra: ExtraOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """What is seen and what can be engaged at each height, and why the shape is what it is.

    --out writes a folder: the JSON, an outline for maps (GeoJSON) and a picture of each fire unit.
    """
    del seed  # taken so that it may stand in every command
    from skykeep.catalogue import load_catalogue

    catalogue = load_catalogue(extra)
    given = {
        "radar": radar,
        "target": target,
        "rcs_m2": rcs,
        "pd": pd,
        "k": k,
        "heights": heights,
        "view": view_asked(view),
        "site": site,
        "mast": mast,
    }
    if scenario is not None:
        if system is not None or site is not None:
            raise UsageError("give a scenario, or --system with --site, not both")
        cases, source = _from_scenario(scenario, catalogue, given)
    else:
        cases, source = _from_options(system, catalogue, given)
    folder = None if out is None else folder_to_write(out)
    results = _compute(cases, terrain or source, catalogue, jobs=job_count(jobs), silent=quiet or json)
    if folder is not None:
        _write(results, folder, quiet=quiet)
    if json:
        print_json(_plain(results))
        return
    for result in results:
        _print(result)


def _from_options(
    system: str | None, catalogue: Catalogue, given: dict[str, Any]
) -> tuple[list[tuple[System, Site, Question]], str]:
    """Return the one case of the options and the default ground."""
    if system is None:
        raise UsageError(
            f"give a scenario, or --system with --site LAT,LON; systems are {', '.join(catalogue.systems)}"
        )
    if given["site"] is None:
        raise UsageError("give --site LAT,LON, as --site 33.3,44.4")
    from skykeep.coverage import Question

    question = _question(Question(detection=catalogue.detection), given)
    return [(catalogue.system(system), _site(given["site"], given["mast"]), question)], "shipped"


def _from_scenario(
    scenario: str, catalogue: Catalogue, given: dict[str, Any]
) -> tuple[list[tuple[System, Site, Question]], str]:
    """Return a case for each fire unit of a scenario, and its ground."""
    from skykeep.catalogue.scenario_file import read_scenario
    from skykeep.coverage import Question, Site

    read = read_scenario(scenario, catalogue=catalogue)
    question = Question(detection=read.detection, view=read.study.view)
    if read.refraction.k is not None:
        question = replace(question, k=read.refraction.k)
    elif read.refraction.region is not None:
        known = catalogue.refraction[read.refraction.region]
        view = given["view"] or question.view
        question = replace(question, k=known.in_view(view), k_limits=(min(known.k), max(known.k)))
    question = _question(question, given)
    cases = []
    for unit in read.fire_units:
        mast = given["mast"] if given["mast"] is not None else unit.mast_m
        place = Site(lat_deg=unit.lat_deg, lon_deg=unit.lon_deg, mast_m=mast, name=unit.id)
        cases.append((catalogue.system(unit.system), place, question))
    return cases, read.terrain.source


def _question(question: Question, given: dict[str, Any]) -> Question:
    """Return the question with what the options state put in."""
    changes: dict[str, Any] = {
        name: given[name] for name in ("radar", "target", "rcs_m2", "view") if given[name] is not None
    }
    if given["pd"] is not None:
        changes["detection"] = replace(question.detection, p_detect=given["pd"])
    if given["k"] is not None:
        changes |= {"k": given["k"], "k_limits": None}
    if given["heights"] is not None:
        changes["heights_agl_m"] = _heights(given["heights"])
    return replace(question, **changes)


def _heights(text: str) -> tuple[float, ...]:
    """Return heights written as 15,1000."""
    try:
        return tuple(float(word) for word in text.split(","))
    except ValueError:
        raise UsageError(
            f"heights {text!r}: must be metres above ground with commas between, as 15,1000"
        ) from None


def _site(text: str, mast_m: float | None) -> Site:
    """Return a site written as LAT,LON or as the name of a city of Iraq."""
    from skykeep.coverage import Site

    parts = text.split(",")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return _city_site(text, mast_m)
    if len(numbers) != 2 or not all(map(math.isfinite, numbers)):
        raise UsageError(f"site {text!r}: must be latitude and longitude in degrees, as 33.3,44.4")
    return Site(lat_deg=numbers[0], lon_deg=numbers[1], mast_m=mast_m)


def _city_site(text: str, mast_m: float | None) -> Site:
    """Return the middle of a city by its name."""
    from skykeep.coverage import Site
    from skykeep.terrain import load_cities
    from skykeep.terrain.places import city_label

    cities = {city_label(city).casefold(): city for city in reversed(load_cities("IQ"))}
    if text.casefold() not in cities:
        raise UsageError(
            f"site {text!r}: must be latitude and longitude in degrees, as 33.3,44.4, or a city of Iraq."
            + did_you_mean(text.casefold(), cities)
        )
    city = cities[text.casefold()]
    return Site(lat_deg=city.lat_deg, lon_deg=city.lon_deg, mast_m=mast_m, name=city_label(city))


def _compute(
    cases: list[tuple[System, Site, Question]], source: str, catalogue: Catalogue, *, jobs: int, silent: bool
) -> list[CoverageResult]:
    """Return the coverage of each case; elevation tiles are read for each site."""
    from skykeep.coverage import compute_coverage

    total = sum(len(question.heights_agl_m) for _, _, question in cases)
    with progress("coverage", total=total, silent=silent) as bar:
        return [
            compute_coverage(
                system,
                site,
                question,
                terrain=_ground(source, site),
                catalogue=catalogue,
                jobs=jobs,
                tick=bar.advance,
            )
            for system, site, question in cases
        ]


def _ground(source: str, site: Site) -> Heightfield:
    from skykeep.terrain import choose_terrain

    return choose_terrain(source, lat_deg=site.lat_deg, lon_deg=site.lon_deg)


def _plain(results: list[CoverageResult]) -> Any:
    """Return the JSON form: that of the one unit, or ``units`` with one entry for each."""
    if len(results) == 1:
        return results[0].to_json()
    return {"units": [result.to_json() for result in results]}


def _print(result: CoverageResult) -> None:
    from ._coverage_table import print_coverage

    print_coverage(result, out_console())


def _write(results: list[CoverageResult], out: Path, *, quiet: bool) -> None:
    """Write coverage.json, and for each unit a GeoJSON and, where matplotlib is installed, a PNG."""
    from json import dumps

    from skykeep.export.geojson import to_geojson

    write_text(out / "coverage.json", json_text(_plain(results)))
    for number, result in enumerate(results, start=1):
        stem = (
            "coverage" if len(results) == 1 else f"coverage-{number}-{result.site.name or result.system_id}"
        )
        write_text(out / f"{stem}.geojson", dumps(to_geojson(result)) + "\n")
        try:
            from ._coverage_png import write_coverage_png

            write_coverage_png(result, out / f"{stem}.png")
        except ModuleNotFoundError:
            note("no map was drawn: pip install 'skykeep[report]' for matplotlib", quiet=quiet)
    note(f"wrote {out}", quiet=quiet)
