"""``skykeep coverage``: what is seen and what can be engaged at each height, against the brochure rings."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skykeep.api.options import SEED_MAX
from skykeep.errors import UsageError

from ._common import file_to_write, folder_to_write, job_count, note, out_console, print_json, progress
from ._masts import MastOption, masts_of
from ._options import HERE, SEED_HELP, ExtraOption, JobsOption, JsonOption, OutOption, QuietOption, ViewOption
from ._surroundings import SurroundingsOption

if TYPE_CHECKING:
    from skykeep.api.coverages import Coverage, UnitCase
    from skykeep.catalogue import Catalogue
    from skykeep.coverage import CoverageResult

__all__ = ["coverage"]

MAP_SEED = 1


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
        typer.Option("--site", metavar="LAT,LON", help="Where it stands, degrees; or a city, as Baghdad."),
    ] = None,
    mast: MastOption = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--target", help="Threat class. Default: cruise missile below 1000 m, fighter from there."
        ),
    ] = None,
    rcs: Annotated[
        float | None, typer.Option("--rcs", help="Radar cross-section of the target, m2, 1e-6 to 1e6.")
    ] = None,
    pd: Annotated[
        float | None,
        typer.Option(
            "--pd", help="Track probability that counts as seen, above 0 and below 1 (default 0.9)."
        ),
    ] = None,
    k: Annotated[
        float | None,
        typer.Option("--k", help="Effective-earth factor, 0.5 to 20 (default: median of the region)."),
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
    surroundings: SurroundingsOption = None,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed",
            min=0,
            max=SEED_MAX,
            help=f"{SEED_HELP} {HERE} possible edges of a map (default {MAP_SEED}); no number depends on it.",
        ),
    ] = None,
    jobs: JobsOption = None,
    extra: ExtraOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """What is seen and what can be engaged at each height, and why the shape is what it is.

    --out FILE writes one file by its ending: a map for print (.svg, .pdf, .png), areas (.geojson, .kml,
    .kmz, .gpkg, .parquet) or the answer (.json); --out FOLDER writes a folder with pictures, KML, GeoJSON
    and JSON.
    """
    from skykeep.api.coverages import Asked, coverage_cases
    from skykeep.catalogue import load_catalogue

    catalogue = load_catalogue(extra)
    asked = Asked(
        heights_agl_m=None if heights is None else _heights(heights),
        radar=radar,
        mast_m=masts_of(mast),
        target=target,
        rcs_m2=rcs,
        p_detect=pd,
        k=k,
        view=view,
        surroundings=surroundings,
    )
    cases, source = coverage_cases(scenario, catalogue, asked, system=system, site=site)
    if out is not None:
        _place_to_write(out)
    found = _compute(cases, terrain or source, catalogue, jobs=job_count(jobs), silent=quiet or json)
    if out is not None:
        found.save(out, seed=MAP_SEED if seed is None else seed)
        if out.is_dir() and find_spec("matplotlib") is None:
            note("no map was drawn: pip install 'skykeep[report]' for matplotlib", quiet=quiet)
        note(f"wrote {out}", quiet=quiet)
    if json:
        print_json(found.to_json())
        return
    for result in found:
        _print(result)
    if len(found) > 1:
        from ._coverage_union import print_union

        print_union(found.union, out_console())


def _place_to_write(out: Path) -> None:
    """Refuse a place that cannot be written to, before the work."""
    from skykeep.api.coverage_files import FILE_ENDINGS

    if out.suffix.lower() in FILE_ENDINGS:
        file_to_write(out, out.name)
    elif out.suffix and not out.is_dir():
        raise UsageError(f"{out}: must end in {', '.join(FILE_ENDINGS)}, or be a folder without an ending")
    else:
        folder_to_write(out)


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
) -> Coverage:
    """Return the coverage of each case after showing how it goes."""
    from skykeep.api.coverages import compute_cases

    total = sum(len(question.heights_agl_m) for _, _, question in cases)
    with progress("coverage", total=total, silent=silent) as bar:
        return compute_cases(cases, ground, catalogue, jobs=jobs, tick=bar.advance)


def _print(result: CoverageResult) -> None:
    from ._coverage_table import print_coverage

    print_coverage(result, out_console())
