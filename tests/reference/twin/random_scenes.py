"""Small raids made at random, with every mechanism that the twin knows on in some of them.

Numbers are drawn without round values, so that nothing happens at the same time but what belongs together.
"""

from dataclasses import dataclass
from math import inf, nan, pi, tau
from random import Random

import numpy as np

from skykeep.core.kernel.records import as_table
from skykeep.core.radar.effects import EffectTables, Receiver
from skykeep.core.radar.jamming import Interference
from skykeep.core.raid import tables as rows
from skykeep.core.raid.codes import ACQUISITION, ENGAGEMENT, LOW_ALTITUDE, NO_LINK, UNLIMITED
from skykeep.core.raid.world import Case
from skykeep.rng import entity_key

from .random_raids import ENGAGEMENT_BIT, SEARCH_BIT, RandomRaid
from .scene import CONSTANT_SPEED, CONSTANT_TIME, FLYOUT_TABLE

FEATURES = (
    "aims",
    "bearings",
    "channels",
    "coast",
    "decoys",
    "errors",
    "gaps",
    "heights",
    "jamming",
    "kinds",
    "links",
    "losses",
    "luck",
    "operators",
    "posts",
    "reload",
    "rules",
    "salvos",
    "sectors",
    "shared_luck",
    "sites",
    "spacing",
    "strikers",
    "tables",
    "waves",
    "whole_salvos",
)
GRID_DB = (0.0, 0.5)


@dataclass(frozen=True)
class Sizes:
    """How large a raid is, and what is on."""

    seed: int
    units: int = 2
    threats: int = 4
    on: frozenset = frozenset(FEATURES)


def drawn_sizes(seed):
    """Return the size of a random raid, and what is on in it."""
    random = Random(seed)
    share = random.choice([0.15, 0.4, 0.7, 1.0])
    on = frozenset(feature for feature in FEATURES if random.random() < share)
    return Sizes(seed=seed, units=random.randint(1, 3), threats=random.randint(1, 8), on=on)


def random_case(sizes):
    """Return a compiled case of one world, which depends on ``sizes`` alone."""
    return RandomScene(sizes).case()


