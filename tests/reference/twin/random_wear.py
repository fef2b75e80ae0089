"""What a random defence loses, gets back and is supplied with: parts, spares, moves and transloaders."""

from math import inf
from random import Random

import numpy as np

from skykeep.core.raid.tables.wear import NO_POOL, Move, Part, Pool, Stand, Supply, WearTables
from skykeep.core.raid.vocabulary.codes import (
    ENGAGEMENT,
    LAUNCHER_PART,
    LINK_PART,
    POST_PART,
    RADAR_PART,
    UNIT_PART,
)
from skykeep.rng import entity_key

POOLS = 2
FAILURES, REPAIR, MOVES, SUPPLY = "failures", "repair", "moves", "transloaders"


class RandomWear:
    """Makes tables; draws are those of :class:`~.random_scenes.RandomScene`."""

    def plan_moves(self, posts):
        """Set which fire units move together, as (first, end, post that goes with them or -1), and where each
        of them goes."""
        self.moves, self.alternate = [], {}
        for number, post in enumerate(posts):
            own = range(post["first_unit"], post["end_unit"])
            spans = [(own.start, own.stop, number)] if self.random.random() < 0.5 else []
            spans = spans or [(unit, unit + 1, number if len(own) == 1 else -1) for unit in own]
            self.moves += [span for span in spans if span[0] < span[1] and self.either(MOVES, True, False)]
        for unit in (unit for first, end, _ in self.moves for unit in range(first, end)):
            self.alternate[unit] = len(self.sites_m)
            self.sites_m.append((self.between(-2e4, 2e4), self.between(-2e4, 2e4)))

    def with_alternates(self, radars):
        """Return radars with further rows for those of units that move, at the sites where they go."""
        rows = [radars]
        for first, end, _ in self.moves:
            there = radars[2 * first : 2 * end].copy()
            there["site"] = [self.alternate[site] for site in there["site"].tolist()]
            rows.append(there)
        return np.concatenate(rows).view(np.recarray) if self.moves else radars

    def wear_tables(self, radars, posts, launchers, units):
        """Return what wears out, None in raids in which nothing does."""
        wears = [self.either(feature, True, False) for feature in (FAILURES, REPAIR, SUPPLY)]
        if not self.moves and not any(wears):
            return None
        pools = Pool.table(POOLS)
        pools["spares"] = [self.random.randint(0, 3) for _ in range(POOLS)]
        tables = (
            self.part_table(radars, posts, launchers, units),
            pools,
            self.move_table(radars),
            self.stand_table(launchers, units),
            self.supply_table(),
        )
        return WearTables(*(table[None] for table in tables))

    def part_table(self, radars, posts, launchers, units):
        """Every radar, post and launcher is a part; an engagement radar that searches, too, is one part."""
        engaging = radars["key"][radars["role"] == ENGAGEMENT].tolist()
        there = len(radars) - sum(2 * (end - first) for first, end, _ in self.moves)
        searching = [row for row in range(there) if radars["key"][row] not in engaging]
        found = [(UNIT_PART, row, self.move_of(row)) for row in range(self.units)]
        found += [(RADAR_PART, row, self.move_of(row // 2)) for row in searching]
        moved = {post: number for number, (_, _, post) in enumerate(self.moves)}
        found += [(POST_PART, row, moved.get(row, -1)) for row in range(len(posts))]
        for number, unit in enumerate(units):
            own = range(unit["first_launcher"], unit["end_launcher"])
            found += [(LAUNCHER_PART, row, self.move_of(number)) for row in own]
        table = Part.table(len(found))
        for number, (kind, row, move) in enumerate(found):
            low_s = self.between(10.0, 60.0)
            self.fill(
                table[number],
                key=entity_key(f"part/{number}"),
                part_kind=kind,
                row=row,
                move=move,
                pool=self.either(REPAIR, lambda: self.random.randrange(POOLS), NO_POOL, 0.8),
                mtbf_s=self.either(FAILURES, lambda: self.between(60.0, 900.0), inf),
                mttr_s=self.between(5.0, 120.0),
                repair_low_s=low_s,
                repair_best_s=low_s + self.between(0.0, 30.0),
                repair_high_s=low_s + self.between(30.0, 90.0),
            )
        links = self.launcher_links(units, first=len(found))
        return np.concatenate([table, links]).view(np.recarray)

    def launcher_links(self, units, first):
        """Links to groups of launchers, in some raids in which parts fail; their draws are their own."""
        random = Random(repr((self.sizes.seed, "links to launchers")))
        found = []
        if FAILURES in self.on and random.random() < 0.6:
            for unit in units:
                row, end_row = int(unit["first_launcher"]), int(unit["end_launcher"])
                while row < end_row:
                    found.append((row, random.randint(row + 1, end_row)))
                    row = found[-1][1]
        table = Part.table(len(found))
        for number, (row, end_row) in enumerate(found, start=first):
            self.fill(
                table[number - first],
                key=entity_key(f"part/{number}"),
                part_kind=LINK_PART,
                row=row,
                end_row=end_row,
                move=-1,
                pool=NO_POOL,
                mtbf_s=random.uniform(60.0, 900.0),
                mttr_s=random.uniform(5.0, 120.0),
            )
        return table

    def move_of(self, unit):
        """Return the move of a fire unit, -1 for none."""
        spans = enumerate(self.moves)
        return next((number for number, (first, end, _) in spans if first <= unit < end), -1)

    def move_table(self, radars):
        """When and how fast units move."""
        table = Move.table(len(self.moves))
        row = len(radars) - sum(2 * (end - first) for first, end, _ in self.moves)
        for number, (first, end, post) in enumerate(self.moves):
            self.fill(
                table[number],
                post=post,
                first_unit=first,
                end_unit=end,
                first_radar=2 * first,
                end_radar=2 * end,
                alternate_radar=row,
                when_shot_at=self.random.random() < 0.5,
                leave_s=self.random.choice([inf, self.between(5.0, 300.0)]),
                tear_down_s=self.between(1.0, 60.0),
                drive_s=self.between(1.0, 60.0),
                set_up_s=self.between(1.0, 60.0),
            )
            row += 2 * (end - first)
        return table

    def stand_table(self, launchers, units):
        """Where launchers go; no rows where nothing moves."""
        table = Stand.table(len(launchers) if self.moves else 0)
        for number, unit in enumerate(units):
            site, alt_m = self.alternate.get(number, unit["site"]), self.between(0.0, 50.0)
            for row in table[unit["first_launcher"] : unit["end_launcher"]]:
                self.fill(row, site=site, alt_msl_m=alt_m)
        return table

    def supply_table(self):
        """What loads the launchers of each fire unit."""
        table = Supply.table(self.units)
        for row in table:
            self.fill(
                row,
                transloaders=self.either(SUPPLY, lambda: self.random.randint(1, 3), 0, 0.8),
                load_s=self.between(5.0, 90.0),
                trip_s=self.between(10.0, 200.0),
                stock=self.random.randint(-1, 3),
                depot=self.random.randint(0, 3),
            )
        return table
