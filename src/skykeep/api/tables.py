"""Tables of a result for whatever library a user has: Arrow inside, pandas and polars on request."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from skykeep.errors import ExportError, UsageError

__all__ = ["Table", "needed"]

ROWS_SHOWN = 8
COLUMNS_SHOWN = 12


def needed(module: str, what: str) -> Any:
    """Return an optional module.

    Raises
    ------
    ExportError
        If it is not installed; the message says how to get it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != module.partition(".")[0]:
            raise
        raise ExportError(f"{what} needs {module}, which is not installed: pip install {module}") from None


class Table:
    """Rows with named columns; each column carries its unit and what it means.

    Any library that reads Arrow takes the table itself: ``polars.DataFrame(table)``,
    ``duckdb.sql("select ... from table")``, ``pyarrow.table(table)``. Only ``to_pandas()`` and
    ``to_polars()`` need these packages installed.
    """

    __slots__ = ("_arrow",)

    def __init__(self, arrow: Any) -> None:
        self._arrow = arrow

    def __len__(self) -> int:
        return int(self._arrow.num_rows)

    def __repr__(self) -> str:
        first, more = self.columns[:COLUMNS_SHOWN], len(self.columns) - COLUMNS_SHOWN
        return f"<Table of {len(self)} rows: {', '.join(first)}{f' and {more} more' if more > 0 else ''}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and bool(self._arrow.equals(other._arrow))

    __hash__ = None  # type: ignore[assignment]

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Return the rows as an Arrow stream, as the Arrow PyCapsule interface asks."""
        return self._arrow.__arrow_c_stream__(requested_schema)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self._arrow.column_names)

    @property
    def units(self) -> dict[str, str]:
        """Unit of each column: SI, ``1`` for counts and shares, empty where there is none."""
        return {name: self._told(name, "unit") for name in self.columns}

    @property
    def meanings(self) -> dict[str, str]:
        """What each column says, in words."""
        return {name: self._told(name, "description") for name in self.columns}

    def _told(self, column: str, key: str) -> str:
        """Return what the metadata of a column says."""
        told: bytes = (self._arrow.schema.field(column).metadata or {}).get(key.encode(), b"")
        return told.decode()

    def to_arrow(self) -> Any:
        """Return the ``pyarrow.Table``."""
        return self._arrow

    def to_pandas(self) -> Any:
        """Return a ``pandas.DataFrame``.

        Raises
        ------
        ExportError
            If pandas is not installed.
        """
        needed("pandas", "to_pandas()")
        return self._arrow.to_pandas()

    def to_polars(self) -> Any:
        """Return a ``polars.DataFrame``.

        Raises
        ------
        ExportError
            If polars is not installed.
        """
        return needed("polars", "to_polars()").from_arrow(self._arrow)

    def to_pylist(self) -> list[dict[str, Any]]:
        """Return one dictionary for each row."""
        found: list[dict[str, Any]] = self._arrow.to_pylist()
        return found

    def save(self, path: Path | str) -> Path:
        """Write the table as ``.parquet`` or ``.csv``, by the name of the file, and return its path.

        Raises
        ------
        UsageError
            If the name ends in something else.
        ExportError
            If the file cannot be written.
        """
        from skykeep.study.atomic import atomic_file
        from skykeep.study.parquet_files import write_part

        path = Path(path)
        if path.suffix not in (".parquet", ".csv"):
            raise UsageError(f"{path}: a table is written as .parquet or .csv; give a name that ends so")
        try:
            if path.suffix == ".parquet":
                write_part(path, self._arrow)
            else:
                from pyarrow import csv

                with atomic_file(path) as file:
                    csv.write_csv(_plain_words(self._arrow), file)
        except OSError as error:
            raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from None
        return path

    def _repr_html_(self) -> str:
        from .html import table_html

        return table_html(self._arrow, rows=ROWS_SHOWN)


def _plain_words(arrow: Any) -> Any:
    """Return the table with words in place of numbers into a dictionary, which CSV files do not know."""
    import pyarrow as pa

    for place, field in enumerate(arrow.schema):
        if pa.types.is_dictionary(field.type):
            arrow = arrow.set_column(place, field.name, arrow[field.name].cast(field.type.value_type))
    return arrow
