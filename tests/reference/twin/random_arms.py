"""What a random defence shoots with: launchers, rounds, doctrine, and chances to kill."""

from math import inf

import numpy as np

from skykeep.core.kernel.records import as_table
from skykeep.core.raid.tables import entities as rows
from skykeep.rng import entity_key

from .given import CONSTANT_SPEED, CONSTANT_TIME, FLYOUT_TABLE


class RandomArms:
    """Makes tables; draws are those of :class:`~.random_scenes.RandomScene`."""

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
                    interceptor=unit if self.policy else self.random.randrange(self.kinds),
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
                hands_over="remote" in self.on,
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
            "weapons_tight": lambda: True,
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
                least = self.kinds if self.policy else 1
                order = self.random.sample(range(self.kinds), self.random.randint(least, self.kinds))
                choices[0, unit, kind, : len(order)] = order
        return as_table(choices)

    def kill_laws(self):
        """Return kill chances from which a raid draws one for all."""
        laws = [[sorted(self.between(0.0, 1.0) for _ in range(5)) for _ in range(self.classes)]]
        return as_table(np.array([laws * self.kinds]))
