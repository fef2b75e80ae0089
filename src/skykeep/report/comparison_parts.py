"""What of each option is fielded, what it covers of the country, and what it does without a part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from .comparison_orders import doctrine_name
from .comparison_tables import TableText, doubted
from .comparison_words import ALIKE, lead_doctrine, names_of
from .words import half_up, listing, metres_high, percent, plural

__all__ = ["part_tables", "robustness_sentences"]

Found = Mapping[str, Any]
ENDING_NAMED = 2
"""Parts without which nobody shoots that a sentence names."""


def part_tables(found: Found) -> Iterator[TableText]:
    """Yield what is fielded of each option, its shares of the country, and every loss of a single part."""
    names = names_of(found)
    for balance in found["balances"]:
        rows = [[names[row["option"]], row["words"]] for row in found["fielded"] if row["balance"] == balance]
        yield f"What stands at each site, {ALIKE[balance]}", ["option", ""], rows
    yield from _country(found)
    yield from _losses(found)


def _country(found: Found) -> Iterator[TableText]:
    """Yield the shares of the country that each option engages from all sites together, and from each."""
    if not found["country"]:
        return
    names, rows = names_of(found), []
    everywhere = "all sites" if len(found["sites"]) > 1 else found["sites"][0]["id"]
    single = [(row["site"], row, row["country"]) for row in found["coverage"] if len(found["sites"]) > 1]
    for where, row, shares in [(everywhere, row, row) for row in found["country"]] + single:
        rows.append(
            [
                names[row["option"]],
                where,
                metres_high(row["height_agl_m"]),
                *(
                    doubted(shares[f"engageable_share_of_{of}"], digits=1, scale=0.01)
                    for of in ("area", "people")
                ),
            ]
        )
    yield (
        f"Share of {found['country'][0]['country_name']} where each option engages, one at each site, % "
        f"({found['coverage_worlds']} joint draws; we are 90 % sure: low to high)",
        ["option", "from", "height", "of the area", "of the people in its cities"],
        rows,
    )


def _losses(found: Found) -> Iterator[TableText]:
    """Yield every part of each option that is lost alone, the worst first; those that are alike once."""
    names, rows = names_of(found), []
    for row in found["robustness"]:
        alike = Counter(
            (loss["words"], _points(loss["stopped_share_lost"]), loss["shoots"])
            for loss in sorted(row["losses"], key=lambda each: -each["stopped_share_lost"]["mean"])
        )
        for (words, points, shoots), times in alike.items():
            each = f"{words}, each of {times}" if times > 1 else words
            rows.append([names[row["option"]], each, points, "" if shoots else "nobody shoots"])
    if rows:
        doctrine = lead_doctrine(found)
        how = "" if doctrine == "drawn" else f", doctrine: {doctrine_name(found, doctrine)}"
        yield (
            f"Every part lost alone, {ALIKE['as_it_comes']}{how}, launchers that are alike once: points of "
            "the stopped share lost in the lead raid (computed: low to high)",
            ["option", "lost", "points lost", ""],
            rows,
        )


def _points(estimate: Found) -> str:
    """Return a change of a share in points, with the error of its computation."""
    ends = estimate["mc_error_90"]
    mean = f"{half_up(100.0 * estimate['mean']):z.0f}"
    if ends is None:
        return mean
    return f"{mean} ({half_up(100.0 * ends[0]):z.0f} to {half_up(100.0 * ends[1]):z.0f})"


def robustness_sentences(found: Found) -> Iterator[str]:
    """Yield for each option what the loss of one part costs it on average, and which parts decide."""
    names = names_of(found)
    for row in found["robustness"]:
        told = (
            f"{names[row['option']]} stops {percent(row['whole_stopped_share']['mean'])}, without one of its "
            f"{plural(row['parts'], 'part')} (alike launchers once) on average "
            f"{_points(row['mean_stopped_share_lost'])} points less"
        )
        ending = list(dict.fromkeys(loss["words"] for loss in row["losses"] if not loss["shoots"]))
        if ending:
            told += f"; nothing without {listing(ending[:ENDING_NAMED], last='or')}"
            told += f" and {len(ending) - ENDING_NAMED} more" if len(ending) > ENDING_NAMED else ""
        left = row["worst_that_shoots"] if ending else row["worst"]
        if left is not None:
            told += f"; {'then' if ending else 'most'} {left['words']}, {_points(left['stopped_share_lost'])}"
        yield f"{told}."
