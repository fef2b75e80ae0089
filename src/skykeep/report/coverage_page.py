"""A map of coverage as a page of its own: what a notebook shows in a frame."""

from __future__ import annotations

from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from skykeep._version import __version__
from skykeep.coverage import HeightCoverage
from skykeep.language import DIRECTIONS, language, name, tell
from skykeep.page.coverage_payload import coverage_payload, first_height_agl_m
from skykeep.page.embed import loader, packed, packed_script
from skykeep.study.map_data import MapData, MapUnit

from .fields import class_words
from .shipped_words import place_name, shipped
from .still_map import still_map_svg
from .templating import CONTENT_POLICY, environment, style_of
from .words import commas, kilometres, limits_outwards, metres_high, percent

__all__ = ["render_coverage_map", "share_text", "share_words", "still_maps"]


def render_coverage_map(data: MapData) -> str:
    """Return the page: one self-contained file that asks nothing of any network.

    Its script draws the live map with the slider of heights; without it a still map of each fire unit stands
    there.
    """
    return _template().render(
        title=tell("Coverage: {units}", units=commas(place_name(unit.name) for unit in data.units)),
        stills=still_maps(data),
        attribution=shipped(data.attribution),
        language=language(),
        direction=DIRECTIONS[language()],
        policy=CONTENT_POLICY,
        version=__version__,
        css=style_of("brief.css", "map.css"),
        loader=Markup(loader()),
        held={"skykeep-script": packed_script(), "skykeep-payload": packed(coverage_payload(data))},
    )


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once."""
    return environment().get_template("coverage_map.html.j2")


def still_maps(data: MapData) -> list[dict[str, Any]]:
    """Return a still map of each fire unit at the height that is shown first, with its title and shares."""
    return [_still(number, unit, data.near_m) for number, unit in enumerate(data.units, start=1)]


def _still(number: int, unit: MapUnit, near_m: float | None) -> dict[str, Any]:
    """Return the still map of a fire unit."""
    shown = first_height_agl_m(unit.result, near_m)
    height = next(each for each in unit.result.heights if each.height_agl_m == shown)
    title = tell(
        "{system} at {place}, against a {target} at {height} above ground",
        system=name(unit.system.name),
        place=place_name(unit.name),
        target=class_words(height.polar.target.id),
        height=metres_high(shown),
    )
    said = share_words(height)
    svg = still_map_svg(height, unit.ground, name=f"still-{number}", words=f"{title}: {said}")
    return {"title": title, "svg": Markup(svg), "said": said}


def share_words(height: HeightCoverage) -> str:
    """Return what of both rings is seen and engageable at a height, with limits."""
    seen = share_text(height.seen_share_of_detection_ring, height.seen_limits)
    told = tell(
        "{share} of the detection ring of {radius} is seen",
        share=seen,
        radius=kilometres(height.detection_ring_m),
    )
    if not height.can_engage:
        return told
    return tell(
        "{seen}, {share} of the engagement ring of {radius} is engageable",
        seen=told,
        share=share_text(height.engageable_share_of_engagement_ring, height.engageable_limits),
        radius=kilometres(height.engagement_ring_m),
    )


def share_text(best: float, limits: tuple[float, float] | None) -> str:
    """Return a share with its limits, or called assumed where there are none."""
    if limits is None:
        return tell("{share} (assumed)", share=percent(best))
    low, high = limits_outwards(limits)
    return tell("{share} ({low} to {high})", share=percent(best), low=low, high=high)
