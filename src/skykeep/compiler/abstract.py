"""Cases without ground or radar: straight inbound threats against fire units with a given picture.

They carry the textbook models (salvos, shoot-look-shoot, channels, magazines, layers, decoys, loss systems)
into the real engine, for reference cases and for comparison with other simulators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..core.kernel.records import Cube, Grid, Rows, as_table
from ..core.raid.tables.entities import (
    Chances,
    Doctrine,
    Given,
    Interceptor,
    Launcher,
    Link,
    Node,
    Path,
    Post,
    Radar,
    Sight,
    Threat,
    ThreatClass,
    Unit,
)
from ..core.raid.tables.wear import NO_POOL, Move, Part, Pool, Stand, Supply, WearTables
from ..core.raid.vocabulary.codes import (
    CONSTANT_SPEED,
    CONSTANT_TIME,
    ENGAGEMENT,
    LAUNCHER_PART,
    NO_LINK,
    UNLIMITED,
)
from ..core.raid.world import Case
from ..rng import entity_key
from .shared_kill import raid_kill_law

__all__ = ["AbstractDefence", "AbstractRaid", "abstract_case"]

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstractDefence:
    """One fire unit: launchers of one interceptor at the radar, channels, doctrine and luck.

    ``salvo_by_class`` gives each class of threats its salvo, in place of ``salvo_size`` for all. Launchers
    fail after ``mtbf_s`` in the mean, infinite for never, and work again after ``mttr_s`` in the mean.
    """

    launchers: int
    rounds_per_launcher: int
    kill_p: float
    channels: int = UNLIMITED
    salvo_size: int = 1
    salvo_by_class: tuple[int, ...] = ()
    max_salvos: int = 0
    partial_salvo: bool = True
    launch_interval_s: float = 0.0
    assessment_s: float = 0.0
    interceptor_speed_mps: float = 0.0
    flight_time_s: float = 0.0
    range_max_m: float = np.inf
    range_min_m: float = 0.0
    track_raid_p: float = 1.0
    track_target_p: float = 1.0
    common_kill_p: float = 1.0
    raid_kill_share: float = 0.0
    missed_kill_p: float = 0.0
    false_kill_p: float = 0.0
    mtbf_s: float = np.inf
    mttr_s: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstractRaid:
    """Straight inbound threats: where the path begins, how fast they come, how they are spaced, when they are
    known.

    ``start_s`` and ``ready_s`` have the shape [1 or raids, threats]; ``kill_u`` [raids, threats, shots]
    replaces the keyed kill draws. ``classes`` is the class of each threat, the first for all if left out; the
    last ``decoys`` threats do no harm.
    """

    threats: int
    range_m: float
    speed_mps: float
    start_s: F64
    ready_s: F64
    kill_u: F64 | None = None
    spacing_mean_s: float = 0.0
    classes: tuple[int, ...] = ()
    decoys: int = 0

    @property
    def class_count(self) -> int:
        """Number of classes."""
        return max(self.classes, default=0) + 1


def _set(rows: Any, **fields: Any) -> Any:
    """Return rows with some fields set, the others left at zero."""
    for name, value in fields.items():
        rows[name] = value
    return rows


def _nodes(raid: AbstractRaid) -> Rows[Node]:
    """Two nodes of a straight line to the site."""
    rows: Rows[Node] = _set(Node.table(2), speed_mps=raid.speed_mps)
    rows["path_s"] = [0.0, raid.range_m / raid.speed_mps]
    return rows


def _sights(raid: AbstractRaid) -> Grid[Sight]:
    """The same from the site: always in sight."""
    rows: Grid[Sight] = _set(Sight.table(1, 2), seen=1)
    rows["slant_m"][0, 0] = rows["ground_m"][0, 0] = raid.range_m
    return rows


def _posts(defences: Sequence[AbstractDefence], worlds: int, *, apart: bool) -> Grid[Post]:
    """Return one post, to which all fire units belong, or one for each, with links to all others."""
    posts = len(defences) if apart else 1
    first = np.arange(posts)
    rows: Grid[Post] = _set(
        Post.table(worlds, posts),
        key=[entity_key("post" if not number else f"post/{number}") for number in range(posts)],
        first_unit=first,
        end_unit=first + 1 if apart else len(defences),
        first_link=first * (posts - 1),
        end_link=(first + 1) * (posts - 1),
        notice_s=defences[0].assessment_s,
        above=-1,
        down_link=-1,
    )
    return rows


def _links(posts: int, worlds: int, loss_p: float) -> Grid[Link]:
    """Return links at once from each post to all others, those of a post together."""
    ways = [(start, end) for start in range(posts) for end in range(posts) if start != end]
    rows: Grid[Link] = _set(Link.table(worlds, len(ways)), loss_p=loss_p)
    for number, (start, end) in enumerate(ways):
        rows["key"][:, number] = entity_key(f"link/{start}/{end}")
        rows["to_post"][:, number] = end
        rows["back"][:, number] = ways.index((end, start))
    return rows


def _units(defences: Sequence[AbstractDefence], worlds: int, *, apart: bool) -> Grid[Unit]:
    ends = np.cumsum([defence.launchers for defence in defences])
    rows: Grid[Unit] = _set(
        Unit.table(worlds, len(defences)),
        key=[entity_key("unit" if not number else f"unit/{number}") for number in range(len(defences))],
        post=np.arange(len(defences)) if apart else 0,
        first_launcher=ends - [defence.launchers for defence in defences],
        end_launcher=ends,
        max_salvos=[defence.max_salvos for defence in defences],
        partial_salvo=[defence.partial_salvo for defence in defences],
        target_channels=[defence.channels for defence in defences],
        missile_channels=UNLIMITED,
        slew_rate_radps=1.0,
        assessment_s=[defence.assessment_s for defence in defences],
        assigner=-1,
    )
    return rows


def _doctrine(defences: Sequence[AbstractDefence], classes: int, worlds: int) -> Cube[Doctrine]:
    salvos = [[(*defence.salvo_by_class, *[defence.salvo_size] * classes)[:classes]] for defence in defences]
    sizes = np.concatenate(salvos)[None]
    rows: Cube[Doctrine] = _set(
        Doctrine.table(worlds, len(defences), classes),
        salvo_size=sizes,
        later_salvo_size=sizes,
        without_rules=True,
    )
    return rows


def _launchers(defences: Sequence[AbstractDefence], worlds: int) -> Grid[Launcher]:
    owners = [number for number, defence in enumerate(defences) for _ in range(defence.launchers)]
    rows: Grid[Launcher] = _set(
        Launcher.table(worlds, len(owners)),
        key=[entity_key(f"launcher/{number}") for number in range(len(owners))],
        interceptor=owners,
        present=True,
        rounds=[defences[owner].rounds_per_launcher for owner in owners],
        interval_s=[defences[owner].launch_interval_s for owner in owners],
        reload_s=np.inf,
    )
    return rows


def _interceptors(defences: Sequence[AbstractDefence], worlds: int) -> Grid[Interceptor]:
    """One interceptor for each fire unit."""
    timed = [defence.interceptor_speed_mps <= 0.0 for defence in defences]
    rows: Grid[Interceptor] = _set(
        Interceptor.table(worlds, len(defences)),
        flyout_mode=[CONSTANT_TIME if constant else CONSTANT_SPEED for constant in timed],
        flyout_level=[
            defence.flight_time_s if constant else defence.interceptor_speed_mps
            for defence, constant in zip(defences, timed, strict=True)
        ],
        range_step_m=1.0,
        height_step_m=1.0,
        range_max_m=[defence.range_max_m for defence in defences],
        range_min_m=[defence.range_min_m for defence in defences],
        alt_max_msl_m=np.inf,
        alt_min_agl_m=-np.inf,
        target_speed_max_mps=np.inf,
    )
    return rows


def _radars(worlds: int) -> Grid[Radar]:
    rows: Grid[Radar] = _set(
        Radar.table(worlds, 1),
        key=entity_key("radar"),
        role=ENGAGEMENT,
        link=NO_LINK,
        snr_range4_per_m2=np.inf,
        instrumented_m=np.inf,
        revisit_s=1.0,
        elevation_min_rad=-np.pi,
        elevation_max_rad=np.pi,
        sector_half_rad=np.pi,
    )
    return rows


def _chances(defence: AbstractDefence, worlds: int) -> Rows[Chances]:
    rows: Rows[Chances] = _set(
        Chances.table(worlds),
        cued=1.0,
        track_raid=defence.track_raid_p,
        track_target=defence.track_target_p,
        common_kill=defence.common_kill_p,
        missed_kill=defence.missed_kill_p,
        false_kill=defence.false_kill_p,
    )
    for name in ("launchers_ready", "channels_ready", "reaction"):
        for limit in ("low", "best", "high"):
            rows[f"{name}_{limit}"] = 1.0
    return rows


def _wear(defences: Sequence[AbstractDefence], worlds: int) -> WearTables | None:
    """Return the launchers as parts that fail; None where none does."""
    if all(np.isinf(defence.mtbf_s) for defence in defences):
        return None
    owners = [defence for defence in defences for _ in range(defence.launchers)]
    parts: Grid[Part] = _set(
        Part.table(worlds, len(owners)),
        key=[entity_key(f"part/{number}") for number in range(len(owners))],
        part_kind=LAUNCHER_PART,
        row=np.arange(len(owners)),
        pool=NO_POOL,
        move=-1,
        mtbf_s=[owner.mtbf_s for owner in owners],
        mttr_s=[owner.mttr_s for owner in owners],
    )
    supply: Grid[Supply] = _set(Supply.table(worlds, len(defences)), stock=-1)
    none = Pool.table(worlds, 0), Move.table(worlds, 0), Stand.table(worlds, 0)
    return WearTables(parts, *none, supply)


def _threats(raid: AbstractRaid) -> Rows[Threat]:
    rows: Rows[Threat] = _set(
        Threat.table(raid.threats),
        key=[entity_key(f"threat/{number}") for number in range(raid.threats)],
        threat_class=raid.classes or 0,
        decoy=np.arange(raid.threats) >= raid.threats - raid.decoys,
        bearings=1,
        aim_unit=-1,
        aim_radar=-1,
        aim_post=-1,
        aim_launcher=-1,
        spacing_mean_s=max(raid.spacing_mean_s, 0.0),
    )
    return rows


def _given(raid: AbstractRaid) -> tuple[Grid[Given], F64]:
    """Return the given picture, and the kill draws."""
    raids = np.broadcast_shapes(raid.start_s.shape, raid.ready_s.shape)[0]
    rows: Grid[Given] = _set(Given.table(raids, raid.threats), start_s=raid.start_s, ready_s=raid.ready_s)
    if raid.kill_u is None:
        return rows, np.zeros((0, 0, raid.threats))
    # the first shots of all threats side by side: few ask for the last ones
    return rows, np.ascontiguousarray(raid.kill_u.transpose(0, 2, 1))


def abstract_case(
    defence: AbstractDefence,
    raid: AbstractRaid,
    *,
    seed: int,
    worlds: int = 1,
    others: Sequence[AbstractDefence] = (),
    link_loss_p: float | None = None,
) -> Case:
    """Return a compiled case of fire units against straight inbound threats with a given picture.

    Rows of ``raid.start_s`` and ``raid.ready_s`` are read by raid, again from the first after the last.
    ``others`` are further fire units at the same place, which know the same picture; tracking, assessment and
    common luck are those of the first. All belong to one post, unless ``link_loss_p`` is given: then each has
    a post of its own, and a report from one to another is lost with this chance.
    """
    apart = link_loss_p is not None
    defences = (defence, *others)
    units, classes = len(defences), raid.class_count
    given, given_kill_u = _given(raid)
    kill_p = np.broadcast_to([[[each.kill_p] * classes for each in defences]], (worlds, units, classes))
    return Case(
        seed=seed,
        confirm_m=1,
        confirm_n=1,
        snr_first_db=0.0,
        snr_step_db=1.0,
        paths=_set(Path.table(1), end_node=2),
        first_sight=as_table(np.full((1, 1), 0)),
        nodes=_nodes(raid),
        sights=_sights(raid),
        radars=_radars(worlds),
        posts=_posts(defences, worlds, apart=apart),
        links=_links(units if apart else 1, worlds, link_loss_p or 0.0),
        units=_units(defences, worlds, apart=apart),
        doctrine=_doctrine(defences, classes, worlds),
        choices=as_table(np.broadcast_to(np.arange(units)[None, :, None, None], (worlds, units, classes, 1))),
        launchers=_launchers(defences, worlds),
        interceptors=_interceptors(defences, worlds),
        kill_p=as_table(kill_p),
        flyout_time_s=as_table(np.zeros((units, 2, 2, 2))),
        threats=_threats(raid),
        classes=_set(ThreatClass.table(worlds, classes), rcs_m2=1.0),
        p_detect=as_table(np.ones((classes, 2))),
        chances=_chances(defence, worlds),
        given=given,
        given_kill_u=as_table(given_kill_u),
        believed_kill_p=as_table(kill_p[0]),
        raid_kill_p=raid_kill_law(kill_p, defence.raid_kill_share),
        wear=_wear(defences, worlds),
    )
