"""Spoiled scenario files: each is either still valid or refused by name, never met with anything else."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from skykeep.catalogue import load_catalogue
from skykeep.cli._app import app
from skykeep.errors import ScenarioError
from skykeep.model import Scenario
from skykeep.scenario.file import read_scenario
from skykeep.scenario.template import scenario_template

from ..examples import examples

DESCRIBED = """schema_version = 1
name = "described"
aim = "town"
first_bearing_deg = 30
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
mast_ft = 60
launchers = 4
facing_deg = 270.0
[fire_units.doctrine]
salvo_size = 1
hold_fire_classes = ["one-way-attack-uav"]
prefer = { cruise-missile = ["48n6e2"] }
salvo_by_class = { cruise-missile = 2 }
[raid]
name = "two kinds"
axis_angle_deg = 90
[[raid.groups]]
threat_class = "cruise-missile"
count = 2
speed_kmh = 900
height_agl_m = 50
standoff_nmi = 80
[[raid.groups]]
threat_class = "srbm"
count = 1
speed_mps = 1300.0
apogee_km = 45
standoff_km = 280
axis = 1
[refraction]
k = 1.3333
[detection]
p_detect = 0.5
[study]
worlds = 10
"""

TEMPLATE = scenario_template(system="s-300pmu-2", raid="mixed")

WORDS = st.sampled_from(
    [
        "k",
        "id",
        "aim",
        "raid",
        "groups",
        "standard",
        "lat_deg",
        "mast_km",
        "mast_m",
        "count",
        "seed",
        "doctrine",
    ]
)
NUMBERS = st.one_of(
    st.integers().map(str),
    st.integers(min_value=0, max_value=10**400).map(hex),
    st.floats().map(repr),
    st.sampled_from(
        ["nan", "-inf", "1e999", "0", "-0.0", "1" * 400, "0b1", "1_000", "1979-05-27", "07:32:00"]
    ),
)
VALUES = st.recursive(
    st.one_of(
        NUMBERS,
        st.sampled_from(["true", "false", '""', "''", '"""\n"""', "=", "#", '"a\\u0000b"', '"\\ud800"']),
        st.text(max_size=8).map(lambda text: f'"{text}"'),
        WORDS.map(lambda word: f'"{word}"'),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.tuples(WORDS, inner).map(lambda pair: f"{{ {pair[0]} = {pair[1]} }}"),
    ),
    max_leaves=4,
)


@st.composite
def spoiled_lines(draw):
    """Return a valid file with a few of its lines dropped, doubled, moved or rewritten."""
    lines = draw(st.sampled_from([DESCRIBED, TEMPLATE])).splitlines()
    for _ in range(draw(st.integers(1, 4))):
        here = draw(st.integers(0, len(lines) - 1))
        key = lines[here].partition("=")[0].strip()
        kind = draw(st.sampled_from(["drop", "double", "value", "key", "table", "swap"]))
        if kind == "drop" and len(lines) > 1:
            del lines[here]
        elif kind == "double":
            lines.insert(here, lines[here])
        elif kind == "value":
            lines[here] = f"{key} = {draw(VALUES)}"
        elif kind == "key":
            lines[here] = f"{draw(st.one_of(WORDS, st.text(max_size=5)))} = {draw(VALUES)}"
        elif kind == "table":
            lines[here] = draw(st.sampled_from(["[{}]", "[[{}]]", "[raid.{}]", "[[raid.{}]]"])).format(
                draw(WORDS)
            )
        else:
            there = draw(st.integers(0, len(lines) - 1))
            lines[here], lines[there] = lines[there], lines[here]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


@st.composite
def spoiled_bytes(draw):
    """Return a valid file with bytes cut out of it and others put in."""
    data = draw(st.sampled_from([DESCRIBED, TEMPLATE])).encode()
    start = draw(st.integers(0, len(data)))
    return data[:start] + draw(st.binary(max_size=6)) + data[start + draw(st.integers(0, 30)) :]


def scenario_or_refusal(file):
    """Return the scenario of a file, or what the refusal says."""
    try:
        return read_scenario(file)
    except ScenarioError as error:
        return str(error)


def holds_numbers_in_range(scenario):
    """Return whether every count and place of a scenario is one that the compiler may rely on."""
    assets = all(-85 <= asset.lat_deg <= 85 and -180 <= asset.lon_deg <= 180 for asset in scenario.assets)
    groups = all(
        1 <= group.count <= 1000 and (group.height_m is None or 0 < group.height_m < 2e6)
        for group in scenario.raid.groups
    )
    known = all(unit.system in load_catalogue().systems for unit in scenario.fire_units)
    return assets and groups and known and scenario.aim in {asset.id for asset in scenario.assets}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz") / "spoiled.toml"


@pytest.mark.parametrize("text", [DESCRIBED, TEMPLATE], ids=["described", "template"])
def test_what_is_spoiled_was_valid_before(file, text):
    file.write_text(text, encoding="utf-8")
    assert isinstance(read_scenario(file), Scenario)


@examples(400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(spoiled_lines(), spoiled_bytes(), st.binary(max_size=60)))
def test_a_spoiled_file_is_valid_or_refused_by_name(file, data):
    file.write_bytes(data)
    found = scenario_or_refusal(file)
    if isinstance(found, str):
        assert found.startswith(f"{file}: ")
        assert all(letter.isprintable() for letter in found.replace("\n", ""))
    else:
        assert holds_numbers_in_range(found)


@examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(spoiled_lines(), spoiled_bytes()))
def test_the_command_line_never_answers_a_spoiled_file_with_a_traceback(file, data):
    file.write_bytes(data)
    result = CliRunner().invoke(app, ["scenario", "validate", str(file)])
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output
    assert "fault of skykeep" not in result.output
    assert (result.exit_code == 0) == (result.stderr == "")
