"""``skykeep.assign``: which rounds shall go at which threats, by several policies, with a proven bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from skykeep.engine.schemas import field
from skykeep.errors import UsageError, did_you_mean
from skykeep.model import LOOKS_MAX, AssignmentCase
from skykeep.scenario.assignment_file import read_assignment_files

from .kinds import refuses_wrong_kinds
from .options import job_count, seed_asked, whole_asked
from .records import Record
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.engine.assignment import AssignmentResult, PolicyResult

__all__ = ["Assigned", "Assignment", "PolicyOutcome", "asked_policies", "assign"]

ASSUMED = (
    "kill probabilities are as given, and no interval is known for them",
    "each shot is independent of every other",
    "a policy that looks sees every kill at once and without error",
)
"""What every number rests on."""


class PolicyOutcome(Record):
    """What one policy made of one case; :class:`skykeep.engine.assignment.PolicyResult` says what each is."""

    __slots__ = ()

    policy: str
    value_surviving: float
    mc_error_90: tuple[float, float] | None
    rounds_used: float
    run_time_s: float
    looks: int
    lower_bound: float
    gap: float | None
    gap_to_best_known: float | None
    proven: bool
    plan: tuple[Record, ...]


class Assigned(Record):
    """One case and what the policies made of it; ``lower_bound`` holds for every plan of one salvo."""

    __slots__ = ()

    name: str
    file: str | None
    shooters: int
    threats: int
    rounds: int
    value: float
    best_known_value: float | None
    lower_bound: float
    bound_time_s: float
    policies: tuple[PolicyOutcome, ...]

    def __repr__(self) -> str:
        return f"<Assigned {self.name}: {self.rounds} rounds at {self.threats} threats>"


class Assignment(Tabled):
    """Cases and what each policy made of them: ``instances``, and a ``table`` with a row for each pair.

    ``policies`` says of each policy what it does, when it is wrong and where it is from; ``assumed`` what all
    numbers rest on; ``remarks`` what in the files was no case or was not read.
    """

    __slots__ = ()

    instances: tuple[Assigned, ...]
    policies: Record
    assumed: tuple[str, ...]
    remarks: tuple[str, ...]
    seed: int

    def __repr__(self) -> str:
        return f"<Assignment of {len(self.instances)} cases by {', '.join(self.policies)}>"

    @property
    def table(self) -> Table:
        """One row for each case and policy."""
        return _table(self.to_json())

    @property
    def _rows_shown(self) -> int:
        return 8


@refuses_wrong_kinds
def assign(
    source: Path | str | AssignmentCase | Sequence[AssignmentCase],
    *,
    policy: str | Sequence[str] | None = None,
    looks: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    tick: Callable[[], object] = lambda: None,
) -> Assignment:
    """Return what assignment policies make of static cases: who fires how many rounds at which threat.

    Parameters
    ----------
    source
        Path of an assignment file or of a folder of them, or cases as objects.
    policy
        Name of a policy, or several; by default all.
    looks
        Salvos there is time for, 1 to 20, for policies that look between them; by default what a case says.
    seed
        Of what is played; 0 by default.
    jobs
        Workers that share the cases, all cores by default; never changes a result but the run times.
    tick
        Called after each case and policy.

    Raises
    ------
    SkykeepError
        If a file cannot be read or is not valid, or there is no such policy.

    Examples
    --------
    >>> case = AssignmentCase(
    ...     name="two at two",
    ...     shooters=("a", "b"),
    ...     rounds=(1, 1),
    ...     threats=("x", "y"),
    ...     value_by_threat=(10.0, 5.0),
    ...     kill_p=((0.9, 0.8), (0.5, 0.1)),
    ... )
    >>> [round(each.value_surviving, 3) for each in assign(case, policy="exact").instances[0].policies]
    [5.5]
    """
    from skykeep.engine.assignment import policy_descriptions, run_policies
    from skykeep.study.executors import Stop, choose_executor

    names = asked_policies(policy)
    salvos = None if looks is None else whole_asked("looks", looks, 1, LOOKS_MAX)
    luck = 0 if seed is None else seed_asked(seed)
    cases, files, remarks = _cases_of(source)
    stop = Stop()

    def step() -> None:
        if stop.wanted:
            raise KeyboardInterrupt
        tick()

    def run(place: int) -> tuple[int, AssignmentResult]:
        return place, run_policies(cases[place], names, looks=salvos, seed=luck, tick=step)

    found = dict(choose_executor(job_count(jobs)).map(run, range(len(cases)), stop))
    described = policy_descriptions()
    return Assignment(
        {
            "instances": [_assigned(found[place], files[place]) for place in range(len(cases))],
            "policies": {name: dict(described[name]) for name in names},
            "assumed": list(ASSUMED),
            "remarks": remarks,
            "seed": luck,
        }
    )


def asked_policies(given: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the names of the policies asked for, each once, all where none is.

    Raises
    ------
    UsageError
        If there is no such policy.
    """
    from skykeep.engine.assignment import policy_descriptions

    known = tuple(policy_descriptions())
    if given is None or not given:
        return known
    names = (given,) if isinstance(given, str) else tuple(given)
    for name in names:
        if name not in known:
            raise UsageError(
                f"policy {name!r}: must be one of {', '.join(known)}.{did_you_mean(str(name), known)}"
            )
    return tuple(dict.fromkeys(names))


