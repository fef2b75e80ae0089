"""The summary of a run: what it must not say in a view that draws no figure."""

from dataclasses import replace

import numpy as np
import pytest

from skykeep.study.montecarlo import run_in_memory

INTERVALS = "ignorance_90"


@pytest.fixture
def told(case, facts):
    """Return the summary of the textbook case in a view."""

    def summary(view):
        fixed = {name: np.full(60, 1.0) for name in facts.legend.figures}
        legend = facts.legend if view == "balanced" else replace(facts.legend, figures=fixed)
        return run_in_memory(case, replace(facts, view=view, legend=legend))[1]

    return summary


def estimates(summary):
    return [value for value in summary.values() if isinstance(value, dict) and INTERVALS in value]


def test_the_balanced_view_says_what_public_figures_allow(told):
    summary = told("balanced")
    assert len(estimates(summary)) > 5
    assert all(value[INTERVALS] is not None for value in estimates(summary))
    assert summary["warnings"] == []


@pytest.mark.parametrize("view", ["brochure", "sceptic"])
def test_a_view_that_draws_no_figure_says_nothing_of_what_figures_allow(told, view):
    summary = told(view)
    drawn = told("balanced")
    assert [value[INTERVALS] for value in estimates(summary)] == [None] * len(estimates(drawn))
    for value in estimates(summary):
        assert value["ignorance_note"] == "figures are not drawn in this view"
        assert value["variance"]["ignorance_note"] == "figures are not drawn in this view"
    assert [warning["name"] for warning in summary["warnings"]] == ["figures_not_drawn"]
    assert summary["warnings"][0]["text"].startswith(f"View {view}: figures are not drawn in this view")
    assert ("is no bound" in summary["warnings"][0]["text"]) == (view == "sceptic")
    assert (summary["unknowns"]["figures"], summary["unknowns"]["rows"]) == (0, [])
    assert summary["leakers"]["chance_90"] == drawn["leakers"]["chance_90"]
