"""docs/nomenclature.md is the authority on words and units; identifiers keep to it."""

import ast
import dataclasses
import functools
import re
from pathlib import Path

import skykeep.model
from skykeep.model import Figure
from skykeep.units import DOOR_UNITS

from .source_trees import tree_of

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "skykeep"
PAGE = (ROOT / "docs" / "nomenclature.md").read_text(encoding="utf-8")


def table_below(heading):
    """Return the rows of the first table below a heading, as lists of cells without backticks."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip().strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().replace("`", "") for cell in row] for row in rows[2:]]


SUFFIXES = {cell.lstrip("_") for row in table_below("Units") for cell in row if cell.startswith("_")}


def identifiers(tree):
    """Yield every name that a module defines: functions, classes, arguments, fields, variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def sources(rooms):
    """Yield the modules of the given rooms."""
    for room in rooms:
        yield from sorted((SRC / room).rglob("*.py") if room else SRC.rglob("*.py"))


@functools.cache
def names_in(path):
    """Return every name that a module defines, in lower case."""
    return frozenset(name.lower().lstrip("_") for name in identifiers(tree_of(path)))


def offences(word, rooms, exceptions):
    """Return the identifiers of the rooms that hold a word as one of their parts."""
    pattern = re.compile(rf"(?:^|_){re.escape(word)}s?(?:_|$)")
    found = {name for path in sources(rooms) for name in names_in(path)}
    return sorted(name for name in found if pattern.search(name) and name not in exceptions)


def test_the_page_has_words_units_and_rules():
    assert len(table_below("Words")) > 30
    assert {"m", "s", "mps", "rad", "m2", "db", "hz", "usd"} <= SUFFIXES
    assert {si for si, _ in DOOR_UNITS.values()} <= SUFFIXES
    rules = [row[:2] for row in table_below("Words not used in identifiers")]
    assert ["missile", "interceptor or threat"] in rules


def test_words_that_the_page_refuses_are_not_used():
    found = {}
    for word, _, where, exceptions in table_below("Words not used in identifiers"):
        rooms = [""] if where == "all" else [room.strip() for room in where.split(",")]
        allowed = {name.strip() for name in exceptions.split(",")}
        if offending := offences(word, rooms, allowed):
            found[word] = offending
    assert found == {}


DIMENSIONLESS = re.compile(
    r"(^|_)(p|share|factor|ratio|snr|k|count|value|worth|fraction|weight|weights|sigma|u|x|y|low|best|high)(_|$)"
)
"""Probabilities, shares, factors, counts and positions on a unit interval have no unit."""

WITHOUT_UNIT = {
    "fire_units": "count",
    "operators": "count",
    "weapons_free": "0 or 1",
    "track_capacity": "tracks",
    "target_channels": "threats at a time",
    "missile_channels": "interceptors at a time",
    "launchers": "a count",
    "rounds_per_launcher": "a count",
    "reload_sets": "a count",
    "reserve_loads": "a count of full loads",
    "per_unit": "a count",
    "lead_months": "calendar months",
    "commissioning_months": "calendar months",
    "batteries_controlled": "a count",
    "lift_coefficient": "a ratio of forces",
    "drag_coefficient": "a ratio of forces",
    "lat_deg": "a place is in degrees everywhere",
    "lon_deg": "a place is in degrees everywhere",
    "from_lat_deg": "a place is in degrees everywhere",
    "from_lon_deg": "a place is in degrees everywhere",
    "to_lat_deg": "a place is in degrees everywhere",
    "to_lon_deg": "a place is in degrees everywhere",
    "amount_million": "of the currency that stands beside it",
    "facing_deg": "a bearing that a user gives",
    "first_bearing_deg": "a bearing that a user gives",
}
"""Fields of the model without an SI suffix, and why."""


def model_quantities():
    """Yield the name of every field of the model that holds a number with a dimension, or may."""
    for name in skykeep.model.__all__:
        cls = getattr(skykeep.model, name)
        if cls is Figure or not dataclasses.is_dataclass(cls) or name == "Alternative":
            continue
        for field in dataclasses.fields(cls):
            if re.search(r"\b(float|Figure)\b", str(field.type)) and "Mapping" not in str(field.type):
                yield field.name


def has_unit(name):
    """Return whether a name ends in a unit of the page, or has no dimension."""
    return name.rpartition("_")[2] in SUFFIXES or DIMENSIONLESS.search(name) is not None


def test_quantities_of_the_model_carry_their_unit():
    names = set(model_quantities())
    assert {name for name in names if not has_unit(name)} - set(WITHOUT_UNIT) == set()
    assert set(WITHOUT_UNIT) <= names, "a reason for a field that is gone"


CORE_WITHOUT_UNIT = {
    "offered_load": "erlangs: arrivals during one service",
    "climb_slope": "height over distance",
    "dive_slope": "height over distance",
    "pressure_hpa": "the recommendation's formula is written in hectopascals",
    "vapour_hpa": "the recommendation's formula is written in hectopascals",
    "temperature_c": "the recommendation's formula is written in degrees Celsius",
    "humidity_pct": "the recommendation's formula is written in per cent",
    "gradient_n_per_km": "N-units per kilometre, as radio meteorology prints it",
    "nu": "the diffraction parameter, without dimension",
    "cosine": "of an angle",
    "sine": "of an angle",
    "half_sine2": "the square of the sine of half an angle",
    "level": "place between fly-out tables",
    "row": "place in a table",
    "column": "place in a table",
    "lat_deg": "positions of places are in degrees everywhere, says the page",
    "lon_deg": "as lat_deg",
    "mean": "of a share, or of a number of threats",
    "variance": "as mean",
    "correlation": "from 0 to 1",
    "jam_to_noise": "one power over another",
    "attackers": "a mean number of units",
    "defenders": "a mean number of units",
    "offence": "good shots of a unit",
    "defence": "shots that a unit stops",
    "staying_power": "hits that put a unit out of action",
}
"""Float arguments of public functions of core and the textbook room without a unit of the page, and why."""


def core_floats():
    """Yield the name of every float argument of a public function of core or a textbook, with its place."""
    for path in sources(["core", "textbook"]):
        for node in tree_of(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                for argument in [*node.args.args, *node.args.kwonlyargs]:
                    if argument.annotation is not None and ast.unparse(argument.annotation) == "float":
                        yield argument.arg, f"{path.relative_to(SRC)}: {node.name}"


def test_floats_of_core_carry_their_unit():
    floats = dict(core_floats())
    assert len(floats) > 50
    assert {
        name: at for name, at in floats.items() if not has_unit(name) and name not in CORE_WITHOUT_UNIT
    } == {}
    assert set(CORE_WITHOUT_UNIT) <= set(floats), "a reason for an argument that is gone"


def test_a_height_is_never_bare():
    allowed = {"antenna_height_m", "set_height_m", "height_m"}
    heights = {name for name in model_quantities() if re.search(r"(^|_)(height|altitude)_m$", name)}
    assert heights <= allowed, "say height_agl_m or alt_msl_m"
