"""Cases of a few threats on straight paths against fire units at one place, every column open to change.

All that the tests do not change is easy: every radar sees everything at the first look, and a round flies at
a constant 1000 m/s to anything between 2 and 50 km. Threats fly 250 m/s from 100 km in the north to the place
of the fire units, so they arrive after 400 s, and a shot at 50 km is launched after 150 s.
"""

from dataclasses import dataclass

import numpy as np

from skykeep.core.kernel.records import as_table
from skykeep.core.raid.tables.entities import (
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
    ThreatClass,
    Unit,
)
from skykeep.core.raid.tables.entities import Threat as ThreatRow
from skykeep.core.raid.vocabulary.codes import ACQUISITION, CONSTANT_SPEED, ENGAGEMENT, NO_LINK, UNLIMITED
from skykeep.core.raid.vocabulary.reasons import REASON_NAMES
from skykeep.core.raid.world import Case
from skykeep.engine import run_worlds
from skykeep.rng import entity_key

SEARCH_BIT, ENGAGEMENT_BIT = 1, 2
"""Bits of ``Sight.seen`` that the searching and the engagement radars own."""
BOTH = SEARCH_BIT | ENGAGEMENT_BIT


@dataclass(frozen=True, kw_only=True)
class Threat:
    """A threat and its straight path at one height; ``row`` changes fields of its row of ``Case.threats``.

    ``seen`` holds spans of the path (first and last second, bits of ``Sight.seen``); without any the path is
    in sight all along.
    """

    start_m: tuple[float, float] = (0.0, 100_000.0)
    end_m: tuple[float, float] = (0.0, 0.0)
    speed_mps: float = 250.0
    height_m: float = 1000.0
    step_s: float = 1.0
    seen: tuple[tuple[float, float, int], ...] = ((-np.inf, np.inf, BOTH),)
    aborted: bool = False
    row: tuple[tuple[str, float], ...] = ()

    def nodes(self):
        """Return the nodes of this path, and what is seen of them from the place of the fire units."""
        start_m, end_m = np.array(self.start_m), np.array(self.end_m)
        last_s = float(np.hypot(*(end_m - start_m))) / self.speed_mps
        t_s = np.append(np.arange(0.0, last_s - 1e-6, self.step_s), last_s)
        east_m, north_m = (start_m + (end_m - start_m) * (t_s / last_s)[:, None]).T
        ground_m = np.hypot(east_m, north_m)
        nodes, view = Node.table(t_s.size), Sight.table(t_s.size)
        nodes["path_s"] = t_s
        nodes["alt_msl_m"] = nodes["height_agl_m"] = self.height_m
        nodes["speed_mps"] = self.speed_mps
        view["ground_m"] = ground_m
        view["slant_m"] = np.hypot(ground_m, self.height_m)
        view["azimuth_rad"] = np.arctan2(east_m, north_m) % (2.0 * np.pi)
        view["elevation_rad"] = np.arctan2(self.height_m, ground_m)
        for first_s, end_s, bits in self.seen:
            view["seen"][(t_s >= first_s) & (t_s <= end_s)] |= bits
        return nodes, view


def changed(table, base, changes, count):
    """Return ``count`` rows: the base, changed alike by a dict or each by its own of several."""
    rows = table.table(count)
    each = [changes or {}] * count if not isinstance(changes, list) else changes
    for row, own in zip(rows, each, strict=True):
        for name, value in (base | own).items():
            row[name] = value
    return rows


def keys(name, count):
    """Return the keys of some entities in the streams of random numbers."""
    return [entity_key(f"{name}/{number}") for number in range(count)]


