"""``skykeep replay``: one raid told threat by threat."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.api.options import RAIDS_MAX
from skykeep.errors import UsageError

from ._answer_files import TABLES
from ._common import file_to_write, make_room, note, out_console, page_language, print_json
from ._options import ExtraOption, JsonOption, LangOption, OutOption, QuietOption, SeedOption, ViewOption

if TYPE_CHECKING:
    from skykeep.api.replays import Replay

__all__ = ["parse_key", "replay"]

FIRST_RAID = "The first raid, which need not be typical; --key WORLD,REPLICATION tells another."


def replay(
    source: Annotated[
        str, typer.Argument(metavar="SCENARIO|RUN", help="Scenario file, shipped name, or run folder.")
    ],
    key: Annotated[
        str | None,
        typer.Option(
            "--key",
            "-k",
            "--raid",
            metavar="WORLD,REPLICATION",
            help="Which raid, both from 0. Default: 0,0; in a page of a run its median, worst and best raid.",
        ),
    ] = None,
    threat: Annotated[
        str | None,
        typer.Option(
            "--threat",
            help="Only the threat whose id ends so, as cruise-missile/3, else those whose id holds it.",
        ),
    ] = None,
    option: Annotated[
        str | None,
        typer.Option(
            "--option", metavar="ID", help="With a case as source: this option, in the raid of its dots."
        ),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Number of the scenario, as in run."),
    ] = None,
    seed: SeedOption = None,
    view: ViewOption = None,
    extra: ExtraOption = None,
    out: OutOption = None,
    lang: LangOption = "en",
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """What happened to each threat of one raid, and when? Also to those that nobody shot at.

    First in sight, detected, tracked, engageable, shot at, met, judged, leaked and why, each with range and
    height; before that the moments that decided the raid. --out writes a page that plays it in three
    dimensions as .html, the moments as .parquet or .csv, the whole story as .json or .txt.
    """
    from skykeep.api.replays import replay as replayed

    target = None if out is None else file_to_write(out, "replay.txt", (".html", ".txt", ".json", *TABLES))
    is_page = target is not None and target.suffix == ".html"
    page_language(lang, target if is_page else None)
    if target is not None and is_page:
        if threat is not None:
            raise UsageError(f"--threat {threat}: a page tells all threats of its raids: leave it out")
        options = {"option": option, "seed": seed, "view": view, "set": given or None, "catalogue": extra}
        options["language"] = lang
        _write_page(source, key, target, options, json=json, quiet=quiet)
        return
    world, replication = parse_key(key or "0,0")
    found = replayed(
        source,
        world=world,
        replication=replication,
        option=option,
        seed=seed,
        view=view,
        set=given or None,
        catalogue=extra,
    )
    found.chosen(threat)
    if target is not None:
        make_room(target)
        found.save(target)
        note(f"wrote {target}", quiet=quiet)
    if json:
        plain = found.to_json()
        wanted = {row["threat"] for row in found.chosen(threat)}
        print_json(plain | {"threats": [row for row in plain["threats"] if row["threat"] in wanted]})
    elif target is None:
        if key is None:
            out_console().print(FIRST_RAID, style="dim", markup=False)
        _print(found, threat)


def _write_page(
    source: str, key: str | None, target: Path, options: dict[str, Any], *, json: bool, quiet: bool
) -> None:
    """Write a page of the raid of a key, or of those that stand for a run, and say which they are."""
    from skykeep.api.replay_pages import replay_page

    keys = () if key is None else (parse_key(key),)
    make_room(target)
    made = replay_page(source, out=target, keys=keys, **options)
    if json:
        print_json(made.to_json())
    note(f"wrote {made}", quiet=quiet)


def parse_key(text: str, option: str = "--key") -> tuple[int, int]:
    """Return world and replication of ``WORLD,REPLICATION``, which an option was given.

    Raises
    ------
    UsageError
        If it is not written so, or out of range.
    """
    parts = text.split(",")
    if len(parts) != 2 or not all(part.strip().isdecimal() for part in parts):
        raise UsageError(f"{option} {text!r}: must be the numbers of a world and a replication, as 3,7")
    world, replication = (int(part) for part in parts)
    for name, number in (("worlds", world), ("replications", replication)):
        if number >= RAIDS_MAX:
            raise UsageError(f"{option} {text!r}: {name} go from 0 to {RAIDS_MAX - 1}")
    return world, replication


def _print_decisive(found: Replay) -> None:
    """Print the moments at which the raid was decided, as a small table."""
    from rich.table import Table
    from rich.text import Text

    console = out_console()
    console.print()
    console.print("Moments that decided it", style="bold", markup=False)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for each in found.decisive:
        words = Text.assemble((f"{each['title']}: ", "bold"), each["reason"])
        table.add_row(Text(f"{each['time_s']:.1f} s"), words)
    console.print(table)


def _print(found: Replay, threat: str | None) -> None:
    """Print the story: what became of the raid, then a small table for each threat."""
    from rich.table import Table
    from rich.text import Text

    from skykeep.report.story_words import ending_words, moment_cells

    from ._common import print_whole

    console = out_console()
    where = f"seed {found.seed}, world {found.world}, replication {found.replication}"
    console.print(f"{found.name} ({where})", style="bold", markup=False)
    console.print(found.said(), markup=False)
    if threat is None:
        _print_decisive(found)
    for row in found.chosen(threat):
        console.print()
        console.print(f"{row['threat']}: {ending_words(row)}", style="bold", markup=False)
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        table.add_column("time s", justify="right", no_wrap=True)
        for name in ("what", "by"):
            table.add_column(name, no_wrap=True)
        for name in ("range km", "above ground m", "above sea m"):
            table.add_column(name, justify="right", no_wrap=True)
        for moment in found.moments_of(row["threat"]):
            table.add_row(*map(Text, moment_cells(moment)))
        print_whole(table, console)
    console.print()
    console.print(
        "Ranges are along the ground, from the radar or fire unit named, else from the first fire unit.",
        style="dim",
        markup=False,
    )
