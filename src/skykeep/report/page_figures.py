"""Every figure of the page of a brief, as safe markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup

from skykeep.language import tell
from skykeep.page.payload import main_height_agl_m
from skykeep.study.brief_data import BriefData

from .charts import leakers_chart, ledger_chart, ledger_swatch, swatch
from .choice_panel import dots_chart, pareto_chart
from .doctrine_chart import doctrine_chart
from .maps import height_map, map_frame, relief_picture
from .placement_chart import placement_figure
from .sizes_chart import sizes_chart
from .style import FILLS, LEDGER_FILLS

__all__ = ["count_figures", "figure_count", "ledger_reasons", "page_figures"]

LEAST_MEAN_SHOWN = 0.005

Tick = Callable[[], object]


def figure_count(data: BriefData) -> int:
    """Return how many figures :func:`page_figures` draws."""
    return count_figures(sites=len(data.sites), raids=len(data.raids))


def count_figures(*, sites: int, raids: int) -> int:
    """Return how many figures the page of a case of so many sites and raids has."""
    return 2 * sites + 2 * raids + 5


def page_figures(data: BriefData, tick: Tick) -> dict[str, Any]:
    """Return every figure as safe markup: a still map of the lead system at each site with what they share,
    charts by raid, the placement, legends.
    """

    def told(items: Iterator[tuple[Any, str]]) -> dict[Any, Markup]:
        found = {}
        for key, svg in items:
            found[key] = Markup(svg)
            tick()
        return found

    level = data.heights_agl_m.index(main_height_agl_m(data))
    places = [(data.coverage_of(data.lead_system, ground.key), ground) for ground in data.grounds]
    frames = told((coverage.site, map_frame(data, coverage, ground=ground)) for coverage, ground in places)
    maps = told(
        (coverage.site, height_map(data, coverage, level, ground=ground, name=f"map-{coverage.site}"))
        for coverage, ground in places
    )
    reliefs = [relief_picture(ground) for ground in data.grounds]
    return {
        "shared": Markup("".join([*reliefs, *frames.values()])),
        "maps": maps,
        "leakers": told(
            (raid.id, leakers_chart(data, raid, name=f"leakers-{raid.id}")) for raid in data.raids
        ),
        "ledger": told((raid.id, ledger_chart(data, raid, name=f"ledger-{raid.id}")) for raid in data.raids),
        "doctrine": told(iter([("sizes", doctrine_chart(data, name="doctrine-sizes"))])),
        "sizes": told(iter([("sizes", sizes_chart(data, name="raid-sizes"))])),
        "choice": told(
            (key, chart(data.choice, name=f"choice-{key}"))
            for key, chart in (("dots", dots_chart), ("pareto", pareto_chart))
        ),
        "placement": told(iter([("area", placement_figure(data.placement, name="placement"))])),
        "seen": Markup(
            swatch("swatch-seen", colour=FILLS.seen, words=tell("seen"), alpha=0.3, edge=FILLS.seen)
        ),
        "engageable": Markup(
            swatch(
                "swatch-engageable",
                colour=FILLS.engageable,
                words=tell("engageable"),
                hatch="///",
                alpha=0.25,
                edge=FILLS.engageable,
            )
        ),
    }


def ledger_reasons(data: BriefData) -> list[tuple[str, str, Markup]]:
    """Return reason, words and swatch of every reason that some leaker has, in the order of the ledger."""
    present = {
        reason
        for raid in data.raids
        for row in raid.rows
        for reason, mean in row.summary["ledger"].items()
        if mean >= LEAST_MEAN_SHOWN
    }
    return [
        (reason, fill.words, Markup(ledger_swatch(reason)))
        for reason, fill in LEDGER_FILLS.items()
        if reason in present
    ]
