"""Doctrine in words: what is fixed or drawn, and what the answer is under each alternative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from skykeep.language import name, tell, to_tell

from .doubt import sure_interval
from .shipped_words import shipped
from .words import plural, semicolons

__all__ = ["crew_sentence", "doctrine_basis", "doctrine_change", "doctrine_sentence", "moves_beyond_luck"]

_NO_DIFFERENCE = to_tell("no difference beyond the error of the computation")


def doctrine_sentence(summary: Mapping[str, Any]) -> str:
    """Return how the answer depends on doctrine, with its numbers where it is drawn, and the rules that are
    on; empty without any."""
    told = summary.get("doctrine", {})
    return " ".join(filter(None, [_firing_sentence(told), _rule_sentence(told.get("rules", {}))]))


def doctrine_change(summary: Mapping[str, Any]) -> str:
    """Return between how many leakers the answer moves with doctrine where it is drawn, or what fixes it."""
    told = summary.get("doctrine", {})
    answers = told.get("answers", [])
    if not answers:
        return _firing_sentence(told)
    if not moves_beyond_luck(answers):
        return f"doctrine, which nobody publishes: {_NO_DIFFERENCE}."
    found = sorted(answers, key=lambda each: float(each["leakers"]["mean"]))
    least, most = (
        f"{each['leakers']['mean']:.1f} leakers with {each['words']}" for each in (found[0], found[-1])
    )
    kinds = sorted({each["kind"] for each in (found[0], found[-1])})
    return (
        f"doctrine, which nobody publishes ({' and '.join(kinds)}), alone changed in the same raids of "
        f"{plural(answers[0]['worlds'], 'world')}: {least}, {most}."
    )


def _rule_sentence(rules: Mapping[str, str]) -> str:
    """Return the rules of doctrine that are on, of each fire unit that has any."""
    if not rules:
        return ""
    if len(set(rules.values())) == 1:
        words = shipped(next(iter(rules.values())))
        return tell("Rules of doctrine hold in every raid: {words}.", words=words)
    each = ". ".join(
        tell("Of {unit}: {words}", unit=name(unit), words=shipped(words)) for unit, words in rules.items()
    )
    return tell("Rules of doctrine hold in every raid. {each}.", each=each)


def _firing_sentence(told: Mapping[str, Any]) -> str:
    """Return how the answer depends on how rounds are spent."""
    answers = told.get("answers", [])
    if not answers:
        return _fixed(told.get("fire_units", {}), drawn=bool(told.get("drawn")))
    worlds = answers[0]["worlds"]
    leakers = semicolons(
        tell(
            "{doctrine} ({kind}): {mean:.1f}",
            doctrine=shipped(each["words"]),
            kind=shipped(each["kind"]),
            mean=each["leakers"]["mean"],
        )
        for each in answers
    )
    return tell(
        "It rests on doctrine, too, which nobody publishes and each world draws. In the same raids of "
        "{worlds}, doctrine alone changed, there leak with {leakers}{beyond}.",
        worlds=plural(worlds, "world"),
        leakers=leakers,
        beyond="" if moves_beyond_luck(answers) else f": {tell(_NO_DIFFERENCE)}",
    )


def _fixed(fire_units: Mapping[str, str], *, drawn: bool) -> str:
    """Return what the fire units do, where no alternatives were compared."""
    if drawn:
        return tell(
            "It rests on doctrine, too, which nobody publishes. Its alternatives are not compared here: the "
            "view draws nothing, or the run was stopped before."
        )
    if not fire_units:
        return ""
    if len(set(fire_units.values())) == 1:
        words = shipped(next(iter(fire_units.values())))
    else:
        words = semicolons(
            tell("{unit}: {words}", unit=name(unit), words=shipped(said)) for unit, said in fire_units.items()
        )
    return tell("Doctrine is fixed here: {words}.", words=words)


def moves_beyond_luck(answers: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether any alternative changes leakers by more than the error of computing, raid by raid."""
    errors = [each["more_leakers"]["mc_error_90"] for each in answers]
    return any(ends is not None and (ends[0] > 0.0 or ends[1] < 0.0) for ends in errors)


def crew_sentence(summary: Mapping[str, Any], raid_name: str, system: str) -> str:
    """Return what follows "How the crew fires": whether it decides, and what gets through with each
    alternative; empty where doctrine is fixed.
    """
    answers = summary["doctrine"].get("answers", [])
    if len(answers) < 2:
        return ""
    told = {
        "raid": shipped(raid_name),
        "system": system,
        "told": semicolons(
            tell(
                "{doctrine}{doubt}: {mean:.1f}",
                doctrine=shipped(each["words"]),
                doubt=_kind_and_doubt(each),
                mean=each["leakers"]["mean"],
            )
            for each in answers
        ),
    }
    if moves_beyond_luck(answers):
        return tell(
            "decides how many get through; nobody publishes it. Of {raid} there get past the {system}, in "
            "the same raids, with {told}.",
            **told,
        )
    return tell(
        "makes no difference beyond the error of the computation; nobody publishes it. Of {raid} there get "
        "past the {system}, in the same raids, with {told}.",
        **told,
    )


def _kind_and_doubt(answer: Mapping[str, Any]) -> str:
    """Return kind and doubt of one alternative in round brackets."""
    leakers = answer["leakers"]
    kind = shipped(answer["kind"])
    if leakers["ignorance_90"] is None:
        return tell(
            " ({kind}; too few worlds, {worlds}, to say how sure)", kind=kind, worlds=answer["worlds"]
        )
    sure = sure_interval(leakers)
    if sure[0].isalpha():
        return tell(" ({kind}; {sure})", kind=kind, sure=sure)
    return tell(" ({kind}; we are 90\u00a0% sure of {sure})", kind=kind, sure=sure)


def doctrine_basis(summary: Mapping[str, Any]) -> list[str]:
    """Return where doctrine comes from, as the first thing that an answer rests on."""
    told = summary.get("doctrine", {})
    if not told.get("drawn"):
        return [tell("Doctrine: fixed, by the scenario or the system.")] if told.get("fire_units") else []
    kinds = [each["kind"] for each in told["alternatives"]]
    assumed = kinds.count("assumed")
    return [
        tell(
            "Doctrine: one of {count} alternatives in each world, {assumed} of them assumed; [doctrine] in a "
            "scenario fixes it.",
            count=len(kinds),
            assumed=assumed,
        )
    ]
