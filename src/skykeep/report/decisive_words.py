"""The moments at which a raid was decided, in plain words: what happened, and why it decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from skykeep.engine.scene import DecisiveMoment, Scene
from skykeep.language import name, tell, to_tell

from .run_words import happened
from .words import plural

__all__ = ["DECISIVE_TITLES", "decisive_rows", "short_ids"]

DECISIVE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "begins": to_tell("The raid begins"),
        "first_track": to_tell("First track"),
        "first_engagement": to_tell("First shot"),
        "first_kill": to_tell("First kill"),
        "channels_full": to_tell("Channels full"),
        "decoy_engaged": to_tell("A round goes to a decoy"),
        "survived": to_tell("A leaker survives its last round"),
        "judged_dead": to_tell("Held dead, and alive"),
        "last_round": to_tell("Last round fired"),
        "radar_lost": to_tell("Engagement radar lost"),
        "search_radar_lost": to_tell("Searching radar lost"),
        "post_lost": to_tell("Command post lost"),
        "launcher_lost": to_tell("Launcher lost"),
        "out_of_action": to_tell("Out of action"),
        "traffic_shot_down": to_tell("Traffic shot down"),
        "first_leak": to_tell("First leak"),
        "over": to_tell("The raid is over"),
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
            "title": tell(DECISIVE_TITLES[moment.name]),
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
        return name(self.names.get(self.moment.actor, self.moment.actor))

    @property
    def about(self) -> str:
        """The threat that it is about."""
        return name(self.names.get(self.moment.about, self.moment.about))

    def count(self, of: str) -> int:
        """Return one of the counts."""
        return self.moment.counts[of]

    @property
    def flying(self) -> str:
        """How many real threats fly then, as a main clause."""
        flying = self.count("flying")
        threats = plural(flying, "real threat")
        if flying == 1:
            return tell("{threats} flies then", threats=threats)
        return tell("{threats} fly then", threats=threats)

    def of_all(self, of: str) -> str:
        """Return a count among all real threats."""
        threats = plural(self.count("threats"), "real threat")
        return tell("{count} of {threats}", count=self.count(of), threats=threats)


def _begins(told: _Told) -> str:
    return tell(
        "{threats} will fly in; {actor} is the first on its way.",
        threats=plural(told.count("threats"), "real threat"),
        actor=told.actor,
    )


def _first_track(told: _Told) -> str:
    return tell(
        "{actor} is the first to confirm a track, of {about}; {flying}.",
        actor=told.actor,
        about=told.about,
        flying=told.flying,
    )


def _first_engagement(told: _Told) -> str:
    return tell(
        "{actor} fires {rounds} at {about}; {flying}.",
        actor=told.actor,
        rounds=plural(told.count("rounds"), "round"),
        about=told.about,
        flying=told.flying,
    )


def _first_kill(told: _Told) -> str:
    killed = told.count("killed")
    return tell(
        "A round of {actor} kills {about}: {more}.",
        actor=told.actor,
        about=told.about,
        more=tell("the only kill of the raid")
        if killed == 1
        else tell("the first of {killed} kills", killed=killed),
    )


def _channels_full(told: _Told) -> str:
    waiting, channels = told.count("waiting"), told.count("channels")
    threats = plural(waiting, "known real threat")
    if waiting == 0:
        waits = tell("none waits")
    elif waiting == 1:
        waits = tell("{threats} waits", threats=threats)
    else:
        waits = tell("{threats} wait", threats=threats)
    if channels == 1:
        return tell(
            "The only channel of {actor} is in use for the first time; {waits}.",
            actor=told.actor,
            waits=waits,
        )
    return tell(
        "All {channels} channels of {actor} are in use for the first time; {waits}.",
        channels=channels,
        actor=told.actor,
        waits=waits,
    )


def _last_round(told: _Told) -> str:
    after_s = told.moment.counts.get("reloaded_after_s")
    return tell(
        "After {rounds} {actor} has none ready, and {again}; {flying}.",
        rounds=plural(told.count("fired"), "round"),
        actor=told.actor,
        again=tell("none is ready again in this raid")
        if after_s is None
        else tell("the next is ready {seconds} s later", seconds=after_s),
        flying=told.flying,
    )


def _survived(told: _Told) -> str:
    rounds, others = told.count("rounds"), told.count("others")
    leakers = plural(others, "other leaker")
    also = (
        ""
        if not others
        else tell(" {leakers} was shot at, too.", leakers=leakers)
        if others == 1
        else tell(" {leakers} were shot at, too.", leakers=leakers)
    )
    said = tell(
        "{about} flies on past {rounds} fired at it, and leaks.",
        about=told.about,
        rounds=tell("the only round") if rounds == 1 else tell("the last of {rounds} rounds", rounds=rounds),
    )
    return f"{said}{also}"


def _judged_dead(told: _Told) -> str:
    return tell(
        "{actor} judges {about} dead, wrongly: it flies on and leaks.", actor=told.actor, about=told.about
    )


def _first_leak(told: _Told) -> str:
    reason = told.why.get(told.moment.actor)
    reaches = (
        tell("{actor} reaches its aim: it {why}.", actor=told.actor, why=happened(reason, to_one=True))
        if reason
        else tell("{actor} reaches its aim.", actor=told.actor)
    )
    return tell("{reaches} In all {leaked} leak.", reaches=reaches, leaked=told.of_all("leaked"))


def _hit(words: str) -> Callable[[_Told], str]:
    return lambda told: tell(words, about=told.about, actor=told.actor, flying=told.flying)


def _out_of_action(told: _Told) -> str:
    return tell("{actor} fails or leaves its place; {flying}.", actor=told.actor, flying=told.flying)


def _traffic(told: _Told) -> str:
    shot = {"actor": told.actor, "about": told.about}
    if told.scene.by_id[told.moment.about].side == "friendly":
        return tell("{actor} shoots down {about}, a friendly aircraft.", **shot)
    return tell("{actor} shoots down {about}, a neutral aircraft.", **shot)


def _decoy(told: _Told) -> str:
    count = told.count("rounds")
    rounds = plural(count, "round")
    return tell(
        "{actor} fires at {about}, a decoy; in all {go}.",
        actor=told.actor,
        about=told.about,
        go=tell("{rounds} goes at decoys", rounds=rounds)
        if count == 1
        else tell("{rounds} go at decoys", rounds=rounds),
    )


def _over(told: _Told) -> str:
    count = told.count("killed")
    killed = (
        tell("{count} was killed", count=count) if count == 1 else tell("{count} were killed", count=count)
    )
    if told.count("leaked") == 0:
        threats = plural(told.count("threats"), "real threat")
        return tell("None of {threats} leaked; {killed}.", threats=threats, killed=killed)
    return tell("{leaked} leaked, {killed}.", leaked=told.of_all("leaked"), killed=killed)


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
        "radar_lost": _hit(to_tell("{about} hits the engagement radar of {actor}; {flying}.")),
        "search_radar_lost": _hit(to_tell("{about} hits the searching radar {actor}; {flying}.")),
        "post_lost": _hit(to_tell("{about} hits the post {actor}; {flying}.")),
        "launcher_lost": _hit(to_tell("{about} hits a launcher of {actor}; {flying}.")),
        "out_of_action": _out_of_action,
        "traffic_shot_down": _traffic,
        "first_leak": _first_leak,
        "over": _over,
    }
)
