"""``skykeep.compare_policies``: what assignment policies make of the same raids, as a frozen result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from skykeep.catalogue import Catalogue
from skykeep.engine.schemas import field
from skykeep.errors import UsageError, did_you_mean
from skykeep.model import BUILT_IN_POLICIES, Scenario

from .estimate_columns import estimate_columns
from .kinds import refuses_wrong_kinds
from .options import job_count
from .records import Estimate, Record
from .settings import Settings
from .studied import studied
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.engine.decisions import Policy
    from skykeep.terrain import Heightfield

__all__ = ["PolicyComparison", "PolicyGap", "PolicyPoint", "compare_policies"]

UNTIL = "0.25,5%"
WORLDS = 200
REPLICATIONS = 5
_ESTIMATES = (
    "value_surviving",
    "leakers",
    "rounds_fired",
    "value_change",
    "leakers_change",
    "rounds_change",
)

BOUND_MEANS = (
    "the bound is on one decision as it is posed, static and at its moment, by the kill chances that the "
    "post believes: no plan of that moment lets less through. It bounds no raid: who keeps rounds back for "
    "what is to come may do worse by it and better in the end"
)
"""What the gap of a policy is above."""

ASSUMED = (
    "posts believe the best public figure of each kill chance, and know channels and rounds of units below",
    "a part of the defence is worth as much as the dearest asset",
    "how posts decide: command.period_s, command.look_ahead_s, command.autonomous_after_s",
)
"""What every number rests on, beside what a run rests on."""


class PolicyGap(Record):
    """How far the decisions of a policy lie above the bound that column generation proves of each, as a share
    of it.

    ``asked`` says what a decision asks of the policy. ``proven`` of the ``decisions`` in some ``raids`` are
    looked at, as many of each raid and evenly spread; ``of_raid`` is the mean gap of those of a raid and
    ``worst`` the greatest, None where there was no decision. ``without_gap`` of them stand above a bound of
    zero and are left out. ``proof_time_s`` is CPU time of one proof.
    """

    __slots__ = ()

    asked: str
    raids: int
    decisions: int
    proven: int
    without_gap: int
    of_raid: Estimate | None
    worst: float | None
    proof_time_s: float


class PolicyPoint(Record):
    """One policy: what gets through in value and in threats, rounds, and the same less those of the first
    policy, raid by raid with the same luck; ``gap`` is how far its decisions lie above what is proven of
    them, ``run_time_s`` CPU time a raid with compiled kernels."""

    __slots__ = ()

    policy: str
    built_in: bool
    value_surviving: Estimate
    leakers: Estimate
    rounds_fired: Estimate
    value_change: Estimate
    leakers_change: Estimate
    rounds_change: Estimate
    raids_changed: float
    gap: PolicyGap
    run_time_s: float


class PolicyComparison(Tabled):
    """What each policy made of the same raids (``policies``, in the order asked for)."""

    __slots__ = ()

    policies: tuple[PolicyPoint, ...]
    value: float
    stopping: Record
    bound: str
    assumed: tuple[str, ...]
    replications: int
    seed: int
    view: str

    def __repr__(self) -> str:
        names = ", ".join(each.policy for each in self.policies)
        return f"<PolicyComparison of {self['scenario'].id}: {names}>"

    @property
    def table(self) -> Table:
        """One row for each policy."""
        return _table(self.to_json())

    def plot(self, path: Path | str) -> Path:
        """Draw the value that gets through and the rounds fired, by policy, and return the path.

        Raises
        ------
        UsageError
            If the name ends in none of .png, .svg and .pdf.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.policy_chart import write_policy_chart

        return write_policy_chart(self.to_json(), Path(path))


