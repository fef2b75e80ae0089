"""``skykeep export``: one raid as a file that other programs open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from skykeep.export.formats import DEFAULT_SPEED, FORMATS, format_of_name, format_of_path

from ._common import file_to_write, make_room, note, print_json
from ._options import ExtraOption, JsonOption, OutOption, QuietOption, SeedOption, ViewOption

__all__ = ["export"]

_USUAL = next(iter(FORMATS.values()))
_NAMED = "; ".join(f"{form.id} ({form.opens_in})" for form in FORMATS.values())


def export(
    source: Annotated[
        str, typer.Argument(metavar="RUN|SCENARIO", help="Run folder, scenario file or shipped name.")
    ],
    to: Annotated[
        str | None,
        typer.Option(
            "--to", "-t", metavar="FORMAT", help=f"By default the one that --out ends in. {_NAMED}."
        ),
    ] = None,
    out: OutOption = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--key",
            "-k",
            "--raid",
            metavar="WORLD,REPLICATION",
            help="Which raid, both from 0. Default: the median by leakers of a run, the first of a scenario.",
        ),
    ] = None,
    step: Annotated[
        float | None,
        typer.Option(
            "--step", help="Seconds between the points of a course (default 1, more for long raids)."
        ),
    ] = None,
    udp: Annotated[
        str | None,
        typer.Option(
            "--udp",
            metavar="HOST:PORT",
            help="Instead of a file, to a program on this computer, as 127.0.0.1:3000 (loopback only): DIS.",
        ),
    ] = None,
    speed: Annotated[
        float, typer.Option("--speed", help="With --udp: seconds of the raid that are sent in a second.")
    ] = DEFAULT_SPEED,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Number of the scenario, as in run."),
    ] = None,
    seed: SeedOption = None,
    view: ViewOption = None,
    extra: ExtraOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Give one raid to another program: a viewer, a map, a table, a simulation.

    Threats, interceptors, radars, fire units, posts and what is defended, with what happened to them. The
    line of an interceptor between launch and meeting is drawn for the eye; positions are of the scenario.
    """
    from skykeep.api.exports import export as exported

    from .replay import parse_key

    raid = None if key is None else parse_key(key)
    target = None if udp is not None and out is None else _file_of(out, to)
    if target is not None and udp is None:
        make_room(target)
    found = exported(
        source,
        to=to,
        out=target,
        udp=udp,
        speed=speed,
        key=raid,
        step_s=step,
        seed=seed,
        view=view,
        set=given or None,
        catalogue=extra,
    )
    if json:
        print_json(found.to_json())
    note(f"{'sent' if udp else 'wrote'} {found}", quiet=quiet)


def _file_of(out: Path | None, to: str | None) -> Path:
    """Return the file to write: what --out names, or the format's usual one."""
    if to is None:
        form = _USUAL if out is None or out.is_dir() else format_of_path(out)
    else:
        form = format_of_name(to)
    usual = f"raid{form.endings[0]}"
    endings = tuple(dict.fromkeys(Path(f"raid{ending}").suffix for ending in form.endings))
    return file_to_write(Path(usual) if out is None else out, usual, endings, told=form.endings)
