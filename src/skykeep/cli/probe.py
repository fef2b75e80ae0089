"""``skykeep probe``: one point at one height: who sees it, from how far out, and what hides it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ._answer_files import CHARTS
from ._common import file_to_write, make_room, note, out_console, print_json
from ._masts import MastOption, masts_of
from ._options import ExtraOption, JsonOption, OutOption, QuietOption, ViewOption
from ._surroundings import SurroundingsOption

__all__ = ["probe"]


def probe(
    at: Annotated[str, typer.Option("--at", metavar="LAT,LON", help="The point, degrees; or a city.")],
    height: Annotated[
        float, typer.Option("--height", help="Height of the target above ground, m, 0 to 100,000.")
    ],
    scenario: Annotated[
        str | None,
        typer.Argument(metavar="[SCENARIO]", help="Scenario file or shipped name; or give --system."),
    ] = None,
    system: Annotated[str | None, typer.Option("--system", "-s", help="System of the catalogue.")] = None,
    site: Annotated[
        str | None, typer.Option("--site", metavar="LAT,LON", help="Where it stands, degrees; or a city.")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", help="Fire unit, where a scenario has several; or a formation, or an outside eye."
        ),
    ] = None,
    radar: Annotated[
        str | None, typer.Option("--radar", help="Look at this radar of the system alone.")
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
    terrain: Annotated[
        str | None,
        typer.Option("--terrain", metavar="shipped|flat|PATH", help="Elevation data (default shipped)."),
    ] = None,
    view: ViewOption = None,
    surroundings: SurroundingsOption = None,
    extra: ExtraOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Who sees this point, from how far out, can it be met there, and what hides it?

    --out FILE writes the line of sight as a picture (.svg, .pdf, .png) or the answer (.json).
    """
    target_file = None if out is None else file_to_write(out, "probe.json", (*CHARTS, ".json"))
    from skykeep.api.probes import probe as ask
    from skykeep.api.probes import save_probe

    found = ask(
        scenario,
        at=at,
        height_m=height,
        system=system,
        site=site,
        unit=unit,
        radar=radar,
        mast_m=masts_of(mast),
        target=target,
        rcs_m2=rcs,
        p_detect=pd,
        k=k,
        view=view,
        surroundings=surroundings,
        terrain=None if terrain is None else str(terrain),
        catalogue=None if extra is None else Path(extra),
    )
    if target_file is not None:
        make_room(target_file)
        save_probe(found, target_file)
        note(f"wrote {target_file}", quiet=quiet)
    if json:
        print_json(found.to_json())
        return
    from skykeep.report.probe_words import probe_sentences

    console = out_console()
    for sentence in probe_sentences(found):
        console.print(sentence, markup=False, highlight=False)
