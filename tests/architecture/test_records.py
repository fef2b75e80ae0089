"""A field means the same in compiled code and in plain Python: none hides behind a name of numpy's."""

import importlib
import pkgutil
from typing import ClassVar

import numpy as np
import pytest

import skykeep.core
from skykeep.core.kernel.records import Record

TAKEN = sorted(name for name in {*dir(np.record(0)), *dir(np.recarray)} if not name.startswith("__"))
"""What a row and a table have by themselves: a field of such a name would silently read that instead."""


def descriptions():
    """Return every description of a table in the package."""
    for info in pkgutil.walk_packages(skykeep.core.__path__, "skykeep.core."):
        importlib.import_module(info.name)
    return sorted(
        {table for table in Record.__subclasses__() if table.__module__.startswith("skykeep.core")},
        key=lambda table: table.__name__,
    )


def test_the_package_has_a_description_for_each_entity():
    names = [table.__name__ for table in descriptions()]
    assert len(names) > 20
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("table", descriptions(), ids=lambda table: table.__name__)
def test_every_field_is_read_and_written_by_its_name(table):
    rows, row = table.table(2), table.one()
    for number, (name, (dtype, _)) in enumerate(table.dtype.fields.items(), start=1):
        value = dtype.type(number)
        setattr(row, name, value)
        rows[1][name] = value
        assert row[name] == getattr(row, name) == value
        assert getattr(rows[1], name) == value
        assert list(getattr(rows, name)) == [dtype.type(0), value]


@pytest.mark.parametrize("name", TAKEN)
def test_a_name_that_numpy_takes_for_itself_is_refused(name):
    with pytest.raises(TypeError, match=rf"Planted\.{name}: rows of numpy have something else of that name"):
        type("Planted", (Record,), {"__annotations__": {"delay_s": float, name: int}})


def test_what_belongs_to_the_class_is_no_field():
    class Planted(Record):
        delay_s: float
        limit: ClassVar[int] = 3

    assert Planted.dtype.names == ("delay_s",)
