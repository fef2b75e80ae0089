"""Small raids made at random, with every mechanism that the twin knows on in some of them.

Numbers are drawn without round values, so that nothing happens at the same time but what belongs together.
"""

from dataclasses import dataclass
from math import nan, pi, tau
from random import Random

import numpy as np

from skykeep.core.kernel.records import as_table
from skykeep.core.raid.tables import entities as rows
from skykeep.core.raid.tables.recognition import Recognition
from skykeep.core.raid.vocabulary.codes import ACQUISITION, ENGAGEMENT, LOW_ALTITUDE, NO_LINK, UNLIMITED
from skykeep.core.raid.world import Case
from skykeep.rng import entity_key

from .random_arms import RandomArms
from .random_command import POLICIES, RandomCommand
from .random_duties import RandomDuties
from .random_effects import RandomEffects
from .random_raids import ENGAGEMENT_BIT, SEARCH_BIT, RandomRaid
from .random_wear import RandomWear

FEATURES = (
    "known_places",
    "aims",
    "air",
    "alone",
    "bearings",
    "bending",
    "channels",
    "clutter",
    "coast",
    "decoys",
    "dwell",
    "errors",
    "failures",
    "gaps",
    "heights",
    "jamming",
    "kinds",
    "links",
    "losses",
    "luck",
    "mirror",
    "moves",
    "notch",
    "operators",
    "passive",
    "policies",
    "posts",
    "recognition",
    "reload",
    "remote",
    "repair",
    "room",
    "rules",
    "salvos",
    "sectors",
    "shared_luck",
    "silence",
    "sites",
    "spacing",
    "strikers",
    "tables",
    "traffic",
    "transloaders",
    "turns",
    "waves",
    "whole_salvos",
)
GRID_DB = (0.0, 0.5)
SPARED = ("spares_radar_p", "spares_post_p", "spares_launcher_p")


@dataclass(frozen=True)
class Sizes:
    """How large a raid is, and what is on."""

    seed: int
    units: int = 2
    threats: int = 4
    on: frozenset = frozenset(FEATURES)


def drawn_sizes(seed, always=()):
    """Return the size of a random raid, and what is on in it: by chance, and always."""
    random = Random(seed)
    share = random.choice([0.15, 0.4, 0.7, 1.0])
    on = frozenset(feature for feature in FEATURES if random.random() < share) | set(always)
    return Sizes(seed=seed, units=random.randint(1, 3), threats=random.randint(1, 8), on=on)


def random_case(sizes):
    """Return a compiled case of one world, which depends on ``sizes`` alone."""
    return RandomScene(sizes).case()


