"""Every number of a shipped file has a source or says that it is assumed; without its origin it is refused.

The files are walked as plain TOML, so that a number in a place that nobody thought of is found too.
"""

from __future__ import annotations

import copy
import tomllib

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.checks import check_figures, check_formation, check_raid, check_system, check_threats
from skykeep.catalogue.entries import read_entry
from skykeep.catalogue.fields import DATA
from skykeep.catalogue.figures import read_figure
from skykeep.catalogue.places import Place
from skykeep.catalogue.presets import check_presets, read_preset
from skykeep.errors import CatalogueError
from skykeep.model import Formation, StandardRaid, System, ThreatClass
from skykeep.scenario.doctrine_keys import doctrine_keys

RECORDS = DATA / "records"
FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.toml") if path.parent != RECORDS)
ENTRIES = [name for name in FILES if "/" in name]
FIGURE_NUMBERS = {"best", "low", "high", "year"}
PLAIN_NUMBERS = {
    "systems": {"engagement_sets", "offset_m", "salvo_size", "later_salvo_size", "max_salvos_per_threat"},
    "formations": set(),
    "threats": {"swerling"},
    "raids": {
        *("axis_angle_deg", "count", "speed_mps", "height_m", "height_km", "standoff_km"),
        *("axis", "fan_deg", "spacing_s", "delay_s", "delay_min", "waves", "wave_interval_min"),
    },
    "common.toml": {
        *("p_detect", "confirm_m", "confirm_n", "p_false_alarm", "pulses"),
        *("k", "points", "weights"),
    },
    "doctrine.toml": {"salvo_size", "later_salvo_size"},
    "effects.toml": set(),
    "upkeep.toml": set(),
    "outside.toml": set(),
    "cost.toml": {"price_year", "range_to_km", *map(str, range(2000, 2026))},
    "doctrine": {*doctrine_keys(), "salvo_size", "later_salvo_size"},
    "fields.toml": {"default_low", "default_high", "minimum", "maximum"},
    "sources.toml": {"year"},
}
"""Numbers that are no figures: each says why elsewhere in its file, which the tests below hold."""


