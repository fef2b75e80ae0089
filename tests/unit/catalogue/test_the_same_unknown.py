"""The same unknown gets the same figure and the same draw, or a reason why not."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pytest

from skykeep.catalogue import iter_figures, load_catalogue
from skykeep.compiler.worlds import draw_worlds
from skykeep.model import Figure

CATALOGUE = load_catalogue()

OWN_SIZE = {
    "antenna_height_m",
    "detection_range_m",
    "instrumented_range_m",
    "sector_rad",
    "track_capacity",
    "target_channels",
    "missile_channels",
    "batteries_controlled",
    "rounds_per_launcher",
    "range_max_m",
    "alt_max_msl_m",
    "alt_min_agl_m",
    "range_max_ballistic_m",
    "alt_max_ballistic_msl_m",
    "peak_speed_mps",
    "target_speed_max_mps",
}
"""Fields that say how large or fast a thing is: each thing has its own, and its note says from what."""


def assumed_figures() -> dict[str, list[tuple[str, Figure]]]:
    """Return the assumed figures of all systems that are not fixed, by field."""
    found = defaultdict(list)
    for system in CATALOGUE.systems.values():
        for name, figure in iter_figures(system):
            if figure.kind == "assumed" and not figure.is_fixed:
                found[name.rpartition("/")[2]].append((name, figure))
    return found


def value_and_draw(figure: Figure) -> tuple[object, ...]:
    return figure.low, figure.best, figure.high, figure.same_draw, tuple(c.value for c in figure.alternatives)


@pytest.mark.parametrize("field", sorted(set(assumed_figures()) - OWN_SIZE))
def test_assumed_figures_of_one_field_are_one_figure_or_say_why_they_differ(field):
    figures = assumed_figures()[field]
    (usual, _), *_ = Counter(value_and_draw(figure) for _, figure in figures).most_common()
    for name, figure in figures:
        if value_and_draw(figure) != usual:
            assert "Differs: " in figure.note or figure.sources, (
                f"{name} is not the usual {usual}: give it the same limits and same_draw, or say in its note "
                "'Differs: ...' why not"
            )


def test_figures_with_one_draw_and_field_have_one_set_of_limits_or_say_why():
    by_draw = defaultdict(list)
    for field, figures in assumed_figures().items():
        for name, figure in figures:
            if figure.same_draw:
                by_draw[field, figure.same_draw].append((name, figure))
    for figures in by_draw.values():
        (usual, _), *_ = Counter(value_and_draw(figure) for _, figure in figures).most_common()
        for name, figure in figures:
            alike = value_and_draw(figure) == usual
            assert alike or "Differs: " in figure.note or figure.sources, name


def test_what_an_s_400_does_in_a_raid_differs_from_an_s_300_by_no_assumed_time_or_stock():
    for path in ("command_post/reaction_s", "launchers/main/reload_s", "launchers/main/reload_sets"):
        names = [f"{system}/{path}" for system in ("s-300pmu-1", "s-300pmu-2", "s-400")]
        figures = dict(CATALOGUE.figures())
        worlds = draw_worlds({name: figures[name] for name in names}, seed=1, worlds=50)
        for name in names[1:]:
            assert np.array_equal(worlds[name], worlds[names[0]]), path
