"""The policies: each is one row here and one file beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .answer import Answer, answer_of
from .canonical import in_canonical_order
from .column_generation import answer_column_generation
from .exact import answer_exact
from .instance import I64, Instance
from .iterated_search import plan_iterated_search
from .linear_assignment import plan_linear_assignment
from .local_search import plan_local_search
from .nearest_first import plan_nearest_first
from .rolling import answer_rolling
from .value_greedy import plan_value_greedy

__all__ = ["POLICIES", "Policy", "Rule"]


class Rule(NamedTuple):
    """What a policy may know beside the instance: salvos with a look between them, and the seed of plays."""

    looks: int
    seed: int


class Policy(NamedTuple):
    """One way to decide which rounds go at which threats.

    ``words`` finish the sentence "the policy ...", ``wrong`` says when it is wrong, ``source`` where it is
    from. ``looks`` tells policies that look between salvos from those that spend all at once.
    """

    answer: Callable[[Instance, Rule], Answer]
    words: str
    wrong: str
    source: str
    looks: bool = False


def _without_rule(answer: Callable[[Instance], Answer]) -> Callable[[Instance, Rule], Answer]:
    """Return a policy that needs to know the instance alone."""
    return lambda instance, _: answer(instance)


def _spent_at_once(plan: Callable[[Instance], I64]) -> Callable[[Instance, Rule], Answer]:
    """Return a policy that is a plan."""
    return _without_rule(lambda instance: answer_of(instance, plan(instance)))


def _reordered(answer: Callable[[Instance, Rule], Answer]) -> Callable[[Instance, Rule], Answer]:
    """Return a policy that does not depend on how shooters and threats are listed."""

    def ordered(instance: Instance, rule: Rule) -> Answer:
        return in_canonical_order(instance, lambda inner: answer(inner, rule))

    return ordered


POLICIES: dict[str, Policy] = {
    "nearest-first": Policy(
        _spent_at_once(plan_nearest_first),
        "serves threats in their order, each with the best round left, and goes round again",
        "values differ, or a round kept for a later threat would do more there",
        "what raids of skykeep play; the order of the file stands for the order of arrival",
    ),
    "value-greedy": Policy(
        _reordered(_spent_at_once(plan_value_greedy)),
        "sends each round in turn where it takes most value off, and never takes one back",
        "shooters differ much in what they hit: the best round is soon spent where another would have done",
        "den Broeder, Ellison and Emerling 1959",
    ),
    "linear-assignment": Policy(
        _reordered(_spent_at_once(plan_linear_assignment)),
        "matches rounds to threats one to one as well as can be, then does so again on top",
        "some threats should get two rounds before others get one",
        "Manne 1958, with layers",
    ),
    "local-search": Policy(
        _reordered(_spent_at_once(plan_local_search)),
        "starts from the better of the two before and trades rounds in chains until no trade helps",
        "only a long chain of trades would help",
        "Ahuja, Kumar, Jha and Orlin 2007",
    ),
    "iterated-search": Policy(
        _reordered(_spent_at_once(plan_iterated_search)),
        "shakes the values and searches again, twenty times, and keeps the best plan",
        "hardly ever by much, but it does not know how far off it is",
        "Ahuja and others 2007 with noise as of Charon and Hudry 1993",
    ),
    "rolling": Policy(
        _reordered(lambda instance, rule: answer_rolling(instance, looks=rule.looks, seed=rule.seed)),
        "fires some, looks, and plans again with what is left at what is left",
        "there is no time to look, or looks err: kills are taken to be seen at once and without error",
        "after Hosein and Athans 1990",
        looks=True,
    ),
    "column-generation": Policy(
        _reordered(_without_rule(answer_column_generation)),
        "finds what every plan must let through, and a plan close to that",
        "never wrong about the bound; its plan may be above it",
        "Gilmore and Gomory 1961; Lu and Chen 2021",
    ),
    "exact": Policy(
        _reordered(_without_rule(answer_exact)),
        "finds the best plan and proves that none is better",
        "it gives up where too many sets of rounds are nearly as good; it then says that nothing is proven",
        "column generation, every set within the gap listed, then branch and bound",
    ),
}
"""By name, from the quickest rule to the proof."""
