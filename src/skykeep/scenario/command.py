"""What a scenario's fire units know of each other, in words: command posts, links, or none."""

from __future__ import annotations

from skykeep.model import BUILT_IN_POLICIES, Figure, FormationSite, Scenario
from skykeep.plurals import counted

from .build import CatalogueLike

__all__ = ["command_sentences", "coordination_words", "formation_words", "policy_words", "waiting_words"]


def coordination_words(scenario: Scenario) -> str:
    """Return what runs where there are several fire units, and with what coordination; empty for one."""
    count = len(scenario.fire_units)
    if count < 2:
        return ""
    units = counted(count, "fire unit")
    if scenario.sharing == "perfect":
        return (
            f"{units} share every track, engagement and kill at once and without error, as the scenario asks "
            "(sharing = perfect): no more than one of them shoots at a threat at a time."
        )
    alone = [unit.id for unit in scenario.fire_units if not unit.under]
    if not alone:
        return (
            f"{units} are told of tracks, engagements and kills by the command posts above them, over links "
            f"that take time and lose some reports; {_who_decides(scenario)}."
        )
    return (
        f"{counted(len(alone), 'fire unit')} of {count} without a command post above ({', '.join(alone)}): "
        "such a one knows what its own radars see, and may shoot at a threat that another one is shooting "
        "at."
    )


def _who_decides(scenario: Scenario) -> str:
    """Return who decides what fire units under posts shoot at."""
    if scenario.policy == BUILT_IN_POLICIES[0]:
        return "each decides for itself what to shoot at"
    return "those order what to shoot at"


def policy_words(scenario: Scenario) -> str:
    """Return who decides what is shot at where a command post does; empty where each fire unit does."""
    own = {each.id: each.policy for each in scenario.placed if each.policy}
    if scenario.policy == BUILT_IN_POLICIES[0] and all(name == scenario.policy for name in own.values()):
        return ""
    said = [f"threats are assigned by the highest command posts, {scenario.policy}"]
    said += [f"by that of {post}, {name}" for post, name in own.items()]
    command = scenario.command
    when = f"at most every {command.period_s:g} s" if command.period_s else "whenever something happens"
    return (
        f"{'; '.join(said)}; they decide {when} about shots within {command.look_ahead_s:g} s, by the best "
        f"public kill chances, and a fire unit without word from its post fights alone after "
        f"{command.waits_s:g} s (assumed)"
    )


def command_sentences(scenario: Scenario) -> tuple[str, ...]:
    """Return who decides what is shot at, and how long fire units wait for a post that is gone, as every
    answer says it; nothing where each fire unit decides and waits for nobody."""
    said = (policy_words(scenario), waiting_words(scenario))
    return tuple(f"{words[0].upper()}{words[1:]}." for words in said if words)


def waiting_words(scenario: Scenario) -> str:
    """Return how long fire units wait for a post that is gone; empty where nothing is said, and where
    :func:`policy_words` says it."""
    after_s = scenario.command.autonomous_after_s
    if not after_s or policy_words(scenario):
        return ""
    return f"a fire unit that loses the post above it waits {after_s:g} s for orders (assumed)"


def formation_words(site: FormationSite, scenario: Scenario, catalogue: CatalogueLike) -> str:
    """Return what a formation is: its post, its radars, who is under it and how its links are."""
    formation = catalogue.formations[site.formation]
    known = catalogue.systems[formation.system].radars
    radars = [radar.name for radar in known if radar.id in formation.post_radars]
    lower = ", ".join(each.id for each in scenario.placed if each.under == site.id)
    at_post = f" with {', '.join(radars)}" if radars else ""
    link = formation.link
    return (
        f"{formation.name}: command post {formation.post_name}{at_post}; under it {lower or 'nobody'}; a "
        f"report takes {_limits(link.latency_s)} s, {_limits(link.loss_p, 100.0)} % are lost "
        f"({link.latency_s.kind}), unless a link of the scenario says otherwise"
    )


def _limits(figure: Figure, factor: float = 1.0) -> str:
    """Return best value and limits of a figure."""
    best, low, high = (factor * value for value in (figure.best, figure.low, figure.high))
    return f"{best:g} ({low:g} to {high:g})"
