"""Scenario files: what they become, and what a reader is told when they are wrong."""

import json
import math
import re
import tomllib
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

from skykeep.catalogue import load_catalogue, scenario_refraction
from skykeep.errors import ScenarioError
from skykeep.model import threat
from skykeep.scenario.build import HEIGHT_OF_FLIGHT
from skykeep.scenario.file import (
    find_scenario,
    parse_scenario,
    read_scenario,
    scenario_schema,
    shipped_scenarios,
)
from skykeep.scenario.keys import complaint
from skykeep.scenario.tables import AssetTable
from skykeep.scenario.template import scenario_template
from skykeep.study.brief_case import read_brief_case
from skykeep.units import door_names, to_si

SCENARIOS = Path(__file__).parents[3] / "scenarios"

PLAIN = """
schema_version = 1
name = "plain"
aim = "town"
[[assets]]
id = "town"
name = "Town"
lat_deg = 33.0
lon_deg = 44.0
[[fire_units]]
id = "unit-1"
system = "s-300pmu-2"
lat_deg = 33.0
lon_deg = 44.0
[raid]
standard = "cruise-24-one-axis"
"""

DESCRIBED_RAID = """
[raid]
name = "two from the north"
[[raid.groups]]
threat_class = "cruise-missile"
count = 2
speed_kmh = 900
height_agl_m = 50
standoff_km = 150
fan_deg = 90
spacing_min = 0.5
"""


def parse(text):
    return parse_scenario(text, path=Path("given.toml"))


def with_raid(text):
    return PLAIN.partition("[raid]")[0] + text


def refusal(text):
    with pytest.raises(ScenarioError, match=r"^given\.toml: ") as caught:
        parse(text)
    return str(caught.value)


def test_a_plain_file_becomes_a_scenario_with_the_defaults_of_the_model():
    scenario = parse(PLAIN)
    assert scenario.id == "given"
    assert scenario.fire_units[0].system == "s-300pmu-2"
    assert scenario.raid.count == 24
    assert scenario.terrain.source == "shipped"
    assert (scenario.study.worlds, scenario.study.replications) == (100, 16)
    assert (scenario.refraction.k, scenario.refraction.region) == (None, None)
    values = scenario_refraction(scenario, load_catalogue())
    assert values is not None
    assert values.region == "baghdad"  # that of the aim
    assert scenario.conditions is True


def test_keys_in_other_units_become_si_units():
    group = parse(with_raid(DESCRIBED_RAID)).raid.groups[0]
    assert group.speed_mps == pytest.approx(250.0)
    assert group.standoff_m == pytest.approx(150e3)
    assert group.fan_rad == pytest.approx(math.pi / 2)
    assert group.spacing_s == pytest.approx(30.0)


def test_doctrine_changes_lie_over_the_doctrine_of_the_system():
    changed = PLAIN.replace('id = "unit-1"', 'id = "unit-1"\ndoctrine = { salvo_size = 1 }')
    plain = parse(changed).fire_units[0].doctrine
    assert plain is not None
    assert plain.salvo_size == 1


def test_the_common_doctrine_holds_for_every_fire_unit_unless_its_own_says_otherwise():
    second = PLAIN.partition("[[fire_units]]")[2].partition("[raid]")[0].replace("unit-1", "unit-2")
    own = "[fire_units.doctrine]\nsalvo_size = 4\n"
    text = PLAIN.replace("[raid]", f"[[fire_units]]{second}{own}[doctrine]\nlater_salvo_size = 1\n[raid]")
    text = text.replace("[doctrine]\n", "[doctrine]\nsalvo_size = 2\nreload_in_raid = false\n")
    first, last = (unit.doctrine for unit in parse(text).fire_units)
    assert (first.salvo_size, first.later_salvo_size, first.reload_in_raid) == (2, 1, False)
    assert (last.salvo_size, last.later_salvo_size, last.reload_in_raid) == (4, None, False)


