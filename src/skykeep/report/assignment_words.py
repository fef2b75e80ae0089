"""Assignments in words: one line for each policy, and one sentence that a layman can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from skykeep.plurals import counted

__all__ = [
    "case_cells",
    "case_heading",
    "case_sentence",
    "gap_words",
    "gave_up_words",
    "many_cells",
    "many_sentence",
    "plan_lines",
]

Plain = Mapping[str, Any]

_GAP_SHOWN = 10.0
"""Gaps above that factor are told as such: the bound says little there."""
_EQUAL = 5e-9
"""Gaps below that are rounding."""
_SHOOTERS_SHOWN = 8
_ROUNDS_SHOWN = 40
"""Plans of more are in the JSON alone."""
_NONE = "-"
_PROVES = "exact"
"""The policy that ends with a proof, or gives up."""


def number_words(value: float) -> str:
    """Return a value with four digits, thousands parted."""
    if value == 0.0 or abs(value) >= 1e-4:
        return f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:,.4g}"
    return f"{value:.1e}"


def time_words(time_s: float) -> str:
    """Return a time with two digits."""
    if time_s >= 1.0:
        return f"{time_s:,.1f} s"
    return f"{1e3 * time_s:.0f} ms" if time_s >= 0.01 else f"{1e3 * time_s:.2g} ms"


def gap_words(gap: float | None) -> str:
    """Return a gap in per cent, ``-`` where there is none."""
    if gap is None:
        return _NONE
    if gap > _GAP_SHOWN:
        return f"> {100 * _GAP_SHOWN:,.0f} %"
    if abs(gap) < _EQUAL:
        return "0 %"
    return f"{100 * gap:.2g} %" if abs(gap) < 0.1 else f"{100 * gap:.0f} %"


def case_heading(case: Plain) -> str:
    """Return what a case is, in one line."""
    shooters, rounds = counted(case["shooters"], "shooter"), counted(case["rounds"], "round")
    threats = counted(case["threats"], "threat")
    return f"{case['name']}: {shooters} with {rounds}, {threats} worth {number_words(case['value'])}"


def case_cells(outcome: Plain, value: float, *, known: bool) -> tuple[str, ...]:
    """Return the cells of one policy: name, what gets through, its share, rounds, gaps, time.

    ``known`` says whether there is a column for the gap to the value that the file states.
    """
    surviving, span = outcome["value_surviving"], outcome["mc_error_90"]
    around = "" if span is None else f" ± {number_words(0.5 * (span[1] - span[0]))}"
    share = f"{100 * surviving / value:.3g} %" if value > 0.0 else _NONE
    return (
        outcome["policy"] + (f" ({outcome['looks']} looks)" if outcome["looks"] > 1 else ""),
        number_words(surviving) + around,
        share,
        f"{outcome['rounds_used']:,.4g}",
        "proven best" if outcome["proven"] else gap_words(outcome["gap"]),
        *([gap_words(outcome["gap_to_best_known"])] if known else []),
        time_words(outcome["run_time_s"]),
    )


def case_sentence(case: Plain) -> str:
    """Return the answer to a case in one sentence, and what the best a salvo could do is."""
    at_once = [each for each in case["policies"] if each["looks"] == 1]
    said = []
    if at_once:
        best = min(at_once, key=lambda each: each["value_surviving"])
        worst = max(at_once, key=lambda each: each["value_surviving"])
        share = best["value_surviving"] / case["value"] if case["value"] > 0.0 else 0.0
        sure = "no plan is better" if best["proven"] else f"at best {number_words(case['lower_bound'])} would"
        said.append(
            f"Fired at once, {number_words(best['value_surviving'])} of {number_words(case['value'])} "
            f"({100 * share:.2g} %) is expected to get through by {best['policy']}; {sure}."
        )
        if best["value_surviving"] > 0.0 and worst["value_surviving"] > 1.01 * best["value_surviving"]:
            times = worst["value_surviving"] / best["value_surviving"]
            said.append(f"By {worst['policy']} it is {times:.2g} times as much.")
    for each in case["policies"]:
        if each["looks"] > 1:
            said.append(
                f"Fired in {each['looks']} salvos with a look between, again only at what is left, it is "
                f"{number_words(each['value_surviving'])}."
            )
    return " ".join([*said, *gave_up_words([case])])


def gave_up_words(cases: Sequence[Plain]) -> list[str]:
    """Return what it means that ``exact`` did not end with a proof, in a sentence; nothing where it did."""
    open_gaps = [
        each["gap"]
        for case in cases
        for each in case["policies"]
        if each["policy"] == _PROVES and not each["proven"]
    ]
    if not open_gaps:
        return []
    where = "here" if len(cases) == 1 else f"in {len(open_gaps)} of {counted(len(cases), 'case')}"
    known = [gap for gap in open_gaps if gap is not None]
    above = f" ({gap_words(max(known))} above it at most)" if known else ""
    return [
        f"{_PROVES} gave up {where}: too many sets of rounds are nearly as good to list them all, or to "
        f"search them through. It shows its best plan beside the bound that stands{above}, and that plan may "
        "be the best or not."
    ]


def plan_lines(case: Plain) -> list[str]:
    """Return the best plan of one salvo, a line for each shooter; nothing where it would fill the screen."""
    at_once = [each for each in case["policies"] if each["looks"] == 1]
    if not at_once or case["shooters"] > _SHOOTERS_SHOWN or case["rounds"] > _ROUNDS_SHOWN:
        return []
    best = min(at_once, key=lambda each: each["value_surviving"])
    fired: dict[str, list[str]] = {}
    for shots in best["plan"]:
        fired.setdefault(shots["shooter"], []).append(f"{shots['rounds']} at {shots['threat']}")
    return [f"{shooter} fires {', '.join(shots)}" for shooter, shots in fired.items()]


def many_cells(cases: Sequence[Plain], place: int) -> tuple[str, ...]:
    """Return the cells of one policy over many cases: name, cases proven best, mean and worst gap, time."""
    outcomes = [case["policies"][place] for case in cases]
    gaps = [(each["gap"], case["name"]) for case, each in zip(cases, outcomes, strict=True)]
    known = [(gap, name) for gap, name in gaps if gap is not None]
    looks = any(each["looks"] > 1 for each in outcomes)
    mean = gap_words(fmean(gap for gap, _ in known)) if known else _NONE
    worst = max(known, default=(None, ""))
    references = [each["gap_to_best_known"] for each in outcomes if each["gap_to_best_known"] is not None]
    reached = sum(abs(gap) < _EQUAL for gap in references)
    return (
        outcomes[0]["policy"],
        _NONE if looks else f"{sum(each['proven'] for each in outcomes)} of {len(outcomes)}",
        f"{reached} of {len(references)}" if references else _NONE,
        mean,
        f"{gap_words(worst[0])} {worst[1] if worst[0] else ''}".rstrip(),
        time_words(sum(each["run_time_s"] for each in outcomes)),
    )


def many_sentence(cases: Sequence[Plain]) -> str:
    """Return in one sentence what many cases say of the policies."""
    names = [each["policy"] for each in cases[0]["policies"] if each["looks"] == 1]
    gaps = {
        name: [
            each["gap"]
            for case in cases
            for each in case["policies"]
            if each["policy"] == name and each["gap"] is not None
        ]
        for name in names
    }
    means = {name: fmean(found) for name, found in gaps.items() if found}
    if not means:
        return f"{counted(len(cases), 'case')}: no policy could be held against a bound above 0."
    best, worst = min(means, key=lambda name: means[name]), max(means, key=lambda name: means[name])
    if means[best] < _EQUAL:
        said = f"Over {counted(len(cases), 'case')}, {best} lets the least possible through"
    else:
        said = (
            f"Over {counted(len(cases), 'case')}, {best} lets {gap_words(means[best])} more through than is "
            "proven to get through whatever is done"
        )
    said += f"; {worst} {gap_words(means[worst])} more." if best != worst else "."
    return " ".join([said, *gave_up_words(cases)])
