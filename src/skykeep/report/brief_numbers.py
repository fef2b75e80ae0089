"""The numbers of every figure of a brief, by the name that its page gives the figure."""

from __future__ import annotations

from collections.abc import Iterator

from skykeep._version import __version__
from skykeep.language import in_digits, name, tell, to_tell
from skykeep.study.brief_data import BriefData, RaidTable

from .comparison_chart import pareto_points
from .comparison_words import names_of
from .figure_data import FigureNumbers, estimate_cells, estimate_columns
from .shipped_words import place_name, shipped
from .style import LEDGER_FILLS
from .words import semicolons

__all__ = ["brief_numbers", "source_line"]

COMPARISONS = {"as_it_comes": to_tell("as it comes"), "equal_rounds": to_tell("equal rounds, no reload")}


def source_line(data: BriefData) -> str:
    """Return whose numbers a figure of a brief shows, and what they are worth."""
    made = data.provenance
    return tell(
        "{program}, case {case}, seed {seed}: public figures only, many of them assumed; intervals are 90 %. "
        "Ground: {ground}. {attribution}",
        program=name(f"skykeep {__version__}"),
        case=name(data.id),
        seed=made["seed"],
        ground=name(made["elevation"]),
        attribution=name(data.attribution),
    )


def brief_numbers(data: BriefData) -> dict[str, FigureNumbers]:
    """Return the numbers of every figure that has any."""
    found = dict(_raids(data))
    found["doctrine-sizes"] = _doctrine(data)
    found["raid-sizes"] = _sizes(data)
    found["placement"] = _placement(data)
    if data.choice and data.choice["dots"]:
        found["choice-dots"] = _dots(data)
    if data.choice and data.choice["decision"] is not None:
        found["choice-pareto"] = _pareto(data)
    return {name: numbers for name, numbers in found.items() if numbers.rows}


def _raids(data: BriefData) -> Iterator[tuple[str, FigureNumbers]]:
    """Yield leakers and ledger of every raid."""
    for raid in data.raids:
        yield f"leakers-{raid.id}", _leakers(data, raid)
        yield f"ledger-{raid.id}", _ledger(data, raid)


def _leakers(data: BriefData, raid: RaidTable) -> FigureNumbers:
    """Return leakers of a raid by system, with the number of raids in which so many leak."""
    counts = tuple(f"raids_with_{count}_leakers" for count in range(raid.threats + 1))
    return FigureNumbers(
        title=tell("Leakers: {raid}", raid=shipped(raid.name)),
        columns=("system", "compared", *estimate_columns("leakers"), *counts),
        rows=[
            [
                data.system(row.system).name,
                tell(COMPARISONS[row.comparison]),
                *estimate_cells(row.summary["leakers"]),
                *row.summary["leaker_distribution"],
            ]
            for row in raid.rows
        ],
    )


def _ledger(data: BriefData, raid: RaidTable) -> FigureNumbers:
    """Return mean leakers of a raid by their reason."""
    return FigureNumbers(
        title=tell("Why threats of {raid} leak", raid=shipped(raid.name)),
        columns=("system", "compared", "reason", "leakers_mean", "mc_error_90_low", "mc_error_90_high"),
        rows=[
            [
                data.system(row.system).name,
                tell(COMPARISONS[row.comparison]),
                LEDGER_FILLS[reason].words,
                mean,
                *(row.summary.get("ledger_mc_error_90", {}).get(reason) or (None, None)),
            ]
            for row in raid.rows
            for reason, mean in row.summary["ledger"].items()
            if mean > 0.0
        ],
    )


def _doctrine(data: BriefData) -> FigureNumbers:
    """Return threats stopped over raid size by doctrine."""
    return FigureNumbers(
        title=tell("Threats stopped over raid size by doctrine"),
        columns=("doctrine", "kind", "threats", *estimate_columns("stopped")),
        rows=[
            [shipped(curve.words), shipped(curve.kind), point.threats, *estimate_cells(point.killed)]
            for curve in data.doctrine
            for point in curve.points
        ],
    )


def _sizes(data: BriefData) -> FigureNumbers:
    """Return leakers over raid size by system."""
    return FigureNumbers(
        title=tell("Leakers over raid size"),
        columns=("system", "threats", "threats_launched", *estimate_columns("leakers")),
        rows=[
            [
                data.system(curve.system).name,
                point["n"],
                point["threats_launched"],
                *estimate_cells(point["leakers"]),
            ]
            for curve in data.gains.sizes
            for point in curve.points
        ],
    )


def _placement(data: BriefData) -> FigureNumbers:
    """Return the share of the country by height, of the one set and of the best for each height."""
    return FigureNumbers(
        title=tell(
            "Share of {country} that is covered, by height",
            country=place_name(data.placement["country_name"]),
        ),
        columns=(
            *("height_agl_m", "share", "limits_low", "limits_high", "ignorance_90_low", "ignorance_90_high"),
            "best_share_of_this_height",
        ),
        rows=[
            [
                row["height_agl_m"],
                row["share"],
                *(row["limits"] or (None, None)),
                *(row["ignorance_90"] or (None, None)),
                row["best"]["share"] if row["best"] else None,
            ]
            for row in data.placement["heights"]
        ],
    )


def _dots(data: BriefData) -> FigureNumbers:
    """Return what came of the raid of each dot, and its key."""
    names = names_of(data.choice)
    return FigureNumbers(
        title=tell("A hundred raids of each option"),
        columns=(
            *("option", "option_id", "dot", "leakers", "most_leaked_for"),
            *("leaked_for", "rounds_left", "world", "replication"),
        ),
        rows=[
            [
                *(names[option], option, number, dot["leakers"], _reason(dot["reason"])),
                semicolons(
                    f"{_reason(reason)}: {in_digits(str(count))}" for reason, count in dot["ledger"].items()
                ),
                *(dot[key] for key in ("rounds_left", "world", "replication")),
            ]
            for option, hundred in data.choice["dots"]["options"].items()
            for number, dot in enumerate(hundred["dots"], start=1)
        ],
    )


def _reason(reason: str) -> str:
    """Return the words of a reason, empty where nothing leaked."""
    return LEDGER_FILLS[reason].words if reason in LEDGER_FILLS else ""


def _pareto(data: BriefData) -> FigureNumbers:
    """Return effect and cost of each option in each joint draw of the figures."""
    across, points = pareto_points(data.choice)
    return FigureNumbers(
        title=tell("Effect against cost, each joint draw of the figures"),
        columns=("option", "draw", "cost_usd" if across == "cost" else "range_m", "leaks_share"),
        rows=[
            [name, number, float(here), float(leaks)]
            for name, (heres, leak) in points.items()
            for number, (here, leaks) in enumerate(zip(heres, leak, strict=True), start=1)
        ],
    )
