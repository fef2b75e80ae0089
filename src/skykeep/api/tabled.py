"""Results whose values make one table, in the forms that every one of them has."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from .records import Record
from .tables import Table

__all__ = ["Tabled"]


class Tabled(Record):
    """A record that says as a ``table`` what it holds, for pandas, polars, Arrow and notebooks."""

    __slots__ = ()

    @property
    @abstractmethod
    def table(self) -> Table:
        """The rows."""

    def to_pandas(self) -> Any:
        """Return the table as a ``pandas.DataFrame``.

        Raises
        ------
        ExportError
            If pandas is not installed.
        """
        return self.table.to_pandas()

    def to_polars(self) -> Any:
        """Return the table as a ``polars.DataFrame``.

        Raises
        ------
        ExportError
            If polars is not installed.
        """
        return self.table.to_polars()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Return the table as an Arrow stream."""
        return self.table.__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        from .html import table_html

        return table_html(self.table.to_arrow(), rows=self._rows_shown)

    @property
    def _rows_shown(self) -> int:
        """Rows that a notebook shows."""
        return len(self.table)
