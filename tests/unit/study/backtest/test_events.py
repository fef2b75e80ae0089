"""Single raids on record: every shipped one is whole, and a claim stands to a band as it says."""

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.study.backtest.event_study import stand_of
from skykeep.study.backtest.events import read_event, shipped_events

CATALOGUE = load_catalogue(None)


@pytest.mark.parametrize("name", shipped_events())
def test_a_shipped_event_names_what_is_there(name):
    event = read_event(name)
    assert event.id == name
    assert event.not_modelled
    flown = {group["threat_class"] for group in event.scenario["raid"]["groups"]}
    for claim in event.claims:
        assert set(claim.classes) <= flown
        assert claim.address.startswith("http")
        assert claim.title
        assert claim.quality in "ABCDE"
    for lay in event.alternatives:
        assert {unit["system"] for unit in lay.fire_units} <= set(CATALOGUE.systems)
        assert lay.why
    assert len({lay.id for lay in event.alternatives}) == len(event.alternatives)


@pytest.mark.parametrize("name", shipped_events())
def test_units_stand_at_the_places_that_are_defended_and_nowhere_else(name):
    event = read_event(name)
    places = {(asset["lat_deg"], asset["lon_deg"]) for asset in event.scenario["assets"]}
    for lay in event.alternatives:
        assert {(unit["lat_deg"], unit["lon_deg"]) for unit in lay.fire_units} <= places


def test_events_that_were_asked_for_are_there_in_order_of_time():
    names = list(shipped_events())
    assert names == [
        "syria-2018",
        "abqaiq-2019",
        "kyiv-spring-2023",
        "kyiv-2023-05-16",
        "iran-israel-2024",
    ]


SHARES = np.arange(1, 101) / 100


@pytest.mark.parametrize(
    ("claimed", "stands", "place"),
    [
        ((0.5, 0.5), "inside", [0.49, 0.5]),
        ((0.05, 0.95), "inside", [0.04, 0.95]),
        ((0.04, 0.5), "partly", [0.03, 0.5]),
        ((0.0, 1.0), "partly", [0.0, 1.0]),
        ((0.96, 1.0), "above", [0.95, 1.0]),
        ((0.0, 0.04), "below", [0.0, 0.04]),
    ],
)
def test_a_claim_stands_to_the_band_as_it_says(claimed, stands, place):
    found = stand_of(claimed, SHARES)
    assert found["band_90"] == [0.05, 0.95]
    assert found["stands"] == stands
    assert found["place"] == pytest.approx(place)
    assert found["width"] == pytest.approx(0.9)


def test_claims_drawn_from_the_raids_themselves_lie_inside_as_often_as_the_band_says():
    generator = np.random.default_rng(2)
    inside = 0
    for _ in range(400):
        shares = generator.beta(2, 5, 500)
        claim = float(generator.beta(2, 5))
        inside += stand_of((claim, claim), shares)["stands"] == "inside"
    assert 0.87 <= inside / 400 <= 0.93
