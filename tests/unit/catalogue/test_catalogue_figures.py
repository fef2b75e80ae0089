"""One figure: units, limits, defaults, alternatives and what is refused, by message."""

from __future__ import annotations

import math

import pytest

from skykeep.catalogue.fields import load_fields
from skykeep.catalogue.figures import read_figure
from skykeep.catalogue.places import Place
from skykeep.errors import CatalogueError
from skykeep.units import to_si

ASSUMED = {"kind": "assumed", "note": "a reason"}


def read(key: str, table):
    name, factor = to_si(key)
    return read_figure(table, Place("my.toml", ("radars", "r", key)), load_fields()[name], factor)


def test_units_of_the_door_become_si():
    figure = read("detection_range_km", {"best": 300, "low": 200, "high": 330, **ASSUMED})
    assert (figure.low, figure.best, figure.high) == (200_000.0, 300_000.0, 330_000.0)
    assert figure.scale == "log"
    assert read("sector_deg", {"best": 90, "low": 60, "high": 105, **ASSUMED}).best == pytest.approx(
        math.pi / 2
    )
    assert read("reload_min", {"best": 20, "low": 15, "high": 60, **ASSUMED}).best == 1200.0
    assert read("price_kusd", {"best": 35, "low": 20, "high": 50, **ASSUMED}).high == 50_000.0


def test_a_single_public_value_gets_the_default_limits_of_its_field_and_says_so():
    rule = load_fields()["detection_range_m"]
    figure = read("detection_range_km", {"best": 100, **ASSUMED})
    assert figure.default_limits
    assert figure.low == pytest.approx(100_000.0 * rule.default_low)
    assert figure.high == pytest.approx(100_000.0 * rule.default_high)


def test_one_stated_limit_is_kept_and_the_other_is_the_default():
    figure = read("detection_range_km", {"best": 100, "low": 50, **ASSUMED})
    assert figure.default_limits
    assert figure.low == 50_000.0
    assert figure.high == pytest.approx(110_000.0)


def test_default_limits_stay_within_what_is_possible():
    rule = load_fields()["instrumented_range_m"]
    figure = read("instrumented_range_m", {"best": rule.minimum, **ASSUMED})
    assert figure.low == rule.minimum


def test_a_field_without_defaults_must_state_both_limits():
    with pytest.raises(
        CatalogueError, match=r"given a figure without low or high.*reference_p_detect has no default"
    ):
        read("reference_p_detect", {"best": 0.8, **ASSUMED})


def test_stated_limits_are_not_marked_as_default():
    assert not read("detection_range_km", {"best": 100, "low": 90, "high": 110, **ASSUMED}).default_limits


def test_a_count_needs_no_limits():
    figure = read("target_channels", {"best": 6, **ASSUMED})
    assert figure.is_fixed
    assert not figure.default_limits


def test_a_count_is_no_range():
    with pytest.raises(
        CatalogueError, match=r"given low 4 and high 8 of a count, allowed one exact number, or altern"
    ):
        read("target_channels", {"best": 6, "low": 4, "high": 8, **ASSUMED})


def test_a_count_is_whole():
    with pytest.raises(CatalogueError, match=r"target_channels\.best: given 6\.5, allowed a whole number"):
        read("target_channels", {"best": 6.5, **ASSUMED})


def test_alternatives_set_the_limits():
    claims = [{"value": 4, **ASSUMED}, {"value": 6, **ASSUMED}]
    figure = read("launchers", {"best": 6, "alternatives": claims, **ASSUMED})
    assert (figure.low, figure.high) == (4.0, 6.0)
    assert [claim.value for claim in figure.alternatives] == [4.0, 6.0]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            {"best": 5, "alternatives": [4, 6]},
            r"alternatives\[0\]: given 4, allowed a table with value and kind",
        ),
        (
            {"best": 6, "alternatives": [{"value": 6, **ASSUMED}]},
            "given one alternative, allowed none, or two and more",
        ),
        (
            {"best": 6, "alternatives": [{"value": 6, **ASSUMED}, {"value": 6, **ASSUMED}]},
            "given the same value twice, allowed distinct claims",
        ),
        (
            {"best": 5, "alternatives": [{"value": 4, **ASSUMED}, {"value": 6, **ASSUMED}]},
            r"best: given 5, allowed one of its alternatives \(4, 6\)",
        ),
        (
            {"best": 4, "high": 5, "alternatives": [{"value": 4, **ASSUMED}, {"value": 6, **ASSUMED}]},
            "given the alternative 6 outside low 4 and high 5",
        ),
        (
            {"best": 4, "alternatives": [{"value": 4, "kind": "claimed"}] * 2},
            "given kind 'claimed' without a source",
        ),
        ({"best": 4, "alternatives": [{"valeu": 4, **ASSUMED}] * 2}, "Did you mean 'value'"),
        ({"best": 4, "alternatives": [{"kind": "assumed"}] * 2}, "given an alternative without 'value'"),
        ({"best": 4, "alternatives": {"value": 4}}, "allowed a list of tables"),
    ],
)
def test_alternatives_that_say_nothing_clear_are_refused(table, message):
    with pytest.raises(CatalogueError, match=message):
        read("launchers", {**ASSUMED, **table})


