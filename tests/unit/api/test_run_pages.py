"""The page of a run says what the run says, holds what it plays, and tells what is the user's own."""

import re
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from skykeep.api import run_pages
from skykeep.api.replays import replay_given
from skykeep.api.run_pages import run_html_page, write_run_page
from skykeep.api.runs import Run
from skykeep.errors import ExportError
from skykeep.report.templating import CONTENT_POLICY
from skykeep.study.raid_heights import main_threat

from .test_notebook_maps import Elements

pytest.importorskip("matplotlib")

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def page(small_run):
    evil = small_run.to_json() | {"scenario": {"id": "x", "name": EVIL}}
    return run_html_page(Run(evil, small_run._tables, small_run._given))


@pytest.fixture(scope="module")
def elements(page):
    return Elements(page)


def text_of(page):
    """Return what a page says, its markup and scripts left out."""
    return re.sub(
        r"\s+", " ", re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", page, flags=re.S)
    )


def test_text_from_outside_stays_text_and_the_policy_is_that_of_every_page(page, elements):
    assert EVIL not in page
    (policy,) = [each["content"] for each in elements.of("meta") if "http-equiv" in each]
    assert policy == CONTENT_POLICY
    held = [each.get("id") for each in elements.of("script")]
    assert held == ["skykeep-script", "skykeep-payload", "skykeep-replay", "figure-data", None, None]


def test_the_page_says_every_part_of_the_run(page, small_run):
    from skykeep.report.run_parts import Listed, Said, run_groups

    told = text_of(page).replace("\u2068", "").replace("\u2069", "")
    parts = [part for group in run_groups(small_run.to_json()).values() for part in group]
    said = [part.text for part in parts if isinstance(part, Said)]
    said += [sentence for part in parts if isinstance(part, Listed) for sentence in part.sentences]
    assert len(said) > 10
    for sentence in said:
        for piece in re.split(r"[<>&'\"\u2068\u2069]", sentence):
            assert re.sub(r"\s+", " ", piece).strip() in told


def test_on_a_phone_every_cell_says_its_column(elements, page):
    classes = [each.get("class", "") for each in elements.of("table")]
    assert len(classes) > 4
    assert all("labelled" in each for each in classes)
    for words in ("computed", "range km", "Kind"):
        assert f'::before{{content:"{words}"}}' in page


def test_the_page_is_small_and_says_its_size_and_what_is_the_users_own(page):
    size = len(page.encode())
    assert size < 2_000_000
    told = text_of(page)
    assert f"{size / 1e6:.2f} MB" in told
    assert "Of your own, and so for you to judge: 1 of the" in told  # the file of the scenario
    assert "Your own: The scenario" in told


def test_a_raid_that_is_played_is_called_what_it_is_among_the_dots(page):
    assert "Median of the dots" in text_of(page)
    assert "Best raid" not in page


def test_raids_that_are_played_are_among_the_dots(small_run):
    keys, told = run_pages._chosen(small_run)
    dots = small_run.to_json()["hundred_raids"]["dots"]
    rows = small_run.raids.to_pylist()
    leakers = {(row["world"], row["replication"]): row["leakers"] for row in rows}
    assert [leakers[key] for key in keys] == [dot["leakers"] for dot in dots]
    assert told[0][0].name == "median_of_dots"
    assert all(chosen.key in keys for chosen, _ in told)


def test_a_page_that_would_be_too_large_plays_fewer_raids(small_run):
    page = run_html_page(small_run, bytes_most=100)
    assert page.count('class="raid"') == 1


def test_a_defence_of_too_many_units_has_no_map_and_the_page_says_why(small_run, monkeypatch):
    units = small_run.scenario_object.fire_units
    given = replace(small_run._given, scenario=replace(small_run.scenario_object, fire_units=units * 13))
    many = Run(small_run.to_json(), small_run._tables, given)
    shown, why = run_pages._map(many, given.compiled().compiled.terrain)
    assert shown is None
    assert why.startswith("13 fire units defend here; a page maps 12 at most")
    monkeypatch.setattr(run_pages, "_map", lambda *_: (None, why))
    page = run_html_page(small_run)
    assert why in page
    assert [each.get("id") for each in Elements(page).of("script")][:2] == [
        "skykeep-script",
        "skykeep-payload",
    ]
    assert "skykeep-replay" not in page


def test_who_engages_nothing_is_named_beside_the_map(small_run, monkeypatch):
    (unit,) = small_run.scenario_object.fire_units
    units = (unit, replace(unit, id="blind"))
    given = replace(small_run._given, scenario=replace(small_run.scenario_object, fire_units=units))
    several = Run(small_run.to_json(), small_run._tables, given)
    mapped = SimpleNamespace(units=[SimpleNamespace(name=unit.id)])
    asked = []
    computed = SimpleNamespace(units=(), _origins=())
    monkeypatch.setattr(run_pages, "compute_cases", lambda cases, *_, **__: asked.extend(cases) or computed)
    monkeypatch.setattr(run_pages, "coverage_map", lambda *_: mapped)
    shown, off_map = run_pages._map(several, given.compiled().compiled.terrain)
    assert [site.name for _, site, _ in asked] == [unit.id, "blind"]
    assert {question.target for *_, question in asked} == {main_threat(given.scenario.raid, given.catalogue)}
    falling = given.catalogue.raids["srbm-8"]
    given.scenario = replace(given.scenario, raid=falling)
    _, off_map = run_pages._map(several, given.compiled().compiled.terrain)
    assert off_map.endswith(run_pages.FALLS)
    assert asked[-1][2].target is None
    given.scenario = replace(given.scenario, raid=small_run.scenario_object.raid)
    _, off_map = run_pages._map(several, given.compiled().compiled.terrain)
    assert (shown, off_map) == (mapped, "Not on the map, as they engage nothing: blind.")
    monkeypatch.setattr(run_pages, "_map", lambda *_: (None, off_map))
    assert off_map in run_html_page(small_run)


def test_a_page_that_cannot_be_written_is_told(small_run, tmp_path, monkeypatch):
    monkeypatch.setattr(run_pages, "run_html_page", lambda *_, **__: "page")
    assert write_run_page(small_run, tmp_path / "x.html").read_text() == "page"
    with pytest.raises(ExportError, match=r"y\.html: cannot be written"):
        write_run_page(small_run, tmp_path / "x.html" / "y.html")


def test_what_was_set_is_the_users_own(small_run):
    given = replace(small_run._given, settings={"doctrine.salvo_size": 1})
    own = replay_given(given, 0, 0).own
    assert own.question
    assert own.settings == {"doctrine.salvo_size": 1}
    assert own.systems == ()


def test_a_run_saves_itself_as_a_page_by_its_name(small_run, tmp_path, monkeypatch):
    monkeypatch.setattr(run_pages, "run_html_page", lambda *_, **__: "page")
    path = small_run.save(tmp_path / "x.html")
    assert path.read_text() == "page"


def test_without_matplotlib_a_page_is_refused_with_what_to_do(small_run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExportError, match=r"no page without matplotlib: pip install 'skykeep\[report\]'"):
        write_run_page(small_run, tmp_path / "x.html")
