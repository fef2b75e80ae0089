"""The moments at which a raid was decided, in plain words: what happened, and why it decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from skykeep.engine.scene import DecisiveMoment, Scene

from .run_words import REASON_WORDS
from .story_words import of_one
from .words import plural

__all__ = ["DECISIVE_TITLES", "decisive_rows", "short_ids"]

DECISIVE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "begins": "The raid begins",
        "first_track": "First track",
        "first_engagement": "First shot",
        "first_kill": "First kill",
        "channels_full": "Channels full",
        "decoy_engaged": "A round goes to a decoy",
        "survived": "A leaker survives its last round",
        "judged_dead": "Held dead, and alive",
        "last_round": "Last round fired",
        "radar_lost": "Engagement radar lost",
        "search_radar_lost": "Searching radar lost",
        "post_lost": "Command post lost",
        "launcher_lost": "Launcher lost",
        "out_of_action": "Out of action",
        "traffic_shot_down": "Traffic shot down",
        "first_leak": "First leak",
        "over": "The raid is over",
    }
)


def decisive_rows(
    moments: Iterable[DecisiveMoment], scene: Scene, threats: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the decisive moments of a raid as plain data, with title and reason in words.

    Parameters
    ----------
    moments
        What ``decisive_moments`` found in the scene.
    scene
        The raid.
    threats
        Its rows of threats, which say why each leaker leaked.
    """
    names = short_ids(actor.id for actor in scene.of_kind("threat"))
    why = {row["threat"]: row["reason"] for row in threats}
    return [
        {
            "time_s": moment.time_s,
            "rank": moment.rank,
            "moment": moment.name,
            "title": DECISIVE_TITLES[moment.name],
            "reason": _REASONS[moment.name](_Told(moment, scene, names, why)),
            "actor": moment.actor,
            "about": moment.about or None,
            **moment.place._asdict(),
            "counts": dict(moment.counts),
        }
        for moment in moments
    ]


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Return ids without the parts that all begin with, of which the last two always stay:
    ``cruise-missile/3`` for ``raid/axis-0/cruise-missile/3`` where nothing else flies in."""
    parts = {name: name.split("/") for name in ids}
    shared = 0
    shortest = min((len(each) for each in parts.values()), default=0)
    while shared < shortest - 2 and len({each[shared] for each in parts.values()}) == 1:
        shared += 1
    return {name: "/".join(each[shared:]) for name, each in parts.items()}


class _Told:
    """A moment with what its words need."""

    def __init__(
        self, moment: DecisiveMoment, scene: Scene, names: Mapping[str, str], why: Mapping[str, str | None]
    ) -> None:
        self.moment, self.scene, self.names, self.why = moment, scene, names, why

    @property
    def actor(self) -> str:
        """Who did it, or whom it is about."""
        return self.names.get(self.moment.actor, self.moment.actor)

    @property
    def about(self) -> str:
        """The threat that it is about."""
        return self.names.get(self.moment.about, self.moment.about)

    def count(self, name: str) -> int:
        """Return one of the counts."""
        return self.moment.counts[name]

    @property
    def flying(self) -> str:
        """How many real threats fly then, as a main clause."""
        flying = self.count("flying")
        return f"{plural(flying, 'real threat')} {'flies' if flying == 1 else 'fly'} then"

    def of_all(self, name: str) -> str:
        """Return a count among all real threats."""
        return f"{self.count(name)} of {plural(self.count('threats'), 'real threat')}"


def _begins(told: _Told) -> str:
    return (
        f"{plural(told.count('threats'), 'real threat')} will fly in; {told.actor} is the first on its way."
    )


def _first_track(told: _Told) -> str:
    return f"{told.actor} is the first to confirm a track, of {told.about}; {told.flying}."


def _first_engagement(told: _Told) -> str:
    return f"{told.actor} fires {plural(told.count('rounds'), 'round')} at {told.about}; {told.flying}."


def _first_kill(told: _Told) -> str:
    killed = told.count("killed")
    more = "the only kill of the raid" if killed == 1 else f"the first of {killed} kills"
    return f"A round of {told.actor} kills {told.about}: {more}."


def _channels_full(told: _Told) -> str:
    waiting, channels = told.count("waiting"), told.count("channels")
    used = "The only channel" if channels == 1 else f"All {channels} channels"
    is_are = "is" if channels == 1 else "are"
    waits = f"{plural(waiting, 'known real threat')} {'waits' if waiting == 1 else 'wait'}"
    return f"{used} of {told.actor} {is_are} in use for the first time; {waits if waiting else 'none waits'}."


def _last_round(told: _Told) -> str:
    after_s = told.moment.counts.get("reloaded_after_s")
    again = "none is ready again in this raid" if after_s is None else f"the next is ready {after_s} s later"
    fired = told.count("fired")
    return f"After {plural(fired, 'round')} {told.actor} has none ready, and {again}; {told.flying}."


def _survived(told: _Told) -> str:
    others = told.count("others")
    also = (
        f" {plural(others, 'other leaker')} {'was' if others == 1 else 'were'} shot at, too."
        if others
        else ""
    )
    rounds = told.count("rounds")
    every = "the only round" if rounds == 1 else f"the last of {rounds} rounds"
    return f"{told.about} flies on past {every} fired at it, and leaks.{also}"


def _judged_dead(told: _Told) -> str:
    return f"{told.actor} judges {told.about} dead, wrongly: it flies on and leaks."


def _first_leak(told: _Told) -> str:
    reason = told.why.get(told.moment.actor)
    why = f": it {of_one(REASON_WORDS.get(reason, reason.replace('_', ' ')))}" if reason else ""
    return f"{told.actor} reaches its aim{why}. In all {told.of_all('leaked')} leak."


def _hit(what: str) -> Callable[[_Told], str]:
    return lambda told: f"{told.about} hits {what} {told.actor}; {told.flying}."


def _out_of_action(told: _Told) -> str:
    return f"{told.actor} fails or leaves its place; {told.flying}."


def _traffic(told: _Told) -> str:
    side = told.scene.by_id[told.moment.about].side
    return f"{told.actor} shoots down {told.about}, a {side} aircraft."


def _decoy(told: _Told) -> str:
    rounds = told.count("rounds")
    go = f"{plural(rounds, 'round')} {'goes' if rounds == 1 else 'go'}"
    return f"{told.actor} fires at {told.about}, a decoy; in all {go} at decoys."


def _over(told: _Told) -> str:
    count = told.count("killed")
    killed = f"{count} {'was' if count == 1 else 'were'} killed"
    if told.count("leaked") == 0:
        return f"None of {plural(told.count('threats'), 'real threat')} leaked; {killed}."
    return f"{told.of_all('leaked')} leaked, {killed}."


_REASONS: Mapping[str, Callable[[_Told], str]] = MappingProxyType(
    {
        "begins": _begins,
        "first_track": _first_track,
        "first_engagement": _first_engagement,
        "first_kill": _first_kill,
        "channels_full": _channels_full,
        "decoy_engaged": _decoy,
        "survived": _survived,
        "judged_dead": _judged_dead,
        "last_round": _last_round,
        "radar_lost": _hit("the engagement radar of"),
        "search_radar_lost": _hit("the searching radar"),
        "post_lost": _hit("the post"),
        "launcher_lost": _hit("a launcher of"),
        "out_of_action": _out_of_action,
        "traffic_shot_down": _traffic,
        "first_leak": _first_leak,
        "over": _over,
    }
)