@pytest.mark.parametrize(
    ("key", "table", "message"),
    [
        (
            "revisit_s",
            12,
            r"my\.toml: radars\.r\.revisit_s: given 12, allowed a table with best, kind and sources",
        ),
        ("revisit_s", {"kind": "assumed", "note": "x"}, "given a figure without 'best'"),
        ("revisit_s", {"best": 12}, "given a figure without 'kind'"),
        (
            "revisit_s",
            {"best": 12, "kind": "claimed"},
            "given kind 'claimed' without a source, allowed at least one",
        ),
        (
            "revisit_s",
            {"best": 12, "kind": "assumed"},
            "given kind 'assumed' without a note, allowed a note that gives",
        ),
        ("revisit_s", {"best": 12, "kind": "assumed", "note": "  "}, "given kind 'assumed' without a note"),
        (
            "revisit_s",
            {"best": 12, "kind": "derived", "sources": ["a"]},
            "given kind 'derived' without a note",
        ),
        (
            "revisit_s",
            {"best": 12, "kind": "guessed"},
            "kind: given 'guessed', allowed one of assumed, claimed",
        ),
        ("revisit_s", {**ASSUMED, "best": 12, "kind": "claimd"}, "Did you mean 'claimed'"),
        (
            "revisit_s",
            {**ASSUMED, "best": 12, "hihg": 14},
            r"revisit_s\.hihg: given the unknown key.*Did you mean 'high'",
        ),
        ("revisit_s", {**ASSUMED, "best": "12"}, "best: given '12', allowed a number without quotes"),
        ("revisit_s", {**ASSUMED, "best": True}, "best: given True, allowed a number without quotes"),
        ("revisit_s", {**ASSUMED, "best": math.nan}, "best: given nan, allowed a finite number"),
        ("revisit_s", {**ASSUMED, "best": math.inf}, "best: given inf, allowed a finite number"),
        ("revisit_s", {**ASSUMED, "best": 10**400}, "allowed a finite number"),
        (
            "revisit_s",
            {**ASSUMED, "best": 12, "low": 13, "high": 14},
            "given low 13, best 12, high 14, allowed low <= b",
        ),
        ("revisit_s", {**ASSUMED, "best": 12, "low": 0, "high": 14}, "low: given 0, allowed more than zero"),
        (
            "revisit_s",
            {**ASSUMED, "best": 12, "low": 10, "high": 600},
            "high: given 600, allowed 120 or less",
        ),
        (
            "sector_deg",
            {**ASSUMED, "best": 90, "low": 60, "high": 400},
            "high: given 400, allowed 360 or less",
        ),
        ("kill_p", {**ASSUMED, "best": 0.5, "low": 0.1, "high": 1.2}, "high: given 1.2, allowed 1 or less"),
        ("revisit_s", {**ASSUMED, "best": 12, "year": "1999"}, "year: given '1999', allowed a whole number"),
        (
            "revisit_s",
            {**ASSUMED, "best": 12, "sources": "rferl"},
            "sources: given 'rferl', allowed a list of strings",
        ),
        (
            "revisit_s",
            {**ASSUMED, "best": 12, "sources": ["a", "a"]},
            "given 'a' twice, allowed each word once",
        ),
        (
            "revisit_s",
            {**ASSUMED, "best": 12, "confidence": "sure"},
            "confidence: given 'sure', allowed one of high",
        ),
        (
            "revisit_s",
            {**ASSUMED, "best": 12, "scale": "cubic"},
            "scale: given 'cubic', allowed one of linear, log",
        ),
    ],
)
def test_a_figure_that_cannot_be_true_is_refused_with_its_place(key, table, message):
    with pytest.raises(CatalogueError, match=message):
        read(key, table)


def test_a_whole_turn_survives_the_conversion_from_degrees():
    assert read("sector_deg", {"best": 360, "low": 360, "high": 360, **ASSUMED}).best == pytest.approx(
        2 * math.pi
    )
