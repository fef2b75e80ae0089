"""Files of a user's own: one file adds a system, and whatever is wrong with it is said with file and key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from skykeep.catalogue import iter_figures, load_catalogue
from skykeep.catalogue.checks import check_detection
from skykeep.catalogue.fields import DATA
from skykeep.errors import CatalogueError
from skykeep.model import Detection

SHIPPED = (DATA / "systems" / "s-300pmu-2.toml").read_text(encoding="utf-8")
REASON = 'kind = "assumed"\nnote = "a reason"\n'
OWN_SOURCE = """
[sources.my-page]
title = "A page of my own"
address = "https://example.org/page"
year = 2024
kind = "press"
"""


def own_system(text: str = SHIPPED) -> str:
    """Return a system file with an id and one source of its own."""
    text = text.replace('id = "s-300pmu-2"', 'id = "my-system"', 1).replace(
        '"rferl-1997", ', '"my-page", ', 1
    )
    assert '"my-page"' in text
    return text + OWN_SOURCE


@pytest.fixture
def write(tmp_path: Path):
    def _write(text: str, name: str = "my-system.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def test_one_file_adds_a_whole_system_with_its_source(write):
    catalogue = load_catalogue(write(own_system()))
    system = catalogue.system("my-system")
    figures = dict(iter_figures(system))
    shipped = dict(iter_figures(catalogue.system("s-300pmu-2")))
    assert {name.partition("/")[2] for name in figures} == {name.partition("/")[2] for name in shipped}
    assert figures["my-system/interceptors/48n6e2/range_max_m"].sources[0] == "my-page"
    assert catalogue.sources["my-page"].address == "https://example.org/page"
    assert "my-system" not in load_catalogue().systems


def test_a_folder_adds_systems_threats_raids_and_sources(write, tmp_path):
    write(own_system())
    threat = (DATA / "threats" / "decoy-uav.toml").read_text(encoding="utf-8")
    write(threat.replace('"decoy-uav"', '"my-decoy"', 1), "threats/my-decoy.toml")
    raid = (DATA / "raids" / "srbm-8.toml").read_text(encoding="utf-8")
    write(raid.replace('"srbm-8"', '"my-raid"', 1), "raids/my-raid.toml")
    with pytest.raises(CatalogueError, match=r"kill_p: given no common kill figure for 'my-decoy'"):
        load_catalogue(tmp_path)
    kill = "\n[kill_p]\nbest = 0.6\nlow = 0.2\nhigh = 0.9\n" + REASON
    write(threat.replace('"decoy-uav"', '"my-decoy"', 1) + kill, "threats/my-decoy.toml")
    catalogue = load_catalogue(tmp_path)
    assert catalogue.common_kill_p["my-decoy"].best == 0.6
    assert "my-decoy" not in load_catalogue().common_kill_p
    assert "my-system" in catalogue.systems
    assert catalogue.raid("my-raid").count == 8


def test_the_digest_tells_two_catalogues_apart(write):
    first = load_catalogue(write(own_system())).digest
    assert first != load_catalogue().digest
    assert first != load_catalogue(write(own_system() + "# a remark\n")).digest


def edited(pattern: str, replacement: str) -> str:
    """Return the user's system with one thing changed, and prove that it was."""
    text, count = re.subn(pattern, replacement, own_system(), count=1, flags=re.MULTILINE | re.DOTALL)
    assert count == 1, pattern
    return text