def test_the_common_doctrine_is_checked_where_it_stands():
    text = PLAIN.replace("[raid]", '[doctrine]\nhold_fire_classes = ["srmb"]\nprefer = {}\n[raid]')
    assert "doctrine.prefer: is not a known key" in refusal(text)
    text = text.replace("prefer = {}\n", "")
    assert "doctrine.hold_fire_classes: given 'srmb', must be one of" in refusal(text)
    assert refusal(text).count("srmb'") == 1


def test_one_refraction_factor_replaces_the_region():
    scenario = parse(PLAIN + "[refraction]\nk = 1.5\n")
    assert (scenario.refraction.k, scenario.refraction.region) == (1.5, None)


def test_a_relative_terrain_path_counts_from_the_folder_of_the_file(tmp_path):
    (tmp_path / "tiles").mkdir()
    file = tmp_path / "mine.toml"
    file.write_text(PLAIN + '[terrain]\nsource = "tiles"\n', encoding="utf-8")
    assert read_scenario(file).terrain.source == str(tmp_path / "tiles")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('aim = "town"', "", r"aim: is missing; give id of the asset"),
        ('aim = "town"', 'aim = "city"', r"aim: given 'city', must be one of the assets of this file"),
        ('aim = "town"', 'aimed = "town"', r"aimed: is not a known key\. Did you mean 'aim'\?"),
        (
            "lat_deg = 33.0",
            "lat_deg = 133.0",
            r"assets\[0\]\.lat_deg: given 133\.0, must be at most 85 \(WGS84",
        ),
        ("lat_deg = 33.0", "lat_deg = nan", r"assets\[0\]\.lat_deg: given nan, must be a finite number"),
        ("lat_deg = 33.0", "lat_deg = -inf", r"assets\[0\]\.lat_deg: given -inf, must be a finite number"),
        ("lat_deg = 33.0", 'lat_deg = "33 N"', r"assets\[0\]\.lat_deg: given '33 N', must be a number"),
        ("lat_deg = 33.0", "lat_deg = true", r"assets\[0\]\.lat_deg: given true, must be a number"),
        (
            "lat_deg = 33.0",
            f"lat_deg = 1{'0' * 400}",
            r"lat_deg: given a whole number of more than 60 digits",
        ),
        (
            'system = "s-300pmu-2"',
            'system = "s-300pmu2"',
            r"Did you mean 's-300pmu-2'\? There are: .*s-300pmu-1",
        ),
        (
            'standard = "cruise-24-one-axis"',
            'standard = "cruise"',
            r"raid\.standard: given 'cruise', must be one of",
        ),
        ('standard = "cruise-24-one-axis"', "", r"raid: says nothing: give standard = "),
        ("schema_version = 1", "schema_version = 2", r"schema_version: given 2, must be 1"),
        ("schema_version = 1", "", r"schema_version: is missing"),
        ('name = "plain"', 'name = "a\\u001bb"', r"name: given 'a\\x1bb', must be printable text"),
        ('id = "town"', 'id = "My Town"', r"assets\[0\]\.id: given 'My Town', must be small letters"),
        ('id = "unit-1"', 'id = "unit-1"\nlaunchers = 0', r"launchers: given 0, must be at least 1"),
        ('id = "unit-1"', 'id = "unit-1"\nlaunchers = 2.5', r"launchers: given 2\.5, must be a whole number"),
        ('id = "unit-1"', 'id = "unit-1"\nmast_ft = 10000', r"mast_ft: given 10000, must be at most 656\.16"),
        ('id = "unit-1"', 'id = "unit-1"\nmast_ft = 30\nmast_m = 9', r"mast_m: 'mast_ft' already says this"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_is_allowed(old, new, message):
    assert old in PLAIN
    assert re.search(message, refusal(PLAIN.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("[refraction]\nk = 1.3\nregion = 'baghdad'\n", r"refraction: gives k and region: keep one"),
        (
            "[refraction]\nregion = 'bagdad'\n",
            r"refraction\.region: given 'bagdad', .*Did you mean 'baghdad'",
        ),
        ("[terrain]\nsource = 'shiped'\n", r"terrain\.source: given 'shiped', .*Did you mean 'shipped'"),
        (f"[terrain]\nsource = '{'x' * 199}'\n", r"terrain\.source: given 'x"),
        ("[detection]\nconfirm_m = 4\n", r"detection\.confirm_m: given 4 hits in 3 looks, must be at most"),
        ("[detection]\nconfirm_n = 13\n", r"detection\.confirm_n: given 13, must be at most 12 \(looks in a"),
        ("[detection]\nconfirm_km = 0.003\n", r"detection\.confirm_km: is not a known key\. Did you mean"),
        ("[detection]\nconfirm_m = 0\n", r"detection\.confirm_m: given 0, must be at least 1"),
        (
            "[study]\nseed = 9223372036854775808\n",
            r"study\.seed: given .* must be at most 9223372036854775807",
        ),
        ("[study]\nworlds = 0\n", r"study\.worlds: given 0, must be at least 1"),
        (
            "[study]\nview = 'optimist'\n",
            r"study\.view: given 'optimist', must be 'brochure', 'sceptic' or 'balanced'",
        ),
        ("[conditions]\ndrawn = 'yes'\n", r"conditions\.drawn: given 'yes', must be true or false"),
        ("[search]\nworst_bearing = true\n", r"search: is not a known key"),
        ("[[assets]]\nid='town'\nname='x'\nlat_deg=1\nlon_deg=1\n", r"assets\[1\]\.id: 'town' stands twice"),
        ("[raid]\n", r"is not valid TOML: .*at line 17, column 6\): '\[raid\]'"),
        ("name = \n", r"is not valid TOML: .*at line 17"),
        ('"a\\u001b[31m" = 1\n', r"'a\\x1b\[31m'"),
        ("x = " + "[" * 5000 + "]" * 5000, r"nested too deeply"),
        ("x = " + "9" * 5000, r"holds a value that cannot be read"),
        ("x = 0x" + "f" * 6000, r"x: is not a known key"),
    ],
)
def test_a_mistake_in_an_added_table_is_named(more, message):
    assert re.search(message, refusal(PLAIN + more))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "height_agl_m = 50",
            "apogee_km = 50",
            r"given apogee_km, must be height_agl_m alone.*terrain following",
        ),
        ('"cruise-missile"', '"cruise"', r"threat_class: given 'cruise', must be one of the threat classes"),
        ("count = 2", "count = 1001", r"count: given 1001, must be at most 1000"),
        ("standoff_km = 150", "standoff_km = 0.2", r"standoff_km: given 0\.2, must be at least 1 \("),
        ("standoff_km = 150", "", r"standoff_km: is missing; give ground range"),
        ("fan_deg = 90", "fan_deg = 361", r"fan_deg: given 361, must be at most 360"),
        (
            'name = "two from the north"',
            'standard = "uav-40"',
            r"raid: names a standard raid and describes one too",
        ),
    ],
)
def test_a_mistake_in_a_described_raid_is_named(old, new, message):
    text = with_raid(DESCRIBED_RAID)
    assert old in text
    assert re.search(message, refusal(text.replace(old, new, 1)))


