"""What a back-test says in words: failures first, then scores a line each, and where claims lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from skykeep.plurals import NBSP, counted
from skykeep.study.backtest.judge import DAYS_LEAST

__all__ = [
    "CLAIM_COLUMNS",
    "COLUMNS",
    "MORE_COLUMNS",
    "SIZE_COLUMNS",
    "SIZE_SCORE_COLUMNS",
    "claim_rows",
    "comparison_title",
    "correlation_sentence",
    "event_sentences",
    "headline_sentences",
    "law_words",
    "more_score_rows",
    "quality_sentence",
    "score_rows",
    "size_rows",
    "size_score_rows",
]

CLASSES = {
    "owa_uav": "One-way attack UAVs",
    "cruise_subsonic": "Subsonic cruise missiles",
    "ballistic": "Ballistic missiles",
    "missile_supersonic": "Supersonic missiles",
}
MEASURES = {"shot_down": "shot down", "neutralised": "shot down, lost or jammed"}
READINGS = {"as_written": "a zero means none", "zeros_not_stated": "a zero means not stated"}
LAWS = {
    "simulated": "skykeep, nothing fitted",
    "simulated_fitted": "skykeep, two numbers fitted",
    "binomial": "binomial",
    "beta_binomial": "beta-binomial",
    "quarter_regression": "beta-binomial, size and quarter",
    "last_quarter": "last quarter's rate",
}
COLUMNS = ("predicted by", "90 % holds", "width", "CRPS", "log score")
MORE_COLUMNS = ("predicted by", "50 % holds", "none stopped", "all stopped")
QUALITIES = {
    "A": "audit or debris count",
    "B": "independent, or against the claimant's interest",
    "C": "one side's official figure",
    "D": "one side's, weak or relayed",
    "E": "shown wrong or contradicted",
}
STANDS = {"inside": "inside", "partly": "partly inside", "above": "above", "below": "below"}
SIZES = {"above 20": "more than 20"}
WIDE = 0.8
"""A band as wide as this share of the launched says little, as in the rule for days."""


def headline_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what an adviser reads first: how often it fails, and how many claims lie inside."""
    told = []
    failed, passed = len(found["failures"]), len(found["passes"])
    if failed or passed:
        told.append(
            f"Of {counted(failed + passed, 'test')} on the days after {found['record']['split']} it fails "
            f"{failed} and passes {passed}; {len(found['not_judged'])} more have too few days. A test is one "
            "class, reading and size of raid, with nothing fitted or with two numbers fitted."
        )
        by_counts = sum(row["only_by_counts"] for row in found["failures"])
        if by_counts:
            told.append(
                f"{by_counts} of the failures could not be helped: where few threats are launched there are "
                f"few counts, and an interval of whole counts holds more than 95{NBSP}% of days by itself."
            )
        told += list(_class_sentences(found))
        told.append(f"The rule, fixed beforehand: {found['rule'][0].lower()}{found['rule'][1:]}")
    if found["record"] is not None:
        told += _unscored_sentences(found["record"])
    stands = [claim["stands"] for event in found["events"] for claim in event["claims"]]
    if stands:
        told.append(
            f"Of {counted(len(stands), 'claim')} about {counted(len(found['events']), 'single raid')} "
            f"this many lie inside the 5 to 95{NBSP}% band of the simulated raids: {stands.count('inside')}; "
            f"partly inside: {stands.count('partly')}; above: {stands.count('above')}; "
            f"below: {stands.count('below')}."
        )
    return told


