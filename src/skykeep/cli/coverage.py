"""``skykeep coverage``: what is seen and what can be engaged at each height, against the brochure rings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.errors import UsageError

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
    write_text,
)

if TYPE_CHECKING:
    from skykeep.api.coverages import UnitCase
    from skykeep.catalogue import Catalogue
    from skykeep.coverage import CoverageResult

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
    from skykeep.api.coverages import Asked, coverage_cases
    from skykeep.catalogue import load_catalogue

    catalogue = load_catalogue(extra)
    asked = Asked(
        heights_agl_m=None if heights is None else _heights(heights),
        radar=radar,
        mast_m=mast,
        target=target,
        rcs_m2=rcs,
        p_detect=pd,
        k=k,
        view=view,
    )
    cases, source = coverage_cases(scenario, catalogue, asked, system=system, site=site)
    folder = None if out is None else folder_to_write(out)
    results = _compute(cases, terrain or source, catalogue, jobs=job_count(jobs), silent=quiet or json)
    if folder is not None:
        _write(results, folder, quiet=quiet)
    if json:
        print_json(_plain(results))
        return
    for result in results:
        _print(result)


def _heights(text: str) -> tuple[float, ...]:
    """Return heights written as 15,1000."""
    try:
        return tuple(float(word) for word in text.split(","))
    except ValueError:
        raise UsageError(
            f"heights {text!r}: must be metres above ground with commas between, as 15,1000"
        ) from None


def _compute(
    cases: list[UnitCase], ground: str, catalogue: Catalogue, *, jobs: int, silent: bool
) -> list[CoverageResult]:
    """Return the coverage of each case after showing how it goes."""
    from skykeep.api.coverages import compute_cases

    total = sum(len(question.heights_agl_m) for _, _, question in cases)
    with progress("coverage", total=total, silent=silent) as bar:
        return list(compute_cases(cases, ground, catalogue, jobs=jobs, tick=bar.advance).units)


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