def test_groups_on_several_axes_need_the_angle_between_them():
    second = DESCRIBED_RAID.partition("[[raid.groups]]")[2] + "axis = 1\n"
    assert "raid.axis_angle_deg: is missing" in refusal(
        with_raid(DESCRIBED_RAID) + "[[raid.groups]]" + second
    )


def test_every_flight_has_a_height_key():
    assert set(HEIGHT_OF_FLIGHT) == set(get_args(threat.Flight))


def test_all_mistakes_are_told_at_once():
    told = refusal(PLAIN.replace("lat_deg = 33.0", "lat_deg = 99.0").replace('name = "plain"', ""))
    assert told.startswith("given.toml: 3 mistakes:\n  ")


def test_a_file_that_cannot_be_text_is_refused_by_name(tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b"name = 'a'\nx = '\xff'\n")
    with pytest.raises(ScenarioError, match=r"broken\.toml: line 2: is not UTF-8 text \(byte 0xff\)"):
        read_scenario(broken)
    broken.write_bytes(b" \n")
    with pytest.raises(ScenarioError, match=r"broken\.toml: is empty"):
        read_scenario(broken)
    broken.write_bytes(b"#" * 1_000_001)
    with pytest.raises(ScenarioError, match=r"broken\.toml: is larger than 1000000 bytes"):
        read_scenario(broken)
    with pytest.raises(ScenarioError, match=r"is a folder; give a scenario file"):
        read_scenario(tmp_path)


