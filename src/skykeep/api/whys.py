"""``skykeep.why``: why one threat of a run was not shot at, or how it was stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from skykeep.errors import ExportError, UsageError, did_you_mean
from skykeep.study.run_folder import RUN_FILE

from .kinds import refuses_wrong_kinds
from .records import Estimate
from .replays import COMPARED, check_raid, refuse_other_raid
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from .run_folders import Given

__all__ = ["Why", "check_why_suffix", "why", "why_given"]

ASKED = "the raid asked for"
TABLES, CHARTS = (".parquet", ".csv"), (".png", ".svg", ".pdf")


class Asked(Protocol):
    """What can be asked: a ``skykeep.Run``."""

    def why(self, threat: str, *, raid: tuple[int, int] | None = None) -> Why:
        """Return why a threat was not shot at, or how it was stopped."""


class Why(Tabled):
    """Why one threat of one raid was not shot at, or how it was stopped.

    ``leaks`` is the share of the run's raids in which it leaked, ``reasons`` counts them by the reason of the
    ledger. Of traffic, ``raids_shot_down`` and ``shot_down`` say how often it was shot down, and ``reasons``
    why. ``story`` is the threat in the raid told, ``moments`` all that happened to it in order of time,
    ``chances`` when each fire unit could have launched and why it did not, or not again, ``trials`` what came
    of the same raid with one thing different, for traffic what would have saved it. ``str(why)`` is all of it
    in words, ``table`` the moments, ``plot`` their time line.
    """

    __slots__ = ()

    threat: str
    world: int
    replication: int
    raids: int
    raids_leaked: int
    leaks: Estimate
    reason: str | None
    unit: str

    def __repr__(self) -> str:
        return f"<Why {self.threat}, world {self.world}, replication {self.replication}: {self.said()}>"

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def said(self) -> str:
        """Return the answer in a sentence or three."""
        from skykeep.report.why_words import short_sentences

        return " ".join(short_sentences(self.to_json()))

    def save(self, path: Path | str) -> Path:
        """Write the answer as ``.json``, in words as ``.txt``, its moments as ``.parquet`` or ``.csv``, or
        their time line as ``.png``, ``.svg`` or ``.pdf``.

        Raises
        ------
        UsageError
            If the name ends in something else.
        ExportError
            If the file cannot be written.
        """
        from skykeep.study.atomic import atomic_file

        path = Path(path)
        check_why_suffix(path)
        if path.suffix in TABLES:
            return self.table.save(path)
        if path.suffix in CHARTS:
            return self.plot(path)
        is_json = path.suffix == ".json"
        text = json.dumps(self.to_json(), indent=2, ensure_ascii=False) if is_json else str(self)
        try:
            with atomic_file(path) as file:
                file.write(f"{text}\n".encode())
        except OSError as error:
            raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from None
        return path

    @property
    def table(self) -> Table:
        """All that happened to the threat in this raid, one row for each moment."""
        import pyarrow as pa

        from skykeep.engine.schemas import moment_schema

        return Table(pa.Table.from_pylist(self.to_json()["moments"], schema=moment_schema()))

    def plot(self, path: Path | str) -> Path:
        """Draw the time line of the threat: in sight, seen, tracked, what kept fire units from it, rounds.

        Raises
        ------
        UsageError
            If the name ends in none of ``.png``, ``.svg`` and ``.pdf``.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.why_chart import write_why_chart

        return write_why_chart(self.to_json(), Path(path))

    def lines(self) -> list[str]:
        """Return the whole answer as lines of text."""
        from skykeep.report.why_words import (
            difference_sentences,
            holder_sentences,
            leak_sentences,
            why_cells,
        )

        plain = self.to_json()
        found = [f"{plain['scenario']['name']}, seed {plain['seed']}: {plain['threat']}"]
        found += [*leak_sentences(plain), self.said(), ""]
        for moment in plain["moments"]:
            time, what, by, ground, _, alt = why_cells(moment)
            where = f"{ground} km away, {alt} m above sea level" if ground else ""
            found.append("  ".join((f"{time:>18} s", what, by, where)).rstrip())
        return [*found, *holder_sentences(plain), "", *difference_sentences(plain)]


def check_why_suffix(path: Path) -> None:
    """Raise UsageError if an answer cannot be written under such a name."""
    if path.suffix not in (".json", ".txt", *TABLES, *CHARTS):
        raise UsageError(
            f"{path}: an answer is written as .json or .txt, its moments as {' or '.join(TABLES)}, their "
            f"time line as {', '.join(CHARTS)}; give a name that ends so"
        )


