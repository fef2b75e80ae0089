"""What links that lose nothing would have changed is tried where links lose reports."""

import pytest

from skykeep.engine.what_if import try_changes, without_loss

from .small_cases import Threat, small_case

POSTS = [{"end_unit": 1}, {"first_unit": 1, "end_unit": 1}]


def lossy(loss_p):
    """Return a case of a fire unit without a radar of its own, which the post above tells of tracks."""
    links = [(0, 1, {"loss_p": loss_p}), (1, 0, {"loss_p": loss_p})]
    case = small_case(Threat(), posts=POSTS, links=links)
    case.radars["post"][0, 0] = 1
    return case


def trials(case):
    """Return the trials of the first raid by name."""
    return {trial.change: trial for trial in try_changes(case, 0, 0, unit=0, threat=0)}


def test_links_that_lose_nothing_bring_the_report_that_was_lost():
    found = trials(lossy(0.999))["links"]
    assert (found.shots, found.outcome, found.helps) == (1, "killed", True)


@pytest.mark.parametrize("loss_p", [0.0, 1.0])
def test_links_that_lose_nothing_or_are_cut_are_not_tried(loss_p):
    assert "links" not in trials(lossy(loss_p))


def test_a_link_that_is_cut_stays_so():
    case = lossy(0.5)
    case.links["loss_p"][0, 1] = 1.0
    assert without_loss(case).links["loss_p"].tolist() == [[0.0, 1.0]]