def _unscored_sentences(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield each class of the record that no comparison is of, with its rows, and why."""
    for name, facts in (record["left_out"] | record["not_scored"]).items():
        yield f"Not scored: {name!r}, {counted(facts['rows'], 'row')}: {facts['why']}."


def _class_sentences(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield for each class, as it is written and shot down, how the largest raids that are judged fare: of
    these a law has most to say."""
    for each in found["comparisons"]:
        if each["reading"] != "as_written" or each["measure"] != "shot_down":
            continue
        judged = [row for row in each["verdicts"] if row["passed"] is not None]
        if not judged:
            continue
        size = [name for name in each["record"]["strata"] if any(row["stratum"] == name for row in judged)][
            -1
        ]
        parts = [
            f"{LAWS[row['model']].removeprefix('skykeep, ')} {_holds(each, row)} ({_verdict(row)})"
            for row in judged
            if row["stratum"] == size
        ]
        name = CLASSES.get(each["record_class"], each["record_class"])
        record = each["record"]["strata"][size]["mean_share"]["value"]
        yield (
            f"{name}, days with {SIZES.get(size, size)} launched, {100 * record:.0f}{NBSP}% stopped on "
            f"record: {'; '.join(parts)}."
        )


def _holds(found: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """Return what is predicted, what share of days the interval holds, and how wide it is."""
    scores = found["models"][row["model"]]["strata"][row["stratum"]]
    cover, width = scores["cover_90"]["value"], scores["width_90"]["value"]
    return (
        f"{100 * scores['mean_share']['value']:.0f}{NBSP}% predicted, the 90{NBSP}% interval holds "
        f"{100 * cover:.0f}{NBSP}% of days at a width of {100 * width:.0f}{NBSP}% of the launched"
    )


def comparison_title(found: Mapping[str, Any]) -> str:
    """Return what one comparison is of."""
    name = CLASSES.get(found["record_class"], found["record_class"])
    return (
        f"{name}, {MEASURES[found['measure']]}, {READINGS[found['reading']]}: "
        f"{counted(found['test_days'], 'day')} predicted, {found['development_days']} before them"
    )


def law_words(name: str, model: Mapping[str, Any]) -> str:
    """Return a law in a few words, marked where numbers of it are fitted to the record or come along."""
    words: str = LAWS.get(name, model["words"])
    if model["fitted_elsewhere"]:
        return f"{words} (as shipped)"
    return words


SIZE_COLUMNS = (
    "launched",
    "days",
    "predicted by",
    "stopped",
    "on record",
    "90 % holds",
    "width",
    "verdict",
)
SIZE_SCORE_COLUMNS = (
    "launched",
    "predicted by",
    "CRPS (less beta-binomial)",
    "log score (less beta-binomial)",
)
CODES = {
    "too_sure": "too sure",
    "too_unsure": "too unsure",
    "too_wide": "too wide",
    "crps": "CRPS",
    "log_score": "log score",
    "no_baseline": "nothing to compare with",
}


def size_rows(found: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield each simulation in each size of raid with its verdict, in order of size."""
    verdicts = {(row["model"], row["stratum"]): row for row in found["verdicts"]}
    for size, law, scores in _judged(found):
        yield (
            size,
            str(scores["days"]),
            LAWS[law].removeprefix("skykeep, "),
            f"{100 * scores['mean_share']['value']:.0f}{NBSP}%",
            _percent_cell(found["record"]["strata"][size]["mean_share"]),
            _percent_cell(scores["cover_90"]),
            f"{100 * scores['width_90']['value']:.0f}{NBSP}%",
            _verdict(verdicts[law, size]),
        )


def size_score_rows(found: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the scores of each simulation in each size of raid, beside the beta-binomial law."""
    for size, law, scores in _judged(found):
        against = found["paired"][law].get("beta_binomial", {}).get(size)
        less = (_less(scores, against, name) for name in ("crps", "log_score"))
        yield (size, LAWS[law].removeprefix("skykeep, "), *less)


def _judged(found: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield size, law and scores of each simulation that a size of raid has days for."""
    laws = list(dict.fromkeys(row["model"] for row in found["verdicts"]))
    for size in (name for name in found["record"]["strata"] if name != "all"):
        for law in laws:
            scores = found["models"][law]["strata"][size]
            if scores["days"]:
                yield size, law, scores


def _less(scores: Mapping[str, Any], against: Mapping[str, Any] | None, name: str) -> str:
    """Return a score, and in brackets its difference to the beta-binomial law with its interval."""
    own = f"{scores[name]['value']:.3f}"
    if against is None:
        return own
    difference = against[name]
    if difference["sampling_90"] is None:
        return f"{own} ({difference['value']:+.3f})"
    low, high = difference["sampling_90"]
    return f"{own} ({difference['value']:+.3f}; {low:+.3f} to {high:+.3f})"


def _verdict(row: Mapping[str, Any]) -> str:
    """Return a verdict in a few words."""
    if row["passed"]:
        return "passes"
    if row["passed"] is None:
        return "not judged: few days"
    faults = ", ".join(CODES[code] for code in row["codes"])
    return f"fails: {faults}{' (counts are few)' if row['only_by_counts'] else ''}"


def score_rows(found: Mapping[str, Any], *, stratum: str = "all") -> Iterator[tuple[str, ...]]:
    """Yield each law as cells of :data:`COLUMNS`: scores, in brackets what other weeks might make them."""
    for words, scores in _scored(found, stratum):
        yield (
            words,
            _percent_cell(scores["cover_90"]),
            _percent_cell(scores["width_90"]),
            _number_cell(scores["crps"], 3),
            _number_cell(scores["log_score"]),
        )


def more_score_rows(found: Mapping[str, Any], *, stratum: str = "all") -> Iterator[tuple[str, ...]]:
    """Yield the record, then each law, as cells of :data:`MORE_COLUMNS`: narrower intervals, and extremes."""
    record = found["record"]["strata"][stratum]
    yield ("on record", "", *(_count_cell(record[name]) for name in ("p_none", "p_all")))
    for words, scores in _scored(found, stratum):
        yield (words, *(_percent_cell(scores[name]) for name in ("cover_50", "p_none", "p_all")))


def _scored(found: Mapping[str, Any], stratum: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the words and the scores of each law; single lay-downs in the reading as it is written alone."""
    for name, model in found["models"].items():
        if model["kind"] != "alternative" or found["reading"] == "as_written":
            yield law_words(name, model), model["strata"][stratum]


def _percent_cell(score: Mapping[str, Any]) -> str:
    """Return a share with its interval, in per cent."""
    if score["value"] is None:
        return "-"
    found = f"{100 * score['value']:.0f}{NBSP}%"
    if score["sampling_90"] is None:
        return found
    low, high = (100 * end for end in score["sampling_90"])
    return f"{found} ({low:.0f} to {high:.0f})"


def _count_cell(share: Mapping[str, Any]) -> str:
    """Return a share on record with the interval of its count."""
    return _percent_cell({"value": share["value"], "sampling_90": share["count_error_90"]})


def _number_cell(score: Mapping[str, Any], digits: int = 2) -> str:
    """Return a number with its interval."""
    if score["value"] is None:
        return "-"
    found = f"{score['value']:.{digits}f}"
    if score["sampling_90"] is None:
        return found
    low, high = score["sampling_90"]
    return f"{found} ({low:.{digits}f} to {high:.{digits}f})"


def correlation_sentence(found: Mapping[str, Any]) -> str:
    """Return how alike the threats of a day fare, on record and simulated, and what was fitted."""
    parts = list(_correlations(found))
    if found["test_days"] < DAYS_LEAST:
        parts = [f"not told, {counted(found['test_days'], 'day')} are too few"]
    told = [f"Intraclass correlation of the days: {', '.join(parts)}."] if parts else []
    fitted = found["models"].get("simulated_fitted")
    if fitted is not None:
        numbers = fitted["numbers"]
        told.append(
            f"Fitted to {counted(numbers['development_days'], 'day')} until the split and written back "
            f"nowhere: {numbers['effective_units']:.2f}{_ends(numbers['effective_units_90'])} effective "
            f"units, raid dispersion {numbers['raid_dispersion']:.3g}"
            f"{_ends(numbers['raid_dispersion_90'], 3)}."
        )
    return " ".join(told)


def _correlations(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the intraclass correlation on record and of each simulation, with its interval."""
    record = found["record"]["correlation_test"]
    if record is not None:
        yield f"on record {record:.2f}{_ends(found['record']['correlation_test_90'])}"
    for name in ("simulated", "simulated_fitted"):
        drawn = found["models"].get(name, {}).get("correlation")
        if drawn is not None:
            low, high = drawn["drawn_90"]
            yield f"{LAWS[name]} {drawn['value']:.2f} ({low:.2f} to {high:.2f})"


def _ends(interval: Sequence[float] | None, digits: int = 2) -> str:
    """Return the ends of an interval in brackets, nothing where there is none."""
    if interval is None:
        return ""
    low, high = (f"{end:.{digits}f}" for end in interval)
    return f" ({low} to {high})"


CLAIM_COLUMNS = (
    "claimed by",
    "of",
    "stopped",
    "share",
    "5 to 95 % of raids",
    "raids below",
    "the claim lies",
)


def claim_rows(event: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield each claim: what was stopped of what, the band of the raids, and where in them it lies."""
    for claim in event["claims"]:
        low, high = claim["place"]
        below = f"{100 * low:.0f}" if low == high else f"{100 * low:.0f} to {100 * high:.0f}"
        wide = ", band too wide to say much" if claim["width"] >= WIDE else ""
        yield (
            f"{claim['claimant']} [{claim['quality']}]",
            _about(claim),
            f"{_stopped(claim)} of {claim['launched']}",
            _per_cent(claim["share"]),
            _per_cent(claim["band_90"]),
            f"{below}{NBSP}%",
            f"{STANDS[claim['stands']]}{wide}",
        )


def event_sentences(event: Mapping[str, Any]) -> list[str]:
    """Return the name of an event, what each lay-down alone would stop, and what was not modelled."""
    told = [event["name"]]
    seen = set()
    for claim in event["claims"]:
        about = _about(claim)
        if about not in seen:
            seen.add(about)
            parts = [
                f"{lay['words']} {_per_cent(claim['by_alternative'][lay['id']]['band_90'])}"
                for lay in event["alternatives"]
            ]
            told.append(f"Each lay-down alone (assumed), {about}: {'; '.join(parts)}.")
    told.append(f"Not modelled: {'; '.join(event['not_modelled'])}.")
    return told


def _about(claim: Mapping[str, Any]) -> str:
    """Return the classes that a claim is about, in words."""
    return ", ".join(name.replace("-", " ") for name in claim["classes"]) or "everything"


def quality_sentence() -> str:
    """Return what the letters of claims mean."""
    return f"Claims: {'; '.join(f'{letter} {words}' for letter, words in QUALITIES.items())}."


def _stopped(claim: Mapping[str, Any]) -> str:
    """Return the number that is claimed."""
    low, high = claim["stopped"]
    if low == high:
        return f"{low}"
    return f"at most {high}" if low == 0 else f"{low} to {high}"


def _per_cent(ends: Sequence[float]) -> str:
    """Return an interval in per cent, one number where both ends are the same."""
    low, high = (f"{100 * end:.0f}" for end in ends)
    return f"{low}{NBSP}%" if low == high else f"{low} to {high}{NBSP}%"
