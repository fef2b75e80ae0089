"""``skykeep why``: why was a threat not shot at?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ._answer_files import CHARTS, TABLES
from ._common import file_to_write, make_room, note, out_console, print_json, print_whole
from ._options import JsonOption, OutOption, QuietOption
from .replay import parse_key

if TYPE_CHECKING:
    from skykeep.api.whys import Why

__all__ = ["why"]


def why(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Run folder, as skykeep run writes it.")],
    threat: Annotated[
        str,
        typer.Option("--threat", metavar="ID", help="Id of a threat, as cruise-missile/3, or a class."),
    ],
    raid: Annotated[
        str | None,
        typer.Option(
            "--raid",
            "--key",
            metavar="WORLD,REPLICATION",
            help="Which raid; by default the first in which it leaked for its most frequent reason.",
        ),
    ] = None,
    out: OutOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Why did nobody shoot at this threat, or how was it stopped?

    How often it leaks and why; then one raid in order of time: when it was in sight and tracked, and at every
    moment what kept each fire unit from a shot. At the end what would have had to be different. --out writes
    it as .json or .txt, its moments as a table (.csv, .parquet), or their time line (.svg, .png, .pdf).
    """
    from skykeep.api.whys import why as explained

    target = None if out is None else file_to_write(out, "why.txt", (".txt", ".json", *TABLES, *CHARTS))
    found = explained(run, threat, raid=None if raid is None else parse_key(raid, "--raid"))
    if target is not None:
        make_room(target)
        found.save(target)
        note(f"wrote {target}", quiet=quiet)
    if json:
        print_json(found.to_json())
    elif target is None:
        _print(found)


def _print(found: Why) -> None:
    """Print the answer in short, the story, and what would have had to be different."""
    from rich.table import Table
    from rich.text import Text

    from skykeep.report.why_words import (
        difference_sentences,
        holder_sentences,
        leak_sentences,
        short_sentences,
        why_cells,
    )

    console = out_console()
    plain = found.to_json()
    console.print(
        f"{plain['threat']} ({plain['scenario']['name']}, seed {plain['seed']})", style="bold", markup=False
    )
    for sentence in [*leak_sentences(plain), *short_sentences(plain)]:
        console.print(sentence, markup=False)
    console.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("time s", justify="right", no_wrap=True)
    table.add_column("what", no_wrap=True)
    table.add_column("by", no_wrap=True)
    for name in ("range km", "above ground m", "above sea m"):
        table.add_column(name, justify="right")
    for moment in plain["moments"]:
        table.add_row(*map(Text, why_cells(moment)))
    print_whole(table, console)
    for sentence in holder_sentences(plain):
        console.print(sentence, style="dim", markup=False)
    console.print()
    console.print("What would have had to be different:", style="bold")
    for sentence in difference_sentences(plain):
        console.print(f"- {sentence}", markup=False)