class RandomScene(RandomCommand, RandomRaid, RandomArms, RandomWear, RandomDuties, RandomEffects):
    """Makes one case; the order of its draws is that of its methods."""

    def __init__(self, sizes):
        self.sizes, self.on = sizes, sizes.on
        self.random = Random(repr((sizes.seed, sizes.units, sizes.threats, sorted(sizes.on))))
        self.units, self.threats = sizes.units, sizes.threats
        self.classes = self.random.randint(1, 3) if self.units else 1
        self.kinds = self.random.randint(1, 3) if "kinds" in self.on else 1

    # --- draws

    def between(self, low, high):
        """Return a number without a round value."""
        return self.random.uniform(low, high)

    def either(self, feature, on, off, chance=0.6):
        """Return ``on``, which is called if it can be, in some cases if a feature is on, else ``off``."""
        chosen = on if feature in self.on and self.random.random() < chance else off
        return chosen() if callable(chosen) else chosen

    def fill(self, row, /, **values):
        """Put values into a row."""
        for name, value in values.items():
            row[name] = value

    # --- tables

    def case(self):
        """Return the case."""
        self.sites_m = [(0.0, 0.0)] * self.units
        if "sites" in self.on:
            self.sites_m = [(self.between(-2e4, 2e4), self.between(-2e4, 2e4)) for _ in range(self.units)]
        confirm = self.either("luck", lambda: self.random.choice([(1, 2), (2, 3), (3, 5)]), (1, 1))
        self.heights = [
            self.either("heights", lambda: (self.random.randint(0, 1), self.random.randint(1, 3)), (0, 1))
            for _ in range(self.classes)
        ]
        self.traffic = self.either("traffic", lambda: self.random.randint(1, 4), 0)
        self.recognised = self.either("recognition", self.recognition_table, None)
        if self.traffic and self.recognised is None:
            self.recognised = self.recognition_table(known=True)
        self.has_decoys = self.either("decoys", True, False)
        self.policy = self.either("policies", lambda: self.random.choice(POLICIES), 0)
        if self.policy:  # where units shoot alike, two assignments are as good
            self.kinds = max(self.kinds, self.units)
        posts = self.post_table()
        self.plan_moves(posts)
        links = self.link_table(posts)
        radars = self.radar_table(posts, len(links))
        aims = len(radars), len(posts)
        radars = self.with_alternates(radars)
        launchers, first = self.launcher_table()
        units = self.unit_table(posts, first)
        paths, nodes, sights, threats = self.raid_tables(*aims, len(launchers))
        effects = self.effect_tables(radars, nodes, sights)
        units["order_s"] = self.order_times()
        case = Case(
            seed=self.random.randrange(2**40),
            confirm_m=confirm[0],
            confirm_n=confirm[1],
            snr_first_db=GRID_DB[0],
            snr_step_db=GRID_DB[1],
            paths=paths,
            first_sight=self.first_sight(paths, sights, radars, effects),
            nodes=nodes,
            sights=sights,
            radars=radars[None],
            posts=posts[None],
            links=links[None],
            units=units[None],
            doctrine=self.doctrine_table(),
            choices=self.choice_table(),
            launchers=launchers[None],
            interceptors=self.round_table()[None],
            kill_p=as_table(
                np.array([[[self.between(0.1, 1.0) for _ in range(self.classes)] for _ in range(self.kinds)]])
            ),
            believed_kill_p=as_table(
                np.array([[self.between(0.1, 1.0) for _ in range(self.classes)] for _ in range(self.kinds)])
            ),
            flyout_time_s=self.flyout_tables(),
            threats=threats,
            classes=self.class_table(),
            p_detect=self.look_tables(),
            chances=self.chance_table(),
            given=rows.Given.table(0, len(threats)),
            given_kill_u=np.zeros((0, len(threats), 0)),
            effects=effects,
            raid_kill_p=self.either("shared_luck", self.kill_laws, None),
            recognition=self.recognised,
            duties=self.duty_tables(radars, posts, units),
            wear=self.wear_tables(radars, posts, launchers, units),
            known_places=self.either("known_places", lambda: self.known_place_table(len(posts)), None),
        )
        return self.assigned(case)

    def order_times(self):
        """Return how long orders take to launchers, none in some raids; these draws are their own."""
        random = Random(repr((self.sizes.seed, "orders to launchers")))
        share = random.choice([0.0, 0.5, 1.0])
        return [random.uniform(0.5, 20.0) if random.random() < share else 0.0 for _ in range(self.units)]

    def radar_table(self, posts, links):
        """Every fire unit has a searching and an engagement radar, which may be one; some report by link."""
        radars = rows.Radar.table(2 * self.units + len(self.radar_links))
        for number in range(len(radars)):
            unit, engages = min(number // 2, self.units - 1), number % 2 == 1 and number < 2 * self.units
            sector = self.either("sectors", lambda: self.between(0.1, 1.8), pi)
            self.fill(
                radars[number],
                key=entity_key(f"radar/{number}"),
                site=unit,
                role=ENGAGEMENT if engages else self.random.choice([ACQUISITION, LOW_ALTITUDE]),
                post=self.post_of(posts, unit),
                link=NO_LINK,
                low_band=self.random.random() < 0.3,
                snr_range4_per_m2=10.0 ** self.between(19.5, 22.0),
                instrumented_m=self.between(4e4, 2e5),
                revisit_s=self.between(0.7, 8.0),
                elevation_min_rad=self.either("gaps", lambda: self.between(0.0, 0.03), -pi),
                elevation_max_rad=self.either("gaps", lambda: self.between(0.5, 1.3), pi),
                sector_half_rad=sector,
                sight_bit=ENGAGEMENT_BIT if engages else SEARCH_BIT,
            )
            if engages and self.random.random() < 0.3:
                radars[number]["key"] = radars[number - 1]["key"]
        for number, post in enumerate(self.radar_links):
            outside = radars[2 * self.units + number]
            outside["post"] = post
            outside["link"] = links - len(self.radar_links) + number
        return radars

    def post_of(self, posts, unit):
        """Return the post of a fire unit."""
        return next(
            number for number, post in enumerate(posts) if post["first_unit"] <= unit < post["end_unit"]
        )

    def unit_table(self, posts, first):
        """Fire units with all that keeps them waiting."""
        units = rows.Unit.table(self.units)
        for number in range(self.units):
            self.fill(
                units[number],
                key=entity_key(f"unit/{number}"),
                site=number,
                radar=2 * number + 1,
                post=self.post_of(posts, number),
                assigner=-1,
                layer=self.random.randrange(2),
                first_launcher=first[number],
                end_launcher=first[number + 1],
                max_salvos=self.either("salvos", lambda: self.random.randint(1, 3), 0),
                partial_salvo=self.either("whole_salvos", False, True),
                slew_when_engaged=self.random.random() < 0.4,
                target_channels=self.either("channels", lambda: self.random.randint(1, 4), UNLIMITED),
                missile_channels=self.either("channels", lambda: self.random.randint(1, 5), UNLIMITED),
                slew_rate_radps=self.between(0.05, 1.0),
                reaction_s=self.between(1.0, 25.0),
                operators=self.either("operators", lambda: self.random.randint(1, 2), 0),
                operator_s=self.either("operators", self.operator_s, 0.0),
                weapons_free=self.either("operators", True, False),
                assessment_s=self.between(1.0, 9.0),
                facing_rad=self.either("sectors", lambda: self.between(0.0, tau), nan, 0.4),
            )
        return units

    def operator_s(self):
        """Return how long an operator is busy with a track: in large raids so long that some of those which
        wait in line are taken up too late."""
        return self.between(*((40.0, 160.0) if self.threats >= 5 else (2.0, 30.0)))

    def class_table(self):
        """Classes of threats."""
        classes = rows.ThreatClass.table(1, self.classes)
        for number, row in enumerate(classes[0]):
            first, heights = self.heights[number]
            self.fill(
                row,
                decoy_of=0 if number == self.decoy_class() else -1,
                decoyed_by=self.decoy_class() if number == 0 else -1,
                height_key=entity_key(f"class/{number}"),
                first_height=first,
                heights=heights,
                ballistic=self.random.random() < 0.25,
                rcs_m2=10.0 ** self.between(-1.5, 0.7),
                rcs_low_band_m2=10.0 ** self.between(-1.0, 0.7),
                **{name: self.either("strikers", self.random.random, 0.0, 0.5) for name in SPARED},
            )
        return classes

    def decoy_class(self):
        """Return the class that is a decoy of the first one; -1 if none is."""
        return self.classes - 1 if self.classes > 1 and self.has_decoys else -1

    def recognition_table(self, *, known=False):
        """How posts recognise what they track; ``known`` is at once, and rightly."""
        table = Recognition.table(1, 1)
        self.fill(table[0], class_right_p=1.0, traffic=self.traffic > 0)
        if not known:
            self.fill(
                table[0],
                classify_s=self.between(0.0, 40.0),
                class_right_p=self.between(0.2, 1.0),
                identify_s=self.between(0.0, 40.0),
                threat_for_friend_p=self.between(0.0, 0.4),
                friend_silent_p=self.between(0.0, 0.7),
                neutral_silent_p=self.between(0.0, 0.9),
                answer_missed_p=self.between(0.0, 0.7),
                threat_undeclared_p=self.between(0.0, 0.5),
                traffic_declared_p=self.between(0.0, 0.7),
            )
        return table

    def look_tables(self):
        """Chance of one look over the power ratio: steep, but not a step."""
        grid_db = GRID_DB[0] + GRID_DB[1] * np.arange(61)
        middles = [self.between(6.0, 14.0) for _ in range(self.classes)]
        return as_table(
            np.array([1.0 / (1.0 + np.exp(-(grid_db - middle_db) / 2.0)) for middle_db in middles])
        )

    def chance_table(self):
        """Luck of every kind, or none."""
        chances = rows.Chances.table(1)
        for name in ("cued", "track_raid", "track_target", "common_kill"):
            chances[name] = self.either("luck", lambda: self.between(0.6, 1.0), 1.0)
        for name in ("missed_kill", "false_kill"):
            chances[name] = self.either("errors", lambda: self.between(0.05, 0.4), 0.0)
        for name in ("decoy_recognised", "taken_for_decoy"):
            chances[name] = self.either("decoys", lambda: self.between(0.1, 0.6), 0.0)
        for name in ("launchers_ready", "channels_ready", "reaction"):
            low = self.either("luck", lambda: self.between(0.4, 0.9), 1.0)
            chances[f"{name}_low"] = low
            chances[f"{name}_best"] = low + 0.5 * (1.0 - low)
            chances[f"{name}_high"] = 1.0
        chances["cued"] = self.either("sectors", lambda: self.between(0.2, 0.9), 1.0)
        return chances
