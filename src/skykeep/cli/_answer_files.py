"""Where an answer with a table, a chart and JSON is written: one file by its ending, or a folder with all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from skykeep.errors import UsageError

from ._common import file_to_write, folder_to_write, json_text, make_room, note, write_text

__all__ = ["CHARTS", "TABLES", "Answer", "answer_target", "write_answer"]

TABLES, CHARTS = (".parquet", ".csv"), (".png", ".svg", ".pdf")


class Answer(Protocol):
    """A result that has a table, a chart and plain data."""

    @property
    def table(self) -> Any:
        """The table."""

    def plot(self, path: Path | str) -> Path:
        """Draw the chart."""

    def to_json(self) -> Mapping[str, Any]:
        """Return plain data."""


def answer_target(out: Path | None) -> Path | None:
    """Return the file or folder to write, refused before anything is computed if it cannot be.

    Raises
    ------
    UsageError
        If the name ends in something that is not written, or nothing can be written there.
    """
    if out is None:
        return None
    if out.suffix in (*TABLES, *CHARTS, ".json") and not out.is_dir():
        if out.suffix in CHARTS:
            import matplotlib  # noqa: F401 (a missing report extra is said before anything is computed)
        return file_to_write(out, out.name)
    if out.suffix and not out.is_dir():
        allowed = ", ".join((*TABLES, *CHARTS, ".json"))
        raise UsageError(f"{out}: must end in one of {allowed}, or be a folder without an ending")
    return folder_to_write(out)


def write_answer(found: Answer, target: Path | None, stem: str, *, quiet: bool) -> None:
    """Write one file, or all of them into a folder under the name of the command."""
    if target is None:
        return
    make_room(target)
    if target.suffix == ".json":
        write_text(target, json_text(found.to_json()))
    elif target.suffix in TABLES:
        found.table.save(target)
    elif target.suffix in CHARTS:
        found.plot(target)
    else:
        target.mkdir(parents=True, exist_ok=True)
        write_text(target / f"{stem}.json", json_text(found.to_json()))
        found.table.save(target / f"{stem}.parquet")
        try:
            found.plot(target / f"{stem}.svg")
        except ModuleNotFoundError:
            note("no chart was drawn: pip install 'skykeep[report]' for matplotlib", quiet=quiet)
    note(f"wrote {target}", quiet=quiet)
