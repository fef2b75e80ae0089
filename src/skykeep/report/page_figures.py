"""Every figure of the page of a brief, as safe markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup

from skykeep.coverage.map_ground import MapGround
from skykeep.study.brief_data import BriefData, SiteCoverage, SystemRow

from .charts import leakers_chart, ledger_chart, ledger_swatch, swatch
from .choice_panel import dots_chart, pareto_chart
from .doctrine_chart import doctrine_chart
from .maps import height_map, map_frame, relief_picture
from .placement_chart import placement_figure
from .sizes_chart import sizes_chart
from .style import FILLS, LEDGER_FILLS

__all__ = ["figure_count", "ledger_reasons", "page_figures"]

LEAST_MEAN_SHOWN = 0.005

Tick = Callable[[], object]


def figure_count(data: BriefData) -> int:
    """Return how many figures :func:`page_figures` draws."""
    sites, heights, systems = len(data.sites), len(data.heights_agl_m), len(data.systems)
    return sites * systems * (heights + 1) + 2 * len(data.raids) + 5


def _ground(data: BriefData, coverage: SiteCoverage, system: SystemRow) -> MapGround:
    """Return the smallest ground that holds the larger ring."""
    ring = max(system.detection_ring_m, system.engagement_ring_m)
    fitting = [each for each in data.grounds if each.key == coverage.site and each.half_width_m >= ring]
    return min(fitting, key=lambda each: each.half_width_m)


def page_figures(data: BriefData, tick: Tick) -> dict[str, Any]:
    """Return every figure as safe markup: maps by system, site and height with what they share, charts by
    raid, the placement, legends.
    """

    def told(items: Iterator[tuple[Any, str]]) -> dict[Any, Markup]:
        found = {}
        for key, svg in items:
            found[key] = Markup(svg)
            tick()
        return found

    places = [
        (coverage := data.coverage_of(system.id, site.id), _ground(data, coverage, system))
        for system in data.systems
        for site in data.sites
    ]

    def height_maps() -> Iterator[tuple[Any, str]]:
        for coverage, ground in places:
            for level, height in enumerate(data.heights_agl_m):
                name = f"map-{coverage.system}-{coverage.site}-{height:g}"
                key = (coverage.system, coverage.site, height)
                yield key, height_map(data, coverage, level, ground=ground, name=name)

    frames = told(
        ((coverage.system, coverage.site), map_frame(data, coverage, ground=ground))
        for coverage, ground in places
    )
    reliefs = [relief_picture(ground) for ground in data.grounds]
    return {
        "shared": Markup("".join([*reliefs, *frames.values()])),
        "heights": told(height_maps()),
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
        "seen": Markup(swatch("swatch-seen", colour=FILLS.seen, words="seen", alpha=0.3, edge=FILLS.seen)),
        "engageable": Markup(
            swatch(
                "swatch-engageable",
                colour=FILLS.engageable,
                words="engageable",
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