def test_a_name_that_is_neither_file_nor_shipped_lists_what_is_shipped():
    with pytest.raises(ScenarioError, match=r"no such file .* Did you mean 'two-sites'\? Shipped are: "):
        read_scenario("two-site")
    with pytest.raises(ScenarioError, match=r"no such file"):
        read_scenario("a\0b")


def test_files_saved_by_windows_editors_are_read():
    text = "\ufeff" + PLAIN.replace("\n", "\r\n")
    assert parse(text.encode().decode("utf-8-sig")).name == "plain"


def test_shipped_scenarios_are_found_by_name_and_are_those_of_the_folder():
    assert set(shipped_scenarios()) == {path.stem for path in SCENARIOS.glob("*.toml")}
    assert find_scenario("two-sites").read_bytes() == (SCENARIOS / "two-sites.toml").read_bytes()


def test_a_case_where_a_scenario_is_wanted_is_told_by_its_name():
    with pytest.raises(ScenarioError, match=r"'turkiye' is a case .* skykeep compare turkiye .* two-sites"):
        find_scenario("turkiye")
    with pytest.raises(ScenarioError, match=r"skykeep brief iraq .*: iraq-as-it-is-uav, .*-traffic\.$"):
        find_scenario("iraq")


def test_a_scenario_where_a_case_is_wanted_is_told_by_its_name():
    with pytest.raises(ScenarioError, match=r"skykeep run two-sites .* Shipped cases are: iraq,"):
        read_brief_case("two-sites")


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_scenario_is_valid_and_agrees_with_the_schema(path):
    scenario = read_scenario(path.stem)
    assert scenario.id == path.stem
    assert path.read_text(encoding="utf-8").startswith("#:schema ./scenario.schema.json\n")
    jsonschema.validate(tomllib.loads(path.read_text(encoding="utf-8")), scenario_schema())


def test_the_shipped_schema_is_current():
    shipped = json.loads((SCENARIOS / "scenario.schema.json").read_text(encoding="utf-8"))
    assert shipped == scenario_schema(), "run: skykeep schema scenario --out scenarios/scenario.schema.json"


def test_the_schema_accepts_other_units_and_refuses_two_of_them_and_unknown_keys():
    schema = scenario_schema()
    data = tomllib.loads(with_raid(DESCRIBED_RAID))
    jsonschema.validate(data, schema)
    data["raid"]["groups"][0]["standoff_m"] = 150e3
    with pytest.raises(jsonschema.ValidationError, match="standoff"):
        jsonschema.validate(data, schema)
    with pytest.raises(jsonschema.ValidationError, match="'extra' was unexpected"):
        jsonschema.validate(tomllib.loads("extra = 1\n" + PLAIN), schema)


def test_the_template_is_valid_and_so_is_everything_it_offers_in_comments():
    text = scenario_template(system="s-300pmu-2", raid="mixed")
    assert parse(text).raid.id == "mixed"
    offered = re.sub(r"(?m)^\[raid\]\nstandard = .*$", "", text)
    offered = re.sub(r"(?m)^# (\[.*|[a-z_]+ = .*)$", r"\1", offered)
    assert parse(offered).raid.count == 3