@refuses_wrong_kinds
def compare_policies(
    scenario: Scenario | Path | str,
    policies: Sequence[str | Policy] | str | Policy | None = None,
    *,
    until: str | float = UNTIL,
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    view: str | None = None,
    set: Settings | None = None,
    lost: Sequence[str] | str = (),
    jobs: int | None = None,
    catalogue: Catalogue | Path | str | None = None,
    terrain: Heightfield | Path | str | None = None,
    tick: Callable[[], object] = lambda: None,
) -> PolicyComparison:
    """Return what assignment policies at the highest command posts make of the same raids.

    Parameters
    ----------
    scenario
        Path of a scenario file, name of a shipped one, or a ``Scenario``; policies of its own give way.
    policies
        Names of built-in policies (``nearest-first``, ``value-greedy``, ``marginal``, ``rolling``,
        ``exact``, ``columns``) and objects with a method ``decide``, see :class:`skykeep.Policy`. All are
        compared with the first; by default all built-in ones with ``nearest-first``.
    until
        Half-width of every change of leakers at which no more worlds are added: ``0.25`` leakers, ``"5%"``
        of it, or both, or ``"order"``.
    worlds
        Most worlds, 200 by default.
    replications
        Raids in each world, 5 by default.
    seed, view, set, lost
        As in ``skykeep.run``.
    jobs
        Workers, all cores by default; never changes a result but the run times.
    catalogue, terrain
        As in ``skykeep.run``.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range, or a policy
        answers what is not allowed.
    """
    from skykeep.study import policies as study
    from skykeep.study.executors import choose_executor
    from skykeep.study.stopping import parse_goal

    asked_of = _asked(policies)
    goal = parse_goal(until, paired=True)
    asked = studied(
        scenario,
        catalogue=catalogue,
        terrain=terrain,
        set=set,
        lost=lost,
        worlds=WORLDS if worlds is None else worlds,
        replications=REPLICATIONS if replications is None else replications,
        seed=seed,
        view=view,
    )
    found = study.compare_policies(
        asked.scenario,
        asked.catalogue,
        asked_of,
        goal=goal,
        terrain=asked.ground,
        executor=choose_executor(job_count(jobs)),
        tick=tick,
    )
    told = found.prepared.facts
    return PolicyComparison(
        {
            "scenario": {"id": asked.scenario.id, "name": asked.scenario.name},
            "policies": [PolicyPoint(row | {"gap": PolicyGap(row["gap"])}) for row in found.policies],
            "value": found.value,
            "threats": told.threats_launched,
            "fire_units": len(asked.scenario.fire_units),
            "stopping": found.stopped.as_row(),
            "set": dict(asked.settings),
            "lost": list(asked.scenario.lost),
            "replications": asked.scenario.study.replications,
            "seed": asked.scenario.study.seed,
            "view": asked.scenario.study.view,
            "terrain": dict(told.terrain),
            "bound": BOUND_MEANS,
            "assumed": list(ASSUMED),
            "rests_on": dict(told.rests_on),
            "warnings": [each for each in asked.warnings(told) if each["name"] != "command"],  # it gives way
            "results_version": told.identity["results_version"],
        }
    )


def _asked(given: Sequence[str | Policy] | str | Policy | None) -> list[str | Policy]:
    """Return the policies asked for.

    Raises
    ------
    UsageError
        If there is no such policy.
    """
    if given is None:
        return list(BUILT_IN_POLICIES)
    asked = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    if not asked:
        raise UsageError(f"policies: given none, must be at least one of {', '.join(BUILT_IN_POLICIES)}")
    for each in asked:
        if isinstance(each, str) and each not in BUILT_IN_POLICIES:
            raise UsageError(
                f"policy {each!r}: must be one of {', '.join(BUILT_IN_POLICIES)}, or in Python an object "
                f"with a method decide(situation).{did_you_mean(each, BUILT_IN_POLICIES)}"
            )
    return asked


def _table(plain: dict[str, Any]) -> Table:
    """Return a row for each policy."""
    rows = plain["policies"]
    columns: dict[str, tuple[Any, str, str]] = {
        "policy": (pa.array([row["policy"] for row in rows]), "", "policy at the highest command posts")
    }
    for name in _ESTIMATES:
        for part, values in estimate_columns([row[name] for row in rows]).items():
            columns[f"{name}_{part}"] = (pa.array(values, pa.float64()), "1", f"{part} of {name}")
    gaps = [row["gap"] for row in rows]
    for name, values in estimate_columns([gap["of_raid"] or {} for gap in gaps]).items():
        words = f"{name} over raids of the mean gap of decisions above what is proven of them"
        columns[f"gap_{name}"] = (pa.array(values, pa.float64()), "1", words)
    for name, kind, words in (
        ("worst", pa.float64(), "greatest gap of a decision"),
        ("proven", pa.int64(), "decisions that were held against a bound"),
    ):
        columns[f"gap_{name}"] = (pa.array([gap[name] for gap in gaps], kind), "1", words)
    for name, unit, words in (
        ("raids_changed", "1", "share of the raids that end otherwise than under the first policy"),
        ("run_time_s", "s", "CPU time a raid with compiled kernels"),
    ):
        columns[name] = (pa.array([row[name] for row in rows], pa.float64()), unit, words)
    told = columns.items()
    schema = pa.schema(
        [field(name, kept.type, unit, words, nullable=True) for name, (kept, unit, words) in told]
    )
    return Table(pa.Table.from_arrays([found for found, _, _ in columns.values()], schema=schema))