def _cases_of(
    source: Path | str | AssignmentCase | Sequence[AssignmentCase],
) -> tuple[list[AssignmentCase], list[str | None], list[str]]:
    """Return cases, the file of each, and remarks."""
    if isinstance(source, Path | str):
        read = read_assignment_files(source)
        cases = [case for file in read for case in file.cases]
        files: list[str | None] = [str(file.path) for file in read for _ in file.cases]
        return cases, files, [remark for file in read for remark in file.remarks]
    cases = [source] if isinstance(source, AssignmentCase) else list(source)
    for case in cases:
        if not isinstance(case, AssignmentCase):
            raise UsageError(f"source: given {type(case).__name__}; must be a path or an AssignmentCase")
    return cases, [None] * len(cases), []


def _assigned(found: AssignmentResult, file: str | None) -> Assigned:
    """Return one case with its outcomes as plain values."""
    case = found.case
    return Assigned(
        {
            "name": case.name,
            "file": file,
            "shooters": len(case.shooters),
            "threats": len(case.threats),
            "rounds": sum(case.rounds),
            "value": found.value,
            "best_known_value": case.best_known_value,
            "lower_bound": found.lower_bound,
            "bound_time_s": found.bound_time_s,
            "policies": [_outcome(each) for each in found.policies],
        }
    )


def _outcome(found: PolicyResult) -> PolicyOutcome:
    """Return one outcome as plain values."""
    plain = asdict(found)
    span = plain["mc_error_90"]
    return PolicyOutcome(
        plain | {"mc_error_90": None if span is None else list(span), "plan": list(plain["plan"])}
    )


_COLUMNS: dict[str, tuple[Any, str, str]] = {
    "policy": (pa.string(), "", "policy"),
    "value_surviving": (pa.float64(), "1", "expected value that gets through"),
    "rounds_used": (pa.float64(), "1", "mean rounds fired"),
    "run_time_s": (pa.float64(), "s", "CPU time with compiled kernels"),
    "looks": (pa.int32(), "1", "salvos with a look between them"),
    "lower_bound": (pa.float64(), "1", "what every such policy lets through"),
    "gap": (pa.float64(), "1", "above the bound, as a share of it"),
    "gap_to_best_known": (pa.float64(), "1", "above the value that the file states, as a share of it"),
    "proven": (pa.bool_(), "", "whether it is proven to be the best plan of one salvo"),
}


def _table(plain: dict[str, Any]) -> Table:
    """Return one row for each case and policy."""
    pairs = [(case, each) for case in plain["instances"] for each in case["policies"]]
    fields = [field("instance", pa.string(), "", "name of the case")]
    arrays = [pa.array([case["name"] for case, _ in pairs], pa.string())]
    fields += [
        field(name, kind, unit, words, nullable=True) for name, (kind, unit, words) in _COLUMNS.items()
    ]
    arrays += [pa.array([each[name] for _, each in pairs], kind) for name, (kind, _, _) in _COLUMNS.items()]
    return Table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)))
