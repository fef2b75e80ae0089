"""What random radars do beside looking: silence, turns, room, time, bearings, tracks for others."""

import numpy as np

from skykeep.core.kernel.records import as_table
from skykeep.core.raid.tables.duties import ClassDuty, DutyTables, RadarDuty, UnitDuty
from skykeep.core.raid.vocabulary.codes import ALWAYS, ENGAGEMENT, ON_CUE, STANDS_IN
from skykeep.rng import entity_key

SILENCE, TURNS, ROOM, DWELL, BEARINGS, REMOTE, ALONE = (
    *("silence", "turns", "room", "dwell", "passive", "remote", "alone"),
)


class RandomDuties:
    """Makes tables; draws are those of :class:`~.random_scenes.RandomScene`."""

    def duty_tables(self, radars, posts, units):
        """Return the duties of all, None in raids without any."""
        on = [
            self.either(name, True, False) for name in (SILENCE, TURNS, ROOM, DWELL, BEARINGS, REMOTE, ALONE)
        ]
        if not any(on):
            return None
        return DutyTables(
            radars=self.radar_duties(radars)[None],
            units=self.unit_duties(posts, units)[None],
            classes=self.class_duties()[None],
            eyes=self.eyes(radars),
        )

    def radar_duties(self, radars):
        """When each radar radiates, and what it keeps; rows of one name are one antenna."""
        table, keys = RadarDuty.table(len(radars)), radars["key"].tolist()
        period_s = self.between(5.0, 60.0)
        for number, row in enumerate(table):
            antenna, engages = keys.index(keys[number]), radars["role"][number] == ENGAGEMENT
            apart = keys.count(keys[number]) == 1
            passive = not engages and apart and self.either(BEARINGS, True, False)
            takes_turns = not passive and self.either(TURNS, True, False)
            begins = [ALWAYS, ON_CUE] if engages or not apart else [ALWAYS, ON_CUE, STANDS_IN]
            self.fill(
                row,
                begins=ALWAYS
                if passive
                else self.either(SILENCE, lambda own=begins: self.random.choice(own), ALWAYS),
                switch_on_s=self.between(0.5, 40.0),
                period_s=period_s if takes_turns else 0.0,
                turn_from_s=self.between(0.0, period_s),
                turn_s=self.between(0.2, 0.8) * period_s,
                turn_key=self.random.choice([0, entity_key("turns")]),
                bearing_only=passive,
                crossing_min_rad=self.between(0.05, 0.4),
                antenna=antenna,
                tracks_max=self.either(ROOM, lambda: self.random.randint(1, 3), 0),
                dwell_s=self.either(DWELL, lambda: self.between(0.3, 3.0), 0.0),
                search_share=self.between(0.0, 0.6),
            )
            if antenna < number:
                for name in ("begins", "switch_on_s", "tracks_max", "dwell_s", "search_share"):
                    row[name] = table[antenna][name]
        return table

    def unit_duties(self, posts, units):
        """What fire units may do without their radar, or the post above."""
        table = UnitDuty.table(len(units))
        for number, row in enumerate(table):
            self.fill(
                row,
                remote=self.either(REMOTE, True, False, 0.4),
                above=posts[units[number]["post"]]["above"],
                autonomous_after_s=self.either(ALONE, lambda: self.between(5.0, 120.0), 0.0),
            )
        return table

    def class_duties(self):
        """What radiates, and what homes on radiation."""
        table = ClassDuty.table(self.classes)
        for row in table:
            homes = self.either(SILENCE, True, False)
            self.fill(row, radiates_p=self.between(0.2, 1.0), homes_on_emission=homes)
        return table

    def eyes(self, radars):
        """Which searching radars tell the post of each fire unit; -1 ends."""
        table = np.full((self.units, len(radars) + 1), -1)
        for row in table:
            found = [
                number
                for number, radar in enumerate(radars)
                if radar["role"] != ENGAGEMENT and self.random.random() < 0.7
            ]
            row[: len(found)] = found
        return as_table(table)