def tables_of(name):
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def numbers(value, path=(), table=None):
    """Yield path and surrounding table of every number."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers(inner, (*path, key), value)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers(inner, path, table)
    elif is_number(value):
        yield path, table


def claims(value, path=()):
    """Yield the path of every figure and of every alternative of one."""
    if isinstance(value, dict):
        if "best" in value or ("value" in value and "kind" in value):
            yield path
        for key, inner in value.items():
            yield from claims(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from claims(inner, (*path, index))


def at(tables, path):
    for key in path:
        tables = tables[key]
    return tables


def changed(tables, path, value):
    """Return tables with another value at a path; what lies beside the path is shared."""
    if not path:
        return value
    copied = copy.copy(tables)
    copied[path[0]] = changed(tables[path[0]], path[1:], value)
    return copied


@pytest.mark.parametrize("name", FILES)
def test_every_number_of_a_file_has_an_origin(name):
    plain = PLAIN_NUMBERS[name.split("/")[0]]
    for path, table in numbers(tables_of(name)):
        if "best" in table or path[-1] == "value":
            assert path[-1] in FIGURE_NUMBERS | {"value"}, path
            assert table.get("sources") or (table["kind"] == "assumed" and table["note"].strip()), path
        else:
            assert path == ("schema_version",) or path[-1] in plain, path


@pytest.mark.parametrize("path", sorted(RECORDS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_number_on_record_has_a_source_in_its_claim_or_its_record(path):
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    assert tables.pop("schema_version") == 1
    for name, record in tables.items():
        for place, table in numbers(record):
            assert table.get("sources") or record.get("sources"), (name, place)


def problems(name, tables):
    """Return what is wrong with one file that is read with the rest of the shipped catalogue."""
    catalogue, place = load_catalogue(), Place(name)
    kind = name.split("/")[0]
    try:
        if kind == "systems":
            system = read_entry(System, tables, place, skip=("schema_version",))
            return [*check_system(system, catalogue.threats), *check_figures(system, catalogue.sources)]
        if kind == "threats":
            threat = read_entry(ThreatClass, tables, place, skip=("schema_version",))
            known = {**catalogue.threats, threat.id: threat}
            return [*(text for _, text in check_threats(known)), *check_figures(threat, catalogue.sources)]
        if kind == "formations":
            formation = read_entry(Formation, tables, place, skip=("schema_version",))
            known_systems = catalogue.systems
            return [*check_formation(formation, known_systems), *check_figures(formation, catalogue.sources)]
        if kind == "doctrine":
            preset = read_preset(tables, place)
            found = check_presets({preset.id: preset}, catalogue.sources, catalogue.threats)
            return [text for _, text in found]
        raid = read_entry(StandardRaid, tables, place, skip=("schema_version",))
        return list(check_raid(raid, catalogue.threats, catalogue.sources))
    except CatalogueError as error:
        return [str(error)]


def without_origin(table):
    """Yield a claim with its origin taken away, in every way."""
    bare = {key: value for key, value in table.items() if key not in ("sources", "note")}
    if table["kind"] == "assumed":
        yield {key: value for key, value in table.items() if key != "note"}
        yield {**table, "note": "  "}
    else:
        yield bare
        yield {key: value for key, value in table.items() if key != "sources"}
        yield {**table, "sources": []}
        yield {**table, "sources": ["nobody-knows-this-page"]}
    if table["kind"] == "derived":
        yield {key: value for key, value in table.items() if key != "note"}
    yield {key: value for key, value in bare.items() if key != "kind"}
    yield table.get("best", table.get("value"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTRIES)
def test_a_figure_or_claim_of_an_entry_without_its_origin_is_refused_in_every_way(name):
    tables = tables_of(name)
    for path in claims(tables):
        for offence in without_origin(at(tables, path)):
            assert problems(name, changed(tables, path, offence)), (path, offence)


@pytest.mark.parametrize("name", ENTRIES)
def test_a_figure_or_claim_of_an_entry_without_its_origin_is_refused(name):
    tables = tables_of(name)
    assert problems(name, tables) == []
    for number, path in enumerate(claims(tables)):
        offences = list(without_origin(at(tables, path)))
        offence = offences[number % len(offences)]  # each place in one way, each way at many places
        assert problems(name, changed(tables, path, offence)), (path, offence)


@pytest.mark.parametrize("section", ["conditions", "kill_p"])
def test_a_common_figure_without_its_origin_is_refused(section):
    fields = load_catalogue().fields
    for key, table in tables_of("common.toml")[section].items():
        rule = fields["kill_p" if section == "kill_p" else key]
        for offence in without_origin(table):
            if offence == {**table, "sources": ["nobody-knows-this-page"]}:
                continue
            with pytest.raises(CatalogueError, match=rf"common\.toml: {key}"):
                read_figure(offence, Place("common.toml", (key,)), rule, 1.0)


@pytest.mark.parametrize(
    ("name", "path", "value", "said"),
    [
        ("systems/s-400.toml", ("engagement_sets",), 2, "engagement_sets: given without a reason"),
        ("systems/s-400.toml", ("doctrine",), {"salvo_size": 3}, "salvo_size: given without a reason"),
        (
            "systems/s-400.toml",
            ("doctrine",),
            {"max_salvos_per_threat": 1},
            "max_salvos_per_threat: given without a reason",
        ),
        (
            "systems/s-400.toml",
            ("doctrine",),
            {"salvo_by_class": {"srbm": 4}},
            "salvo_by_class: given without a reason",
        ),
        ("systems/s-400.toml", ("launchers", "main", "offset_m"), 900, "offset_m: given without a reason"),
        ("threats/fighter.toml", ("notes",), ["fast"], "swerling: given 1 without a reason"),
        ("raids/uav-40.toml", ("description",), " ", "description: given nothing"),
    ],
)
def test_a_plain_number_without_a_reason_is_refused(name, path, value, said):
    tables = tables_of(name)
    at(tables, path[:-1])[path[-1]] = value
    (problem,) = problems(name, tables)
    assert said in problem


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ("[detection]", r"common\.toml: detection: given numbers without a note"),
        ("[refraction.gulf_coast]", r"common\.toml: refraction\.gulf_coast: given numbers without a note"),
    ],
)
def test_common_plain_numbers_without_a_reason_are_refused(shipped_copy, cut, said):
    folder, read_anew = shipped_copy
    common = folder / "common.toml"
    before, section, after = common.read_text(encoding="utf-8").partition(cut)
    start = after.index("note = ")
    common.write_text(before + section + after[:start] + after[after.index("\n", start) :], encoding="utf-8")
    with pytest.raises(CatalogueError, match=said):
        read_anew()


def test_a_common_figure_with_an_unknown_source_is_refused(shipped_copy):
    folder, read_anew = shipped_copy
    common = folder / "common.toml"
    text = common.read_text(encoding="utf-8").replace(
        'sources = ["wsj-2024", "abc-', 'sources = ["wsj-2042", "abc-'
    )
    common.write_text(text, encoding="utf-8")
    with pytest.raises(
        CatalogueError, match=r"common/kill_p/srbm: given the unknown source 'wsj-2042'.*'wsj-2024'"
    ):
        read_anew()