def tables_of(schema, node=None, path=""):
    """Yield every table of a JSON Schema with its path and the names of its keys that are no tables."""
    node = schema if node is None else node
    inner = {}
    for name, rule in node["properties"].items():
        found = re.findall(r"'\$ref': '#/\$defs/(\w+)'", str(rule))
        if found:
            inner[name] = schema["$defs"][found[0]]
    yield path, set(node["properties"]) - set(inner)
    for name, table in inner.items():
        yield from tables_of(schema, table, f"{path}.{name}".lstrip("."))


def test_a_new_file_names_every_table_and_every_key_of_the_schema():
    text, path, named = scenario_template(system="s-300pmu-2", raid="mixed"), "", {"": set()}
    for line in text.splitlines():
        if header := re.match(r"(?:# +)?\[\[?([a-z_.]+?)(?:\.(?:CLASS|srbm))?\]", line):
            path = header[1]
            named.setdefault(path, set())
            if as_in := re.search(r"keys as in \[([a-z_.]+)\]", line):
                named[path] |= {as_in[1]}
        elif "at the top of the file" in line:
            path = ""
        elif as_in := re.search(r"^# +# .*keys as in \[([a-z_.]+)\]", line):
            named[path] |= {as_in[1]}
        elif key := re.match(r"(?:# +)?([a-z_]+) = ", line):
            named[path].add(key[1])
    tables = dict(tables_of(scenario_schema()))
    assert len(tables) > 30
    assert set(tables) <= set(named)
    for path, keys in tables.items():
        known = named[path].union(*(named[as_in] for as_in in named[path] if "." in as_in or as_in in tables))
        for key in keys:
            assert known & set(door_names(to_si(key)[0])) or key in known, f"{path}: {key}"


def test_messages_write_a_key_as_new_files_do():
    unknown = PLAIN.replace(
        'system = "s-300pmu-2"', 'system = "s-300pmu-2"\n[fire_units.supply]\nlorries = 2'
    )
    assert "Allowed: depot_handling_min, depot_km, depot_loads, load_min," in refusal(unknown)
    missing = with_raid(DESCRIBED_RAID)
    assert "standoff_km = 150" in missing
    assert "raid.groups[0].standoff_km: is missing" in refusal(missing.replace("standoff_km = 150", ""))


@pytest.mark.parametrize(
    ("kind", "words"), [("float_parsing", "a number"), ("int_parsing", "a whole number")]
)
def test_text_in_place_of_a_number_is_refused_in_plain_words(kind, words):
    error = {"type": kind, "loc": ("lat_deg",), "input": "x", "msg": "Input should be valid"}
    assert complaint(error, AssetTable, {}).startswith(f"lat_deg: given 'x', must be {words} (")


def test_a_fire_unit_gives_one_mast_or_masts_by_radar():
    def masts(text):
        return (
            parse(PLAIN.replace('system = "s-300pmu-2"', f'system = "s-300pmu-2"\n{text}'))
            .fire_units[0]
            .mast_m
        )

    assert masts("mast_m = 24") == 24.0
    assert masts('mast_ft = { "76n6" = 100, "30n6e2" = 50 }') == pytest.approx(
        {"76n6": 30.48, "30n6e2": 15.24}
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('mast_m = { "76n6" = 900.0 }', r"fire_units\[0\]\.mast_m\.76n6: given 900\.0, must be at most 200"),
        (
            'mast_m = { "76m6" = 9.0 }',
            r"given '76m6', must be one of the radars of s-300pmu-2\. Did you mean '76n6'",
        ),
        ("mast_m = 900.0", r"fire_units\[0\]\.mast_m: given 900\.0, must be at most 200"),
        ('mast_m = "high"', r"fire_units\[0\]\.mast_m: given 'high', must be a number"),
    ],
)
def test_a_mast_that_cannot_be_is_named(text, message):
    assert re.search(
        message, refusal(PLAIN.replace('system = "s-300pmu-2"', f'system = "s-300pmu-2"\n{text}'))
    )