def small_case(
    *threats,
    units=1,
    search=None,
    engagement=None,
    unit=None,
    launcher=None,
    launchers=1,
    rounds=None,
    luck=None,
    doctrine=None,
    rcs_m2=1.0,
    confirm=(1, 1),
    posts=None,
    links=(),
    seed=3,
):
    """Return a case; each keyword changes fields by name, alike for all rows or by a list of dicts.

    Every fire unit has a searching and an engagement radar, ``launchers`` launchers and an interceptor of its
    own; ``rounds`` may also change ``kill_p``; ``doctrine`` replaces (salvo size, hold fire, first choice,
    ...) of each unit. All fire units belong to one post; ``posts`` holds one dict for each of several, where
    those without units come last, ``links`` (from post, to post, a dict of figures) in order of the first.
    """
    threats = threats or (Threat(),)
    nodes, views = zip(*(threat.nodes() for threat in threats), strict=True)
    ends = np.cumsum([len(path) for path in nodes])
    radars = Radar.table(2 * units)
    easy = {
        "snr_range4_per_m2": np.inf,
        "instrumented_m": np.inf,
        "revisit_s": 1.0,
        "elevation_min_rad": -np.pi,
        "elevation_max_rad": np.pi,
        "sector_half_rad": np.pi,
        "link": NO_LINK,
    }
    radars[0::2] = changed(Radar, easy | {"role": ACQUISITION, "sight_bit": 0}, search, units)
    radars[1::2] = changed(Radar, easy | {"role": ENGAGEMENT, "sight_bit": 1}, engagement, units)
    radars["key"] = keys("radar", 2 * units)
    post_rows = changed(Post, {"notice_s": 5.0, "above": -1, "down_link": -1}, posts, len(posts or [{}]))
    post_rows["key"] = keys("post", len(post_rows))
    if posts is None:
        post_rows["end_unit"] = units
    link_rows = link_table(links)
    for number in range(len(post_rows)):
        own = [row for row, (first, *_) in enumerate(links) if first == number] or [0]
        post_rows["first_link"][number] = own[0]
        post_rows["end_link"][number] = own[0] + sum(first == number for first, *_ in links)
    paths = Path.table(len(threats))
    paths["first_node"], paths["end_node"] = ends - [len(path) for path in nodes], ends
    paths["aborted"] = [threat.aborted for threat in threats]
    first_sight = np.zeros((len(threats), 2 * units), np.int64)
    for number, view in enumerate(views):
        for radar in range(2 * units):
            visible = np.flatnonzero(view["seen"] & (1 << radar % 2))
            first_sight[number, radar] = paths["first_node"][number] + [*visible, len(view)][0]
    unit_rows = changed(
        Unit,
        {
            "partial_salvo": True,
            "target_channels": UNLIMITED,
            "missile_channels": UNLIMITED,
            "slew_rate_radps": 1.0,
            "assessment_s": 5.0,
            "reaction_s": 10.0,
            "assigner": -1,
        },
        unit,
        units,
    )
    unit_rows["key"] = keys("unit", units)
    for number, post in enumerate(post_rows):
        unit_rows["post"][post.first_unit : post.end_unit] = number
        radars["post"][2 * post.first_unit : 2 * post.end_unit] = number
    unit_rows["radar"] = 2 * np.arange(units) + 1
    unit_rows["first_launcher"] = launchers * np.arange(units)
    unit_rows["end_launcher"] = launchers * (np.arange(units) + 1)
    loaded = {"present": True, "rounds": 8, "reload_s": np.inf}
    launcher_rows = changed(Launcher, loaded, launcher, units * launchers)
    launcher_rows["key"] = keys("launcher", units * launchers)
    if not isinstance(launcher, list):
        launcher_rows["interceptor"] = np.repeat(np.arange(units), launchers)
    kinds = len(rounds) if isinstance(rounds, list) else units
    each = rounds if isinstance(rounds, list) else [rounds or {}] * kinds
    round_rows = changed(
        Interceptor,
        {
            "flyout_mode": CONSTANT_SPEED,
            "flyout_level": 1000.0,
            "range_step_m": 1.0,
            "height_step_m": 1.0,
            "range_min_m": 2_000.0,
            "range_max_m": 50_000.0,
            "alt_max_msl_m": np.inf,
            "target_speed_max_mps": 700.0,
        },
        [{name: value for name, value in own.items() if name != "kill_p"} for own in each],
        kinds,
    )
    chances = Chances.table(1)
    for name in Chances.dtype.names:
        chances[name] = name not in ("missed_kill", "false_kill", "decoy_recognised", "taken_for_decoy")
    for name, value in (luck or {}).items():
        chances[name] = value
    threat_rows = ThreatRow.table(len(threats))
    threat_rows["key"] = keys("threat", len(threats))
    threat_rows["first_path"] = np.arange(len(threats))
    threat_rows["bearings"] = 1
    for aim in ("aim_unit", "aim_radar", "aim_post", "aim_launcher"):
        threat_rows[aim] = -1
    for row, threat in zip(threat_rows, threats, strict=True):
        for name, value in threat.row:
            row[name] = value
    classes = ThreatClass.table(1, 1)
    classes["rcs_m2"] = classes["rcs_low_band_m2"] = rcs_m2
    salvos, choices = doctrine_tables(
        [[[1, 0, number]] for number in range(units)] if doctrine is None else doctrine
    )
    return Case(
        seed=seed,
        confirm_m=confirm[0],
        confirm_n=confirm[1],
        snr_first_db=0.0,
        snr_step_db=1.0,
        paths=paths,
        first_sight=first_sight,
        nodes=np.concatenate(nodes).view(np.recarray),
        sights=np.concatenate(views)[None].view(np.recarray),
        radars=radars[None],
        posts=post_rows[None],
        links=link_rows[None],
        units=unit_rows[None],
        doctrine=salvos,
        choices=choices,
        launchers=launcher_rows[None],
        interceptors=round_rows[None],
        kill_p=as_table(np.array([[[own.get("kill_p", 1.0)] for own in each]])),
        flyout_time_s=np.zeros((kinds, 2, 2, 2)),
        threats=threat_rows,
        classes=classes,
        p_detect=np.ones((1, 2)),
        chances=chances,
        given=Given.table(0, len(threats)),
        given_kill_u=np.zeros((0, 0, len(threats))),
        believed_kill_p=np.array([[own.get("kill_p", 1.0)] for own in each]),
    )


def link_table(links):
    """Return rows of links of (from post, to post, figures)."""
    rows = Link.table(len(links))
    rows["key"] = keys("link", len(links))
    for number, (first, to, figures) in enumerate(links):
        rows["to_post"][number] = to
        rows["back"][number] = [
            *(row for row, other in enumerate(links) if other[:2] == (to, first)),
            NO_LINK,
        ][0]
        for name, value in figures.items():
            rows[name][number] = value
    return rows


def doctrine_tables(rows):
    """Return ``Case.doctrine`` and ``Case.choices`` of [unit][class] rows of (salvo size, hold fire, first
    choice, ...), every salvo alike."""
    table = np.array(rows)
    doctrine = Doctrine.table(1, *table.shape[:2])
    doctrine["salvo_size"] = doctrine["later_salvo_size"] = table[..., 0]
    doctrine["hold_fire"] = table[..., 1]
    return doctrine, as_table(table[None, ..., 2:])


def reasons(case):
    """Return the reason of each threat of the first raid, None for what did not leak; the ledger agrees."""
    results = run_worlds(case, 0, 1, replications=1).results
    codes = results.threats["reason"][0]
    found = np.bincount(codes, minlength=len(REASON_NAMES) + 1)
    assert np.array_equal(results.ledger[0], found[1:])
    return tuple(None if code == 0 else REASON_NAMES[code - 1] for code in codes)