@pytest.mark.parametrize(
    ("pattern", "replacement", "message"),
    [
        (r"^schema_version = 1$", "schema_version = 2", r"schema_version: given 2, allowed 1"),
        (r"^schema_version = 1$", "", r"schema_version: given None, allowed 1.*first line"),
        (r'^id = "my-system"$', 'id = "My System"', r"id: given 'My System', allowed lower-case letters"),
        (
            r'^id = "my-system"$',
            'id = "s-400"',
            r"id: given the system id 's-400', which systems/s-400.toml has",
        ),
        (
            r'^id = "my-system"$',
            'id = "common"',
            r"id: given 'common', allowed anything but common, cost, effects, formations, outside, threats",
        ),
        (
            r'^origin = "Russia"$',
            "orgin = 'Russia'",
            r"orgin: given the unknown key 'orgin'.*Did you mean 'origin'",
        ),
        (r'^origin = "Russia"$', "", r"given no 'origin', allowed origin\. Add origin"),
        (r'^origin = "Russia"$', "origin = 7", r"origin: given 7, allowed a string in quotes"),
        (
            r"^engagement_sets = 1$",
            "engagement_sets = 0",
            r"engagement_sets: given 0, allowed 1 to 32",
        ),
        (
            r"^engagement_sets = 1$",
            "engagement_sets = true",
            r"engagement_sets: given True, allowed a whole number",
        ),
        (
            r'^role = "acquisition"$',
            'role = "search"',
            r"radars\.64n6e2\.role: given 'search', allowed one of acqu",
        ),
        (
            r'^role = "acquisition"$',
            'role = "low_altitude"',
            r"given no radar of role 'acquisition', allowed at least one",
        ),
        (
            r'^role = "low_altitude"$',
            'role = "engagement"',
            r"given 2 radars of role 'engagement' or 'multi_function', allowed exactly on",
        ),
        (
            r"^\[radars\.30n6e2\.elevation_min_deg\]$",
            "[radars.30n6e2.track_sector_deg]\nbest = 30\nlow = 30\nhigh = 30\n"
            f"{REASON}\n[radars.30n6e2.elevation_min_deg]",
            r"radars\.30n6e2\.track_sector_rad: given best = 30 degrees, allowed at least that of sector_rad",
        ),
        (
            r"^\[radars\.64n6e2\.elevation_min_deg\]$",
            "[radars.64n6e2.track_sector_deg]\nbest = 360\nlow = 360\nhigh = 360\n"
            f"{REASON}\n[radars.64n6e2.elevation_min_deg]",
            r"track_sector_rad: given with role 'acquisition', allowed with role 'engagement'",
        ),
        (
            r"detection_range_km\]",
            "detection_rang_km]",
            r"radars\.64n6e2\.detection_rang_km: given the unknown key.*Did you mean 'detection_range_km'",
        ),
        (
            r"^\[radars\.64n6e2\.revisit_s\]$",
            f"[radars.64n6e2.revisit_min]\nbest = 1\n{REASON}\n[radars.64n6e2.revisit_s]",
            r"radars\.64n6e2: given 'revisit_s' and 'revisit_min', allowed one of them, in one unit",
        ),
        (
            r'^brochure_interceptor = "48n6e2"$',
            'brochure_interceptor = "48n6"',
            r"brochure_interceptor: given the unknown interceptor '48n6'.*Did you mean '48n6e2'",
        ),
        (
            r'^interceptor = "48n6e2"$',
            'interceptor = "9m96"',
            r"launchers\.main\.interceptor: given the unknown interceptor '9m96', allowed one of 48n6e2",
        ),
        (
            r'^radar_support = "to_intercept"$',
            'radar_support = "none"',
            r"radar_support: given 'none', allowed one of any_track, to_handover, to_intercept",
        ),
        (
            r'"my-page", ',
            '"my-paeg", ',
            r"48n6e2/range_max_m: given the unknown source 'my-paeg'.*Did you mean 'my-page'",
        ),
        (
            r'kind = "hobby"\nyear = 2025\nsources = \["hds-definitions"\]',
            'kind = "claimed"\nyear = 2025\nsources = ["hds-definitions"]',
            r"given kind 'claimed' on hobby sources alone, allowed 'hobby'",
        ),
        (
            r"https://example\.org/page",
            "a book",
            r"sources\.my-page\.address: given 'a book', allowed the http or https",
        ),
        (r'^title = "A page of my own"\n', "", r"sources\.my-page: given a source without 'title'"),
        (
            r"^\[radars\.64n6e2\.elevation_max_deg\]\nbest = 60\nlow = 40",
            "[radars.64n6e2.elevation_max_deg]\nbest = 60\nlow = -4",
            r"radars\.64n6e2: given an elevation_min that may reach elevation_max",
        ),
        (
            r"(\[interceptors\.48n6e2\.support_before_intercept_s\]\nbest = 0\nlow = 0\nhigh = )0",
            r"\g<1>3",
            r"support_before_intercept_s: given more than zero with radar_support 'to_intercept'",
        ),
        (
            r"\Z",
            '\n[doctrine.prefer]\nsrmb = ["48n6e2"]\n',
            r"doctrine\.prefer: given the unknown threat class 'srmb'.*Did you mean 'srbm'",
        ),
        (
            r"\Z",
            f"\n[interceptors.48n6e2.kill_p.srbm]\nbest = 0.9\nlow = 0.5\nhigh = 0.99\n{REASON}",
            r"48n6e2\.kill_p\.srbm: given up to 0\.99, allowed up to 0\.95, the lowest common_kill_p",
        ),
        (
            r'same_draw = "64n6-range"',
            'same_draw = "bavar-channels"',
            r"64n6e2/detection_range_m: given 3 alternatives under the draw 'bavar-channels', allowed 2",
        ),
    ],
)
def test_a_mistake_is_answered_with_file_key_what_was_given_and_what_is_allowed(
    write, pattern, replacement, message
):
    path = write(edited(pattern, replacement))
    with pytest.raises(CatalogueError, match=re.compile(message, re.DOTALL)):
        load_catalogue(path)


