"""What a run was computed from, in memory and in ``run.json``, so that its raids can be played again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue, load_catalogue
from skykeep.errors import UsageError
from skykeep.model import Scenario
from skykeep.scenario.plain import plain_scenario, scenario_of_plain
from skykeep.scenario.setting_values import Value
from skykeep.scenario.settings import apply_settings
from skykeep.study.atomic import read_json
from skykeep.study.run_folder import SUMMARY_FILE, read_run, refuse_other_version

if TYPE_CHECKING:
    from skykeep.study.prepare import Prepared

__all__ = ["Given", "read_folder", "read_given", "run_record", "with_stopping"]


@dataclass(slots=True, kw_only=True)
class Given:
    """What a run was computed from; ``prepared`` is None until it is needed where it came from a folder, and
    ``stored`` is then the identity of the run that is there."""

    scenario: Scenario
    catalogue: Catalogue
    settings: Mapping[str, Value]
    record: Mapping[str, Any]
    stored: Mapping[str, Any] | None = None
    prepared: Prepared | None = None

    def refuse_other_version(self) -> None:
        """Raise UsageError if the run was computed by another results version: its raids cannot be played
        again."""
        from skykeep.engine import RESULTS_VERSION

        if self.stored is not None:
            refuse_other_version(self.stored, {"results_version": RESULTS_VERSION}, "the run folder")

    def compiled(self) -> Prepared:
        """Return the compiled scenario, compiled now if it is not yet."""
        if self.prepared is None:
            from skykeep.study.prepare import prepare

            self.prepared = prepare(self.scenario, self.catalogue, settings=self.settings)
        return self.prepared


def run_record(
    name: str,
    scenario: Scenario,
    catalogue: Catalogue,
    *,
    extra: Path | str | None,
    settings: Mapping[str, Value],
) -> dict[str, Any]:
    """Return what ``run.json`` says about where a run came from, enough to play its raids again.

    ``scenario`` and ``catalogue`` are those before anything was set, with the study and the ground of the
    run; ``name`` is what the user called the scenario, ``extra`` their own catalogue files.
    """
    return {
        "scenario": name,
        "extra": None if extra is None else str(extra),
        "set": dict(settings),
        "tables": plain_scenario(scenario, catalogue),
        "command": "skykeep.run (Python)",
    }


def read_given(folder: Path) -> Given:
    """Return what the run of a folder was computed from.

    Raises
    ------
    UsageError
        If the folder holds no run, or one of a version that did not keep its scenario.
    SkykeepError
        If its catalogue files are not there any more, or do not hold what the scenario names.
    """
    stored = read_run(folder)
    if stored is None:
        raise UsageError(f"{folder}: holds no run (no readable run.json); give a run folder, or a scenario")
    if not isinstance(stored.get("tables"), dict):
        raise UsageError(
            f"{folder}: its run.json does not hold the scenario (it was written by an earlier version); "
            "give the scenario itself"
        )
    shelf = load_catalogue(stored.get("extra"))
    base = scenario_of_plain(stored["tables"], shelf, label=f"{folder}: run.json")
    settings: dict[str, Value] = stored.get("set") or {}
    scenario, catalogue = apply_settings(base, shelf, settings)
    scenario = replace(scenario, study=base.study)
    record = {name: stored.get(name) for name in ("scenario", "extra", "set", "tables", "command")}
    return Given(
        scenario=scenario, catalogue=catalogue, settings=settings, record=record, stored=stored["identity"]
    )


def read_folder(folder: Path) -> tuple[dict[str, Any], Given]:
    """Return summary and origin of the run that a folder holds.

    Raises
    ------
    UsageError
        If it holds none, or not one chunk of it is finished.
    """
    given = read_given(folder)
    summary = read_json(folder / SUMMARY_FILE)
    if not isinstance(summary, dict):
        raise UsageError(
            f"{folder}: its run has no summary yet; finish it with 'skykeep run --resume {folder}'"
        )
    return summary, given


def with_stopping(record: Mapping[str, Any], stopping: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``run.json`` says once the number of worlds is found; as it was where it was given."""
    if not stopping:
        return dict(record)
    tables = dict(record["tables"])
    tables["study"] = {**tables["study"], "worlds": stopping["worlds"]}
    return {**record, "tables": tables, "stopping": dict(stopping)}
