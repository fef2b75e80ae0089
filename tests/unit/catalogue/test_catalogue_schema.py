"""The JSON Schema of system files: current, and of one mind with the loader."""

from __future__ import annotations

import copy
import json
import tomllib

import jsonschema
import pytest

from skykeep.catalogue import catalogue_schema
from skykeep.catalogue.fields import DATA

SYSTEM_FILES = sorted((DATA / "systems").glob("*.toml"))


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(catalogue_schema())


@pytest.fixture
def tables():
    return copy.deepcopy(tomllib.loads((DATA / "systems" / "s-300pmu-2.toml").read_text(encoding="utf-8")))


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(catalogue_schema())


def test_the_shipped_copy_is_current():
    shipped = json.loads((DATA / "schema" / "system.schema.json").read_text(encoding="utf-8"))
    assert shipped == catalogue_schema(), "write catalogue_schema() to data/schema/system.schema.json again"


@pytest.mark.parametrize("path", SYSTEM_FILES, ids=[path.stem for path in SYSTEM_FILES])
def test_every_shipped_system_satisfies_the_schema(validator, path):
    validator.validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_every_shipped_system_names_its_schema_for_editors():
    for path in SYSTEM_FILES:
        assert path.read_text(encoding="utf-8").startswith("#:schema ../schema/system.schema.json\n")


def radar(tables):
    return tables["radars"]["64n6e2"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda tables: tables.pop("id"),
        lambda tables: tables.pop("schema_version"),
        lambda tables: tables.update(origin=7),
        lambda tables: tables.update(orgin="Russia"),
        lambda tables: tables.update(id="My System"),
        lambda tables: radar(tables).update(role="search"),
        lambda tables: radar(tables).pop("detection_range_km"),
        lambda tables: radar(tables).update(detection_range_m=radar(tables)["detection_range_km"]),
        lambda tables: radar(tables)["detection_range_km"].update(hihg=3),
        lambda tables: radar(tables)["detection_range_km"].update(best=0.5),
        lambda tables: radar(tables)["sector_deg"].update(high=400),
        lambda tables: radar(tables)["track_capacity"].update(best=6.5),
        lambda tables: radar(tables)["track_capacity"].pop("sources"),
        lambda tables: radar(tables)["revisit_s"].update(kind="guessed"),
        lambda tables: radar(tables)["reference_p_detect"].pop("low"),
        lambda tables: radar(tables)["reference_rcs_m2"].pop("note"),
        lambda tables: tables.update(radars={}),
        lambda tables: tables.update(price_usd=tables["price_musd"]),
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(validator, tables, spoil):
    assert validator.is_valid(tables)
    spoil(tables)
    assert not validator.is_valid(tables)