def test_messages_name_the_users_file(write):
    path = write(edited(r'^origin = "Russia"$', ""))
    with pytest.raises(CatalogueError, match=re.escape(str(path))):
        load_catalogue(path)


def test_all_broken_rules_between_entries_are_said_at_once(write):
    text = edited(r'^brochure_interceptor = "48n6e2"$', 'brochure_interceptor = "a"')
    text = text.replace('brochure_detection_radar = "64n6e2"', 'brochure_detection_radar = "b"')
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(text))
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = 1\nb = = 2\n", r"this is not valid TOML: .*line 2, column 5\): 'b = = 2'"),
        (b"schema_version = 1\n[[fire_units]]\n", "is a scenario, not a system. Keep it out of this folder"),
        (b"\xff\xfe", "byte 0 is not UTF-8. Save the file as UTF-8"),
        (b"", "schema_version: given None, allowed 1"),
        (b"schema_version = 1\nradars = 3", "given no 'id'"),
        (b"x = " + b"[" * 5000 + b"]" * 5000, "nested too deeply|not valid TOML"),
    ],
)
def test_a_file_that_is_no_catalogue_file_is_refused_in_words(tmp_path, content, message):
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=message):
        load_catalogue(path)


def test_a_missing_path_and_an_empty_folder_are_refused(tmp_path):
    with pytest.raises(CatalogueError, match="there is no such file or folder"):
        load_catalogue(tmp_path / "nowhere")
    with pytest.raises(CatalogueError, match="holds no catalogue file"):
        load_catalogue(tmp_path)


def test_a_source_may_be_stated_again_but_not_changed(write):
    shipped = load_catalogue().sources["cfoi-2019"]
    again = (
        f'\n[sources.cfoi-2019]\ntitle = "{shipped.title}"\naddress = "{shipped.address}"\n'
        f'year = {shipped.year}\nkind = "{shipped.kind}"\n'
    )
    assert load_catalogue(write(own_system() + again)).sources["cfoi-2019"] == shipped
    with pytest.raises(CatalogueError, match=r"sources\.cfoi-2019: given the id of another source"):
        load_catalogue(write(own_system() + again.replace(shipped.title, "Another page")))


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (Detection(confirm_n=13), "detection.confirm_n: given 13, allowed 1 to 12"),
        (Detection(confirm_m=4), "detection.confirm_m: given 4, allowed 1 to confirm_n, which is 3"),
        (Detection(confirm_m=0), "detection.confirm_m: given 0, allowed 1 to confirm_n, which is 3"),
    ],
)
def test_a_confirmation_rule_that_nothing_can_follow_is_a_problem_of_the_catalogue(rule, problem):
    assert list(check_detection(rule)) == [problem]
    assert list(check_detection(load_catalogue().detection)) == []
