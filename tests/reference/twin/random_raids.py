"""Small raids made at random: paths, what is seen of them, and who flies them where."""

from itertools import pairwise
from math import atan2, hypot, tau

import numpy as np

from skykeep.core.kernel.records import as_table
from skykeep.core.raid.tables import entities as rows
from skykeep.core.raid.tables.known_places import KnownPlace
from skykeep.rng import entity_key

from .given import FRIENDLY, NEUTRAL

SEARCH_BIT, ENGAGEMENT_BIT = 0, 1


class RandomRaid:
    """Makes threats and their paths; draws are those of :class:`~.random_scenes.RandomScene`."""

    def raid_tables(self, radars, posts, launchers):
        """Paths, what is seen of them from each site, and threats."""
        threats = rows.Threat.table(self.threats + self.traffic)
        paths, nodes, views, wave = [], [], [], 0
        lure = self.either("aims", lambda: self.random.randrange(self.units), -1, 0.3)
        aimed = False
        group, targets = 0, {"aim_unit": self.units, "aim_radar": radars, "aim_post": posts}
        targets["aim_launcher"] = launchers
        for number, row in enumerate(threats[: self.threats]):
            bearings = self.either("bearings", 3, 1, 0.4)
            fresh = self.random.random() < 0.4
            group += fresh
            wave = 0 if fresh else wave + self.either("waves", 1, 0, 0.4)
            kind = self.random.randrange(self.classes)
            step = self.either("heights", bearings, 0)
            decoy, imitated = self.decoys(kind)
            aims = dict.fromkeys(targets, -1)
            aim = self.either("aims", lambda: self.random.choice(list(targets)), "", 0.4)
            # what flies at parts is worth the same to a post: with one of it no two assignments are equal
            if (aim or lure >= 0) and not (self.policy and aimed):
                aimed = True
                aims[aim or "aim_unit"] = self.random.randrange(targets[aim]) if aim else lure
            self.fill(
                row,
                key=entity_key(f"threat/{number}"),
                threat_class=kind,
                height_step=step,
                wave=wave,
                wave_mean_s=self.either("waves", lambda: self.between(5.0, 60.0), 0.0),
                first_path=len(paths),
                bearings=bearings,
                bearing_offset=self.random.randrange(3),
                group=group,
                decoy=decoy,
                imitated=imitated,
                aim_value=self.between(0.0, 4.0),
                delay_s=self.between(0.0, 90.0),
                spacing_mean_s=self.either("spacing", lambda: self.between(1.0, 30.0), 0.0),
                cue=number == 0,
                **aims,
            )
            for _ in range(bearings * (sum(self.heights[kind]) if step else 1)):
                path = self.path(fast=self.either("strikers", max(aims.values()) >= 0, False))
                paths.append((len(path), self.random.random() < 0.1))
                nodes.append(path)
                views.append(self.views(path))
        for number, row in enumerate(threats[self.threats :]):
            self.fly(number, row, len(paths))
            path = self.path(fast=False)
            paths.append((len(path), self.random.random() < 0.1))
            nodes.append(path)
            views.append(self.views(path))
        ends = np.cumsum([length for length, _ in paths])
        path_rows = rows.Path.table(len(paths))
        path_rows["first_node"], path_rows["end_node"] = ends - [length for length, _ in paths], ends
        path_rows["aborted"] = [aborted for _, aborted in paths]
        node_rows = rows.Node.table(int(ends[-1]))
        sights = rows.Sight.table(len(self.sites_m), int(ends[-1]))
        for place, (path_s, alt_m, agl_m, mps, _) in enumerate(point for path in nodes for point in path):
            self.fill(node_rows[place], path_s=path_s, alt_msl_m=alt_m, height_agl_m=agl_m, speed_mps=mps)
        for site in range(len(self.sites_m)):
            for place, seen in enumerate(view for path in views for view in path[site]):
                names = ("slant_m", "ground_m", "azimuth_rad", "elevation_rad", "seen")
                self.fill(sights[site, place], **dict(zip(names, seen, strict=True)))
        return path_rows, node_rows, sights, threats

    def known_place_table(self, posts):
        """Places that threats may fly at, as posts know them. Where a policy asks what they are worth a
        threat comes alone: two that may fly at one place are worth the same, and plans would be equal."""
        if self.policy and self.threats + self.traffic > 1:
            return None
        found = KnownPlace.table(1, self.random.randint(1, 6))
        for row in found[0]:
            at_unit = self.random.randrange(self.units) if self.random.random() < 0.4 else -1
            at_post = self.random.randrange(posts) if self.random.random() < 0.3 else -1
            value = self.between(0.0, 4.0) if max(at_unit, at_post) < 0 or self.random.random() < 0.2 else 0.0
            move = self.random.randrange(len(self.moves)) if self.moves and self.random.random() < 0.7 else -1
            self.fill(
                row,
                site=self.random.randrange(self.units),
                value=value,
                at_unit=at_unit,
                at_post=at_post,
                move=move,
                moved_site=self.random.randrange(len(self.sites_m)) if move >= 0 else -1,
            )
        return found

    def fly(self, number, row, path):
        """Make an aircraft of the traffic, which aims at nothing."""
        self.fill(
            row,
            key=entity_key(f"traffic/{number}"),
            threat_class=self.random.randrange(self.classes),
            side=self.random.choice([FRIENDLY, NEUTRAL]),
            first_path=path,
            bearings=1,
            group=self.threats + self.random.randrange(2),
            aim_unit=-1,
            aim_radar=-1,
            aim_post=-1,
            aim_launcher=-1,
            aim_value=self.between(0.0, 4.0),
            delay_s=self.between(0.0, 90.0),
            spacing_mean_s=self.either("spacing", lambda: self.between(1.0, 30.0), 0.0),
        )

    def decoys(self, kind):
        """Return whether a threat of a class is a decoy, and whether one imitates it: where posts recognise
        classes all of a class are, else any threat may be."""
        if self.recognised is not None:
            return kind == self.decoy_class(), kind == 0 and self.decoy_class() > 0
        decoy = self.either("decoys", True, False, 0.3)
        return decoy, not decoy and self.either("decoys", True, False, 0.5)

    def path(self, *, fast):
        """Return (time, altitude, height, speed, place) along a path that bends once and ends near a site."""
        away = self.between(0.0, tau)
        far_m, bend = self.between(5e4, 1.1e5), self.between(-0.8, 0.8)
        end = self.random.choice(self.sites_m[: self.units])
        end = (end[0] + self.between(-8e3, 8e3), end[1] + self.between(-8e3, 8e3))
        corners = [
            (far_m * np.sin(away), far_m * np.cos(away)),
            (0.5 * far_m * np.sin(away + bend), 0.5 * far_m * np.cos(away + bend)),
            end,
        ]
        points, time_s, speed_mps = [], 0.0, self.between(180.0, 500.0) * (2.0 if fast else 1.0)
        high_m, low_m, ground_m = self.between(100.0, 1.2e4), self.between(50.0, 3e3), self.between(0.0, 40.0)
        for leg, (start, stop) in enumerate(pairwise(corners)):
            length_m = hypot(stop[0] - start[0], stop[1] - start[1])
            steps = max(2, round(length_m / self.between(2e3, 4e3)))
            for step in range(steps + leg):
                share = step / steps
                place = tuple(a + share * (b - a) for a, b in zip(start, stop, strict=True))
                alt_m = high_m + 0.5 * (leg + share) * (low_m - high_m)
                points.append((time_s, alt_m, alt_m - ground_m, speed_mps, place))
                after_mps = max(150.0, speed_mps + self.between(-12.0, 12.0))
                time_s += length_m / steps / (0.5 * (speed_mps + after_mps))
                speed_mps = after_mps
        return points

    def views(self, path):
        """Return what each site sees of a path; terrain hides parts of it from one kind of radar or both."""
        hidden = {SEARCH_BIT: [], ENGAGEMENT_BIT: []}
        lasts_s = path[-1][0]
        low = self.either("gaps", True, False, 0.1)
        sites = []
        for east_m, north_m in self.sites_m:
            for spans in hidden.values():
                count = self.either("gaps", lambda: self.random.randint(1, 3), 0)
                begins = [self.between(-0.1, 0.9) * lasts_s for _ in range(count)]
                spans[:] = [(begin_s, begin_s + self.between(2.0, 0.25 * lasts_s)) for begin_s in begins]
            seen = []
            for time_s, alt_m, _, _, place in path:
                east, north = place[0] - east_m, place[1] - north_m
                ground_m = hypot(east, north)
                bits = (
                    0
                    if low
                    else sum(
                        (not any(begin_s <= time_s < end_s for begin_s, end_s in spans)) << bit
                        for bit, spans in hidden.items()
                    )
                )
                seen.append(
                    (hypot(ground_m, alt_m), ground_m, atan2(east, north) % tau, atan2(alt_m, ground_m), bits)
                )
            sites.append(seen)
        return sites

    def first_sight(self, paths, sights, radars, effects):
        """Return the first node of each path that each radar sees, or whose echo bends to it."""
        table = np.zeros((len(paths), len(radars)), np.int64)
        bent = [] if effects is None else np.asarray(effects.diffraction)
        for number, path in enumerate(paths):
            span = range(path["first_node"], path["end_node"])
            for radar, row in enumerate(radars):
                seen = sights[row["site"]]["seen"] >> row["sight_bit"] & 1
                if len(bent) > 0:
                    seen = seen | (bent[effects.receivers[0, radar].diffraction_row] > 0.0)
                table[number, radar] = next((place for place in span if seen[place]), span.stop)
        return as_table(table)
