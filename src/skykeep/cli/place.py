"""``skykeep place``: where would so many batteries have to stand, and how few would meet a goal?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.errors import UsageError

from ._common import out_console
from ._groups import with_groups
from ._options import AnswerOptions, JobsOption, SeedOption, ViewOption
from ._study import answer_study, print_dim
from ._tables import print_table

if TYPE_CHECKING:
    from skykeep.api.placements import Placement

__all__ = ["place"]


@with_groups
def place(
    country: Annotated[
        str, typer.Option("--country", metavar="CODE", help="Two-letter code of the country, as IQ.")
    ],
    system: Annotated[
        str | None, typer.Option("--system", "-s", help="System of the batteries, by its id.")
    ] = None,
    k: Annotated[int, typer.Option("--k", help="How many batteries, 1 to all candidates.")] = 4,
    height: Annotated[
        str,
        typer.Option(
            "--height", "--heights", metavar="METRES", help="Heights above ground that count, as 100,1000."
        ),
    ] = "1000",
    weights: Annotated[
        str | None,
        typer.Option("--weights", help="One for each height, as 2,1; or worst: the worst height alone."),
    ] = None,
    cover: Annotated[
        str,
        typer.Option("--cover", metavar="area|people|FILE", help="What is to be covered; FILE: assets, CSV."),
    ] = "area",
    candidates: Annotated[
        str,
        typer.Option(
            "--candidates",
            metavar="grid:50km|cities:40|airports|FILE",
            help="Where units may stand.",
        ),
    ] = "cities:40",
    fixed: Annotated[
        list[str] | None,
        typer.Option(
            "--fixed", metavar="SITE", help="A battery stands here already: LAT,LON or a city; repeat."
        ),
    ] = None,
    radars: Annotated[int, typer.Option("--radars", min=0, help="How many radars are placed as well.")] = 0,
    radar_system: Annotated[
        str | None, typer.Option("--radar-system", help="System of the radars; they count where they see.")
    ] = None,
    overlap: Annotated[
        int, typer.Option("--overlap", help="So many sites must cover a place for it to count, 1 to 10.")
    ] = 1,
    spacing: Annotated[
        float, typer.Option("--spacing", metavar="KM", help="Least distance of two sites, 0 to 2,000.")
    ] = 0.0,
    one_lost: Annotated[
        bool, typer.Option("--one-lost", help="Choose for what is left when the worst site is lost (N-1).")
    ] = False,
    goal: Annotated[
        float | None, typer.Option("--goal", help="How few sites reach this share, above 0 and up to 1?")
    ] = None,
    front: Annotated[
        int | None,
        typer.Option("--front", help="Best share of every number of sites up to this; k by default."),
    ] = None,
    sides: Annotated[
        str | None,
        typer.Option(
            "--sides", help="Choose for each side a threat may come from, as N,E or all; table of regret."
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--target", help="Threat class. Default: cruise missile below 1000 m, fighter from there."
        ),
    ] = None,
    worlds: Annotated[
        int,
        typer.Option("--worlds", "-w", help="Draws of the figures behind the interval, to 10,000; 0: none."),
    ] = 50,
    time_limit: Annotated[
        float,
        typer.Option("--time-limit", metavar="SECONDS", help="A proof may take so long, 0.1 to 86,400."),
    ] = 60.0,
    gap: Annotated[
        float,
        typer.Option(
            "--gap", help="A proof may end when no choice is better by more than this share, 0 to 1."
        ),
    ] = 0.0,
    terrain: Annotated[
        str | None,
        typer.Option("--terrain", metavar="shipped|flat|PATH", help="Elevation data (default shipped)."),
    ] = None,
    view: ViewOption = None,
    seed: SeedOption = None,
    jobs: JobsOption = None,
    *,
    answer: AnswerOptions,
) -> None:
    """Where would so many batteries have to stand to cover a country, and how few would do?

    Exact, with what is proven of it; points on a map, no positions of units. --out writes a table (.parquet,
    .csv), a map (.svg, .png, .pdf), the JSON (.json), or a folder with all.
    """
    from skykeep.api.placements import place as placed

    asked = partial(
        placed,
        country,
        system,
        k,
        heights=_heights(height),
        weights=weights,
        cover=cover,
        candidates=candidates,
        fixed=fixed or (),
        radars=radars,
        radar_system=radar_system,
        overlap=overlap,
        spacing_km=spacing,
        one_lost=one_lost,
        goal=goal,
        front=front,
        sides=sides or (),
        target=target,
        worlds=worlds,
        seed=seed,
        view=view,
        time_limit_s=time_limit,
        gap=gap,
        terrain=terrain,
        jobs=jobs,
    )
    answer_study("place", "cover of each site", asked, _print, answer)


def _heights(text: str) -> tuple[float, ...]:
    """Return heights written as 100,1000."""
    try:
        return tuple(float(word) for word in text.split(","))
    except ValueError:
        raise UsageError(
            f"height {text!r}: must be metres above ground with commas between, as 100,1000"
        ) from None


def _print(found: Placement) -> None:
    """Print the answer for batteries, then for radars."""
    plain = found.to_json()
    _print_units(plain)
    if plain["radars"] is not None:
        out_console().print()
        _print_units({**plain, **plain["radars"], "radars": None})
    out_console().print()
    from skykeep.report.placement_words import notes

    print_dim(*notes(plain), f"Seed {plain['seed']}, view {plain['view']}.")


def _print_units(plain: Mapping[str, Any]) -> None:
    """Print one kind of unit: sentences, then tables."""
    from skykeep.report import placement_words as words

    console = out_console()
    console.print(words.title(plain), style="bold", markup=False)
    if plain["state"] == "partial":
        console.print("Incomplete, stopped before its end.", markup=False)
    first, *more = words.answer_sentences(plain)
    claim = words.claim_sentences(plain)
    for sentence in claim:
        console.print(sentence, markup=False)
    if claim:
        console.print()
    console.print(first, style="bold", markup=False)
    lines = [*more, *words.doubt_sentences(plain), words.greedy_sentence(plain), words.loss_sentence(plain)]
    if plain["fewest"] is not None:
        lines.append(words.fewest_sentence(plain["fewest"]))
    lines.append(words.ring_sentence(plain))
    for sentence in filter(None, lines):
        console.print(sentence, markup=False)
    _print_sites(plain)
    _print_heights(plain)
    _print_front(plain)
    if plain["sides"] is not None:
        _print_sides(plain["sides"])


def _show(headings: Sequence[str], rows: Sequence[Sequence[str]], *, words: Sequence[int] = (0,)) -> None:
    """Print a table below an empty line."""
    out_console().print()
    print_table(headings, rows, words=words)


def _print_sites(plain: Mapping[str, Any]) -> None:
    """Print each site: where, what it covers alone, and what is left without it."""
    from skykeep.report.words import percent

    rows = [
        (
            site["name"] + (" (stands already)" if site["fixed"] else ""),
            f"{site['lat_deg']:.2f}, {site['lon_deg']:.2f}",
            percent(site["alone_share"]),
            percent(site["share_if_lost"]),
        )
        for site in plain["sites"]
    ]
    _show(("site (shares assumed)", "lat, lon", "alone", "left if lost"), rows)


def _print_heights(plain: Mapping[str, Any]) -> None:
    """Print what the set covers at each height, what the best for it would, and the fewest for a goal."""
    from skykeep.report.placement_words import OF, share_words
    from skykeep.report.words import metres_high, percent

    goal = next((row["fewest"]["goal"] for row in plain["heights"] if row["fewest"]), None)
    columns = ["height", f"these sites: {OF[plain['cover']]}"]
    columns += ["people" if plain["cover"] == "area" else "area", "best for this height"]
    if goal is not None:
        columns.append(f"fewest for {percent(goal)}")
    rows = []
    for row in plain["heights"]:
        other = row["people" if plain["cover"] == "area" else "area"]
        best = row["best"]
        cells = [metres_high(row["height_agl_m"]), share_words(row), share_words(other)]
        cells.append("-" if best is None else percent(best["share"]) + _proof(best))
        if goal is not None:
            cells.append(_fewest(row["fewest"]))
        rows.append(tuple(cells))
    _show(columns, rows)


def _proof(choice: Mapping[str, Any]) -> str:
    """Return what is proven of a choice, in a cell."""
    return ", proven" if choice["proven"] else f", at most {100.0 * choice['bound']:.1f} %"


def _fewest(found: Mapping[str, Any] | None) -> str:
    """Return the fewest sites in a cell."""
    from skykeep.report.words import percent

    if found is None:
        return "-"
    if not found["reachable"]:
        return f"none: all reach {percent(found['all_candidates_share'])}"
    return f"{found['k']}" if found["proven"] else f"{found['at_least']} or more"


def _print_front(plain: Mapping[str, Any]) -> None:
    """Print the best share of each number of sites."""
    from skykeep.report.placement_words import site_names
    from skykeep.report.words import percent

    if len(plain["front"]) < 2:
        return
    rows = [
        (
            str(row["k"]),
            percent(row["share"]),
            "proven" if row["proven"] else f"at most {100.0 * row['bound']:.1f} %",
            site_names(row["sites"]),
        )
        for row in plain["front"]
    ]
    _show(("best set of", "covers (assumed)", "proof", "sites"), rows, words=(0, 3))


def _print_sides(sides: Mapping[str, Any]) -> None:
    """Print the table of regret: chosen for one side, seen from the others."""
    from skykeep.report.placement_words import sides_sentence
    from skykeep.report.words import percent

    rows = [
        (
            row["chosen_for"],
            *(
                f"{percent(row['from'][side])} (-{100.0 * row['regret'][side]:.0f})"
                for side in sides["sides"]
            ),
        )
        for row in sides["rows"]
    ]
    _show(("chosen for", *(f"from {side}" for side in sides["sides"])), rows)
    print_dim(
        "Share met on the way (assumed), and by how many percentage points less than the best for that side.",
        sides_sentence(sides),
    )