@refuses_wrong_kinds
def why(run: Asked | Path | str, threat: str, *, raid: tuple[int, int] | None = None) -> Why:
    """Return why a threat of a run was not shot at, or how it was stopped.

    Parameters
    ----------
    run
        A run, or the path of a run folder.
    threat
        Id of a threat, its end if no other ends so, or a class: then the threat of it that leaks most like
        all of them.
    raid
        World and replication of the raid to be told; by default the first of those in which the threat leaked
        for the reason that it has most often, or in which it was killed if it never leaked.

    Raises
    ------
    UsageError
        If there is no such folder, threat or raid; the message names the nearest threat.
    ExportError
        If the raid played again is not that of the run's table.
    """
    if not isinstance(run, str | Path):
        return run.why(threat, raid=raid)
    folder = Path(run)
    if not (folder / RUN_FILE).is_file():
        raise UsageError(f"{run}: is not a run folder: write one with skykeep run SCENARIO --out FOLDER")
    import pyarrow.parquet as pq

    from .run_folders import read_folder

    summary, given = read_folder(folder)
    table = Table(pq.ParquetFile(folder / "threats.parquet").read(use_threads=False))
    return why_given(given, table, str(summary["view"]), threat, raid)


def why_given(given: Given, threats: Table, view: str, threat: str, raid: tuple[int, int] | None) -> Why:
    """Return why a threat of a run was not shot at; ``threats`` is the run's table.

    Raises
    ------
    UsageError, ExportError
        As in :func:`why`.
    """
    from skykeep.engine.why import explain_threat
    from skykeep.study.outcomes import estimate_row
    from skykeep.study.tellings import pick_raid, pick_threat, tellings_of

    given.refuse_other_version()
    study = given.scenario.study
    table = tellings_of(threats.to_arrow(), study.replications)
    number = _number_of(threat, table, pick_threat)
    if raid is None:
        world, replication, chosen = pick_raid(table, number)
    else:
        check_raid(given, *raid)
        (world, replication), chosen = raid, ASKED
    prepared = given.compiled()
    found = explain_threat(prepared.case, world, replication, number, legend=prepared.legend)
    stored = table.row(number, world, replication, COMPARED)
    if stored is not None:
        refuse_other_raid({name: found.threat[name] for name in COMPARED}, stored, world, replication)
    leaked = table.leaked(number)
    return Why(
        {
            "scenario": {"id": given.scenario.id, "name": given.scenario.name},
            "seed": study.seed,
            "view": view,
            "threat": found.threat["threat"],
            "world": world,
            "replication": replication,
            "chosen": chosen,
            "raids": int(leaked.size),
            "raids_leaked": int(leaked.sum()),
            **_shot_down(table, number, view),
            "leaks": estimate_row(leaked.astype(float), view, is_probability=True),
            "reasons": table.reasons(number),
            "reason": found.threat["reason"],
            "unit": found.unit,
            "story": found.threat,
            "moments": found.moments,
            "chances": found.chances,
            "trials": found.trials,
        }
    )


def _shot_down(table: Any, number: int, view: str) -> dict[str, Any]:
    """Return in how many raids an aircraft of the traffic was shot down; nothing for a threat."""
    from skykeep.study.outcomes import estimate_row

    if not table.is_traffic(number):
        return {}
    killed = table.shot_down(number)
    estimate = estimate_row(killed.astype(float), view, is_probability=True)
    return {"raids_shot_down": int(killed.sum()), "shot_down": estimate}


def _number_of(threat: str, table: Any, pick_threat: Any) -> int:
    """Return the row of the threat asked for.

    Raises
    ------
    UsageError
        If there is none, or several.
    """
    ids = table.ids
    if threat in ids:
        return int(ids.index(threat))
    if threat in table.classes:
        return int(pick_threat(table, threat))
    ends = [name for name in ids if name.endswith(f"/{threat}")]
    if len(ends) == 1:
        return int(ids.index(ends[0]))
    if ends:
        raise UsageError(f"threat {threat!r}: {len(ends)} threats end so: {', '.join(ends[:6])}")
    known = {name: name for name in (*ids, *table.classes)}
    known |= {name.rpartition("/raid/")[2].split("/", 2)[-1]: name for name in ids}
    near = did_you_mean(threat, known)
    raise UsageError(
        f"threat {threat!r}: the run has no such threat and no such class.{near} Classes are "
        f"{', '.join(dict.fromkeys(table.classes))}; threats are as {ids[0]}, {ids[-1]}"
    )
