"""Running reference files: one row per file and method, with every case passed, failed or not covered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import numpy as np

from skykeep.errors import SkykeepError

from .casefile import Case, CaseFile
from .handler import Anchor, NotCoveredError
from .judge import Check
from .registry import ANCHORS, HANDLERS, SIMULATED
from .simulated import run_simulated

__all__ = ["FileReport", "Status", "run_file"]

Status = Literal["passed", "failed", "partly covered", "not covered"]
Method = Literal["exact", "simulated"]

_FAILURES_KEPT = 20
"""A file that is wrong throughout needs no longer list."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """The verdict on one file by one method.

    ``cases`` counts what stands under ``cases`` in the file, ``anchors`` the published values beside them.
    ``worst_error`` and ``tolerance`` are those of the comparison that comes nearest to failing, or fails
    worst, in the unit of the field ``worst_field`` (or relative); None if nothing was compared.
    ``by_others`` counts the cases and anchors whose numbers were published by others, ``disputed`` names the
    published numbers that are known to be wrong or to have no answer: they decide nothing. ``not_played``
    names the kinds that the engine cannot play yet, and why. ``told`` holds the errors of
    rules of thumb by name, which decide nothing either.
    """

    file: str
    method: Method
    cases: int
    passed: int
    failed: int
    anchors: int
    anchors_failed: int
    kinds_not_covered: tuple[str, ...]
    worst: Check | None
    worst_place: str
    failures: tuple[str, ...]
    by_others: int
    disputed: tuple[str, ...]
    not_played: tuple[str, ...]
    told: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        """Failed if anything failed, not covered if nothing was compared, partly covered if not all was."""
        if self.failed or self.anchors_failed:
            return "failed"
        if not self.passed:
            return "not covered"
        return "partly covered" if self.kinds_not_covered else "passed"

    def as_row(self) -> dict[str, Any]:
        """Return the report as plain data, for JSON."""
        return {
            "file": self.file,
            "status": self.status,
            "method": self.method,
            "cases": self.cases,
            "passed": self.passed,
            "failed": self.failed,
            "kinds_not_covered": list(self.kinds_not_covered),
            "worst_error": self.worst.error if self.worst else None,
            "tolerance": self.worst.tolerance if self.worst else None,
            "worst_field": f"{self.worst_place}: {self.worst.field}" if self.worst else None,
            "anchors": self.anchors,
            "anchors_failed": self.anchors_failed,
            "failures": list(self.failures),
            "by_others": self.by_others,
            "disputed": list(self.disputed),
            "not_played": list(self.not_played),
            "told": {
                name: {"cases": len(errors), "mean": sum(errors) / len(errors), "worst": max(errors)}
                for name, errors in self.told.items()
            },
        }


@dataclass(slots=True)
class _Tally:
    """What has been compared so far."""

    passed: int = 0
    failed: int = 0
    anchors: int = 0
    anchors_failed: int = 0
    worst: Check | None = None
    worst_place: str = ""
    failures: list[str] = field(default_factory=list)
    not_covered: list[str] = field(default_factory=list)
    by_others: int = 0
    disputed: list[str] = field(default_factory=list)
    not_played: list[str] = field(default_factory=list)
    told: dict[str, list[float]] = field(default_factory=dict)

    def skip(self, kind: str) -> None:
        """Note a kind of case that nothing was compared of."""
        if kind not in self.not_covered:
            self.not_covered.append(kind)

    def leave_unplayed(self, kind: str, why: str) -> None:
        """Note a kind of case that stands on its closed form alone."""
        if (words := f"{kind}: {why}") not in self.not_played:
            self.not_played.append(words)

    def weigh(self, place: str, found: Sequence[Check], *, quoted: bool = False) -> bool:
        """Keep the worst comparison and the messages of those that fail; return whether all pass.

        A quoted value, good to its printed digits only, counts among the worst if it fails; a disputed one
        is noted.
        """
        self.disputed += [f"{place}: {check.field}: {check.disputed}" for check in found if check.disputed]
        for check in found:
            if check.told:
                self.told.setdefault(check.field, []).append(check.error)
        found = [check for check in found if not (check.disputed or check.told)]
        for check in found:
            if quoted and check.passed:
                continue
            if self.worst is None or check.strain > self.worst.strain:
                self.worst, self.worst_place = check, place
            if not check.passed and len(self.failures) < _FAILURES_KEPT:
                self.failures.append(
                    f"{place}: {check.field} is off by {check.error:.6g}, allowed {check.tolerance:.6g}"
                )
        return all(check.passed for check in found)

    def count(self, case: Case, run: Callable[[Case], list[Check]], *, by_others: bool = False) -> None:
        """Run one case; what cannot be computed has failed, what expects nothing is not covered."""
        try:
            with np.errstate(all="ignore"):  # what overflows fails by its number, not by a warning
                found = run(case)
        except NotCoveredError as why:
            self.skip(str(why))
            return
        except (SkykeepError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError) as error:
            self.by_others += by_others
            self.failed += 1
            if len(self.failures) < _FAILURES_KEPT:
                self.failures.append(f"{case.place}: cannot be computed: {error}")
            return
        self.by_others += by_others
        if not found:
            self.skip(f"{case.kind or 'cases'} without expected values")
        elif self.weigh(case.place, found):
            self.passed += 1
        else:
            self.failed += 1

    def count_anchor(self, anchor: Anchor) -> None:
        """Weigh one published value."""
        self.anchors += 1
        self.by_others += 1
        if not anchor.checks:
            self.skip(anchor.place)
        elif not self.weigh(anchor.place, anchor.checks, quoted=True):
            self.anchors_failed += 1

    def report(self, file: CaseFile, method: Method, cases: int) -> FileReport:
        """Return the finished report."""
        return FileReport(
            file=file.label,
            method=method,
            cases=cases,
            passed=self.passed,
            failed=self.failed,
            anchors=self.anchors,
            anchors_failed=self.anchors_failed,
            kinds_not_covered=tuple(sorted(self.not_covered)),
            worst=self.worst,
            worst_place=self.worst_place,
            failures=tuple(self.failures),
            by_others=self.by_others,
            disputed=tuple(self.disputed),
            not_played=tuple(self.not_played),
            told={name: tuple(errors) for name, errors in self.told.items()},
        )


def run_file(file: CaseFile, *, seed: int = 0, tick: Callable[[], object] = lambda: None) -> list[FileReport]:
    """Return the reports on one file: by exact functions, by simulation, or both.

    A file of which nothing is covered has one report that says so.

    Parameters
    ----------
    file
        What was read.
    seed
        Keys the simulated cases; the exact ones do not depend on it.
    tick
        Called before each case; what it raises ends the work.
    """
    cases = list(file.cases())
    exact, simulated = _Tally(), _Tally()
    left = [] if isinstance(file.content.get("cases"), list | Mapping) else ["no list under 'cases'"]
    for case in cases:
        tick()
        handler = next((handler for handler in HANDLERS if handler.takes(case)), None)
        player = next((player for player in SIMULATED if player.takes(case)), None)
        if handler is not None:
            exact.count(case, handler.run, by_others=handler.by_others)
            if player is None and case.kind in handler.not_played:
                exact.leave_unplayed(case.kind, handler.not_played[case.kind])
        if player is not None:
            simulated.count(case, partial(run_simulated, player, seed=seed))
        if handler is None and player is None:
            left.append(case.kind or "unknown format")
    for read in ANCHORS.get(file.folder, ()):
        for anchor in read(file):
            exact.count_anchor(anchor)
    played = simulated.passed + simulated.failed
    if not played:
        left += simulated.not_covered
    looked_at = exact.passed + exact.failed + exact.anchors
    for kind in left:
        (simulated if played and not looked_at else exact).skip(kind)
    reports = []
    if looked_at or not played:
        reports.append(exact.report(file, "exact", len(cases)))
    if played:
        reports.append(simulated.report(file, "simulated", played if looked_at else len(cases)))
    return reports