class RandomScene(RandomRaid):
    """Makes one case; the order of its draws is that of its methods."""

    def __init__(self, sizes):
        self.sizes, self.on = sizes, sizes.on
        self.random = Random(repr((sizes.seed, sizes.units, sizes.threats, sorted(sizes.on))))
        self.units, self.threats = sizes.units, sizes.threats
        self.classes = self.random.randint(1, 2) if self.units else 1
        self.kinds = self.random.randint(1, 3) if "kinds" in self.on else 1

    # --- draws

    def between(self, low, high):
        """Return a number without a round value."""
        return self.random.uniform(low, high)

    def either(self, feature, on, off, chance=0.6):
        """Return ``on``, which is called if it can be, in some cases if a feature is on, else ``off``."""
        chosen = on if feature in self.on and self.random.random() < chance else off
        return chosen() if callable(chosen) else chosen

    def fill(self, row, **values):
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
        posts = self.post_table()
        links = self.link_table(posts)
        radars = self.radar_table(posts, len(links))
        launchers, first = self.launcher_table()
        paths, nodes, sights, threats = self.raid_tables(len(radars), len(posts), len(launchers))
        return Case(
            seed=self.random.randrange(2**40),
            confirm_m=confirm[0],
            confirm_n=confirm[1],
            snr_first_db=GRID_DB[0],
            snr_step_db=GRID_DB[1],
            paths=paths,
            first_sight=self.first_sight(paths, sights, radars),
            nodes=nodes,
            sights=sights,
            radars=radars[None],
            posts=posts[None],
            links=links[None],
            units=self.unit_table(posts, first)[None],
            doctrine=self.doctrine_table(),
            choices=self.choice_table(),
            launchers=launchers[None],
            interceptors=self.round_table()[None],
            kill_p=as_table(
                np.array([[[self.between(0.1, 1.0) for _ in range(self.classes)] for _ in range(self.kinds)]])
            ),
            believed_kill_p=np.zeros((self.kinds, self.classes)),
            flyout_time_s=self.flyout_tables(),
            threats=threats,
            classes=self.class_table(),
            p_detect=self.look_tables(),
            chances=self.chance_table(),
            given=rows.Given.table(0, self.threats),
            given_kill_u=np.zeros((0, self.threats, 0)),
            effects=self.effect_tables(radars),
            raid_kill_p=self.either("shared_luck", self.kill_laws, None),
        )

    def post_table(self):
        """Fire units are dealt to posts; one more post may have none."""
        many = self.random.randint(1, self.units) if "posts" in self.on else 1
        ends = [*sorted(self.random.sample(range(1, self.units), many - 1)), self.units]
        bare = self.either("posts", 1, 0, 0.4)
        posts = rows.Post.table(many + bare)
        spans = [*zip([0, *ends], ends, strict=False), *[(self.units, self.units)] * bare]
        for number, (first, end) in enumerate(spans):
            self.fill(
                posts[number],
                key=entity_key(f"post/{number}"),
                first_unit=first,
                end_unit=end,
                notice_s=self.between(1.0, 9.0),
                above=-1,
                down_link=-1,
            )
        return posts

    def link_table(self, posts):
        """Some pairs of posts are linked, both ways or one way; links stand in the order of who tells."""
        pairs = []
        if "links" in self.on:
            pairs = [(a, b) for a in range(len(posts)) for b in range(len(posts)) if a != b]
            pairs = [pair for pair in pairs if self.random.random() < 0.75]
        # the last links carry the reports of radars to their posts, and belong to no post
        self.radar_links = [self.random.randrange(len(posts)) for _ in range(self.either("links", 1, 0, 0.4))]
        links = rows.Link.table(len(pairs) + len(self.radar_links))
        first = 0
        for number, post in enumerate(posts):
            own = sum(pair[0] == number for pair in pairs)
            post["first_link"], post["end_link"] = first, first + own
            first += own
        for number, to in enumerate([*[pair[1] for pair in pairs], *self.radar_links]):
            back = pairs[number][::-1] if number < len(pairs) else None
            self.fill(
                links[number],
                key=entity_key(f"link/{number}"),
                to_post=to,
                back=pairs.index(back) if back in pairs else NO_LINK,
                latency_s=self.between(0.1, 12.0),
                loss_p=self.either("losses", lambda: self.between(0.0, 0.7), 0.0),
                report_s=self.either("losses", lambda: self.between(0.1, 4.0), 0.0),
            )
        return links

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
                operator_s=self.either("operators", lambda: self.between(2.0, 30.0), 0.0),
                weapons_free=self.either("operators", True, False),
                assessment_s=self.between(1.0, 9.0),
                facing_rad=self.either("sectors", lambda: self.between(0.0, tau), nan, 0.4),
            )
        return units

    def launcher_table(self):
        """Launchers, and the first of each fire unit."""
        many = [self.random.randint(1, 3) for _ in range(self.units)]
        launchers = rows.Launcher.table(sum(many))
        first = [sum(many[:unit]) for unit in range(self.units + 1)]
        for unit in range(self.units):
            alt_m, longest_s = self.between(0.0, 50.0), self.random.choice([5.0, 60.0])
            for number in range(first[unit], first[unit + 1]):
                self.fill(
                    launchers[number],
                    key=entity_key(f"launcher/{number}"),
                    interceptor=self.random.randrange(self.kinds),
                    site=unit,
                    present=self.random.random() < 0.95,
                    rounds=self.random.randint(1, 4),
                    interval_s=self.either("salvos", lambda top=longest_s: self.between(0.0, top), 0.0),
                    reload_s=self.between(10.0, 90.0),
                    reload_sets=self.either("reload", lambda: self.random.randint(1, 2), 0),
                    alt_msl_m=alt_m,
                )
        return launchers, first

    def round_table(self):
        """Rounds of every kind of fly-out and support."""
        found = rows.Interceptor.table(self.kinds)
        self.modes = []
        for row in found:
            mode = self.either(
                "tables", lambda: self.random.choice([FLYOUT_TABLE, CONSTANT_TIME]), CONSTANT_SPEED
            )
            level = {
                CONSTANT_SPEED: lambda: self.between(600.0, 1500.0),
                CONSTANT_TIME: lambda: self.between(10.0, 40.0),
                FLYOUT_TABLE: lambda: self.between(0.0, 1.0),
            }[mode]()
            self.modes.append(mode)
            far_m = self.between(1.5e4, 6e4)
            self.fill(
                row,
                flyout_mode=mode,
                flyout_level=level,
                range_step_m=5e3,
                height_step_m=2e3,
                any_track=self.either("kinds", True, False, 0.25),
                range_max_m=far_m,
                range_min_m=self.between(500.0, 4e3),
                alt_max_msl_m=self.between(4e3, 2e4),
                alt_min_agl_m=self.between(0.0, 200.0),
                range_max_ballistic_m=0.6 * far_m,
                alt_max_ballistic_msl_m=self.between(4e3, 2e4),
                target_speed_max_mps=self.between(300.0, 900.0),
                support_before_s=self.either("coast", lambda: self.between(0.0, 12.0), 0.0),
                coast_s=self.either("coast", lambda: self.between(0.5, 9.0), 0.0),
            )
        return found

    def flyout_tables(self):
        """Times of flight for the rounds that have tables; some places cannot be reached."""
        tables = np.zeros((self.kinds, 2, 6, 14))
        height, out = np.meshgrid(2e3 * np.arange(6), 5e3 * np.arange(14), indexing="ij")
        for number in range(self.kinds):
            for level in range(2):
                times_s = np.hypot(height, out) / self.between(650.0, 1200.0) + self.between(1.0, 4.0)
                times_s[height > 0.9 * out + self.between(3e3, 9e3)] = inf
                tables[number, level] = times_s
        return as_table(tables)

    def doctrine_table(self):
        """Doctrine of every fire unit and class: salvos, and each rule in some."""
        table = rows.Doctrine.table(1, self.units, self.classes)
        draws = {
            "launch_within_m": lambda: self.between(1e4, 5e4),
            "launch_last_s": lambda: self.between(30.0, 200.0),
            "round_spacing_s": lambda: self.between(0.5, 12.0),
            "meet_within_m": lambda: self.between(1e4, 4e4),
            "meet_beyond_m": lambda: self.between(2e3, 1e4),
            "keep_out_m": lambda: self.between(2e3, 1.5e4),
            "hold_share": lambda: self.between(0.2, 0.9),
            "reserve_rounds": lambda: self.random.randint(1, 3),
            "least_value": lambda: self.between(0.1, 5.0),
            "last_chance_rounds": lambda: self.random.randint(2, 4),
            "permission_s": lambda: self.between(1.0, 30.0),
            "free_after_first": lambda: True,
            "priority": lambda: self.between(-5.0, 5.0),
            "value_priority": lambda: self.between(0.1, 3.0),
            "self_defence_priority": lambda: self.between(1.0, 9.0),
            "point_defence_m": lambda: self.between(1e3, 1.5e4),
            "leave_to_partner": lambda: True,
        }
        for row in table.reshape(-1):
            size = self.either("salvos", lambda: self.random.randint(1, 3), 1)
            self.fill(
                row,
                salvo_size=size,
                later_salvo_size=self.either("salvos", lambda: self.random.randint(1, 2), size),
                hold_fire=self.either("rules", True, False, 0.05),
            )
            for name, draw in draws.items():
                row[name] = self.either("rules", draw, 0, 0.18)
            row["without_rules"] = not any(row[name] for name in draws)
        return table

    def choice_table(self):
        """Which rounds go at a class, in order of preference."""
        choices = np.full((1, self.units, self.classes, self.kinds), -1)
        for unit in range(self.units):
            for kind in range(self.classes):
                order = self.random.sample(range(self.kinds), self.random.randint(1, self.kinds))
                choices[0, unit, kind, : len(order)] = order
        return as_table(choices)

    def kill_laws(self):
        """Return kill chances from which a raid draws one for all."""
        laws = [[sorted(self.between(0.0, 1.0) for _ in range(5)) for _ in range(self.classes)]]
        return as_table(np.array([laws * self.kinds]))

    def class_table(self):
        """Classes of threats."""
        classes = rows.ThreatClass.table(1, self.classes)
        for number, row in enumerate(classes[0]):
            first, heights = self.heights[number]
            self.fill(
                row,
                height_key=entity_key(f"class/{number}"),
                first_height=first,
                heights=heights,
                ballistic=self.random.random() < 0.25,
                rcs_m2=10.0 ** self.between(-1.5, 0.7),
                rcs_low_band_m2=10.0 ** self.between(-1.0, 0.7),
            )
        return classes

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

    def effect_tables(self, radars):
        """Noise of jammers beside some radars, or on some threats; no other effect."""
        if not self.either("jamming", True, False):
            return None
        sources = Interference.table(1, len(radars), 2)
        for row in sources.reshape(-1):
            begin_s = self.between(-50.0, 200.0)
            self.fill(
                row,
                azimuth_rad=self.between(-pi, pi),
                on_axis=self.random.random() < 0.5,
                half_rad=self.between(0.05, 0.8),
                inside_factor=self.random.choice([inf, 10.0 ** self.between(0.0, 3.0)]),
                outside_factor=10.0 ** self.between(-2.0, 0.7),
                start_s=begin_s,
                end_s=begin_s + self.between(20.0, 400.0),
            )
        screening = np.array([[[self.between(0.0, 1e9) for _ in range(self.classes)] for _ in radars]])
        return EffectTables(
            receivers=Receiver.table(1, len(radars)),
            sources=sources,
            self_screening_m2=as_table(screening),
            ground_seen=np.zeros((0, 0), np.int64),
            radial_speed_mps=np.zeros((0, 0)),
            diffraction=np.zeros((0, 0)),
        )
