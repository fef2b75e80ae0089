"""Folders of a record: rows of bulletins, read strictly, refused with the file, line and column at fault."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from skykeep.errors import UsageError, did_you_mean

__all__ = ["COLUMNS", "LEFT_OUT", "PATTERN", "Window", "Windows", "read_windows"]

PATTERN = "*windows*.csv"
"""Files of a folder that hold rows of bulletins."""

COLUMNS = ("date", "threat_class", "launched", "shot_down", "lost_or_jammed")
"""Columns that are needed; others may stand beside them and are not read."""

LEFT_OUT = {
    "uav_tactical": "bulletins name them only when shot down",
    "sam_surface_mode": "no class of the catalogue stands for them",
    "glide_bomb": "too few on record",
    "irbm": "too few on record",
    "unknown": "the bulletin does not say what flew",
}
"""Classes of the record that are not scored, and why; any ``mixed:`` is one number for several."""

_MIXED = "mixed:"
_WHY_MIXED = "the bulletin gives one number for several classes"
_MOST = 5_000
"""Most threats that one row may count; assumed: more is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Window:
    """One row: a class of threat in one bulletin; None where the bulletin is blank."""

    day: date
    threat_class: str
    launched: int | None
    shot_down: int | None
    lost_or_jammed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The rows of some folders: ``files``, ``rows``, how many of a class were ``left_out``, and why."""

    files: tuple[str, ...]
    rows: tuple[Window, ...]
    left_out: Mapping[str, tuple[int, str]]
    without_launched: int

    def of_class(self, threat_class: str) -> list[Window]:
        """Return the rows of one class that say how many were launched."""
        return [row for row in self.rows if row.threat_class == threat_class and row.launched]


def read_windows(folders: Sequence[Path]) -> Windows:
    """Return the rows of all files of some folders.

    Parameters
    ----------
    folders
        Folders with files named as ``PATTERN``; their rows are joined.

    Raises
    ------
    UsageError
        If a folder is not there or holds no such file, a column is missing, or a value is no date or no
        number that can be; the message names file, line and column.
    """
    files = [path for folder in folders for path in _files_of(folder)]
    rows = [row for path in files for row in _rows_of(path)]
    if not rows:
        raise UsageError(f"{', '.join(map(str, files))}: no rows; a record needs one for each class and day")
    counted = Counter(row.threat_class for row in rows)
    left_out = {name: (counted[name], why) for name in sorted(counted) if (why := _why_left_out(name))}
    return Windows(
        files=tuple(path.name for path in files),
        rows=tuple(row for row in rows if row.threat_class not in left_out),
        left_out=left_out,
        without_launched=sum(not row.launched for row in rows if row.threat_class not in left_out),
    )


def _why_left_out(name: str) -> str:
    """Return why a class is not scored, nothing if it is."""
    return _WHY_MIXED if name.startswith(_MIXED) else LEFT_OUT.get(name, "")


def _files_of(folder: Path) -> list[Path]:
    """Return the files of a folder that hold rows."""
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "there is no such folder"
        raise UsageError(f"records {str(folder)!r}: {what}; give a folder with a file named as {PATTERN}")
    found = sorted(folder.glob(PATTERN))
    if not found:
        there = ", ".join(sorted(path.name for path in folder.glob("*.csv"))) or "none"
        raise UsageError(
            f"records {str(folder)!r}: no file named as {PATTERN} there; csv files there: {there}. It "
            f"needs the columns {', '.join(COLUMNS)}, a row for each class and bulletin"
        )
    return found


def _rows_of(path: Path) -> Iterator[Window]:
    """Yield the rows of a file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _check_columns(path, reader.fieldnames or ())
            for raw in reader:
                yield _row(path, reader.line_num, raw)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: cannot be read as UTF-8 text with commas: {error}") from None


def _check_columns(path: Path, given: Iterable[str]) -> None:
    """Refuse a file without a column that is needed."""
    there = list(given)
    for name in COLUMNS:
        if name not in there:
            raise UsageError(
                f"{path}: column {name!r} is missing.{did_you_mean(name, there)} There are: "
                f"{', '.join(there) or 'none'}; needed are {', '.join(COLUMNS)}"
            )


def _row(path: Path, line: int, raw: Mapping[str, str | None]) -> Window:
    """Return one row, or refuse it by line and column."""
    text = {name: (raw[name] or "").strip() for name in COLUMNS}
    try:
        day = date.fromisoformat(text["date"])
    except ValueError:
        raise UsageError(
            f"{path}, line {line}, column 'date': given {text['date']!r}, must be a day as 2024-06-30"
        ) from None
    if not text["threat_class"]:
        raise UsageError(f"{path}, line {line}, column 'threat_class': is blank, must name a class")
    counts = {name: _count(path, line, name, text[name]) for name in COLUMNS[2:]}
    _check_sum(path, line, counts)
    return Window(day, text["threat_class"], **counts)


def _count(path: Path, line: int, column: str, given: str) -> int | None:
    """Return a count, None for a blank."""
    if not given:
        return None
    try:
        number = float(given)
        if number == int(number) and 0 <= number <= _MOST:
            return int(number)
    except (ValueError, OverflowError):
        pass
    raise UsageError(
        f"{path}, line {line}, column {column!r}: given {given!r}, must be a whole number from 0 to {_MOST}, "
        "or blank where the bulletin says nothing"
    )


def _check_sum(path: Path, line: int, counts: Mapping[str, int | None]) -> None:
    """Refuse a row of which more was shot down than was launched.

    Lost and jammed beside them may exceed it: a bulletin of record counts so, and the day then counts as
    having stopped all (:func:`skykeep.study.backtest.readings.days_of`).
    """
    launched, shot_down = counts["launched"], counts["shot_down"] or 0
    if launched is not None and shot_down > launched:
        raise UsageError(
            f"{path}, line {line}, column 'shot_down': given {shot_down} of {launched} launched, must be at "
            "most what was launched; correct the row, or leave 'launched' blank where the bulletin's number "
            "does not hold all of them: such a row is counted and not scored"
        )
