"""What acts on random radars beside power and sight: noise, ground, terrain and air."""

from math import inf, pi

import numpy as np

from skykeep.core.kernel.records import as_table
from skykeep.core.radar.effects import EffectTables, Receiver
from skykeep.core.radar.jamming import Interference

JAMMING, CLUTTER, NOTCH, MIRROR, BENDING, AIR = ("jamming", "clutter", "notch", "mirror", "bending", "air")


class RandomEffects:
    """Makes tables; draws are those of :class:`~.random_scenes.RandomScene`."""

    def effect_tables(self, radars, nodes, sights):
        """Return the effects of all, None in raids without any."""
        names = JAMMING, CLUTTER, NOTCH, MIRROR, BENDING, AIR
        self.acts = {name for name in names if self.either(name, True, False)}
        if not self.acts:
            return None
        receivers = self.receivers(len(radars))
        return EffectTables(
            receivers=receivers[None],
            sources=self.noise_sources(len(radars))[None],
            self_screening_m2=self.screening(len(radars)),
            ground_seen=self.for_each(CLUTTER, sights.shape, lambda: self.random.randrange(4), np.int64),
            radial_speed_mps=self.for_each(NOTCH, sights.shape, lambda: self.between(-300.0, 300.0)),
            diffraction=self.for_each(BENDING, (2, len(nodes)), self.bent_share),
        )

    def receivers(self, radars):
        """Return a receiver for each radar; what is off for one leaves its figures at zero."""
        table = Receiver.table(radars)
        draws = {
            CLUTTER: {"residue_m2_per_m": lambda: 10.0 ** self.between(-9.0, -5.0)},
            NOTCH: {"least_speed_mps": lambda: self.between(1.0, 60.0)},
            AIR: {
                "dry_db_per_m": lambda: self.between(0.0, 2e-5),
                "wet_db_per_m": lambda: self.between(0.0, 2e-5),
                "rain_db_per_m": lambda: self.between(0.0, 5e-5),
            },
            MIRROR: {"reflects": lambda: True},
        }
        for row in table:
            self.fill(
                row,
                diffraction_row=self.random.randrange(2),
                beam_rad=self.between(0.01, 0.06),
                wavelength_m=self.random.choice([0.03, 0.1, 0.23, 1.7]) * self.between(0.9, 1.1),
                antenna_height_m=self.between(2.0, 40.0),
                site_alt_msl_m=self.between(-20.0, 60.0),
                earth_radius_m=self.between(6.5e6, 1.1e7),
                roughness_m=self.between(0.0, 2.0),
                vertical=self.random.random() < 0.5,
                sea=self.random.random() < 0.5,
                rain_top_msl_m=self.between(1e3, 5e3),
                rain_extent_m=self.between(5e3, 5e4),
            )
            for name, own in draws.items():
                if name in self.acts and self.random.random() < 0.7:
                    self.fill(row, **{field: draw() for field, draw in own.items()})
        return table

    def noise_sources(self, radars):
        """Return two sources of noise for each radar, none without jamming."""
        sources = Interference.table(radars, 2 if JAMMING in self.acts else 0)
        for row in sources.reshape(-1):
            begin_s, blanked = self.between(-50.0, 200.0), self.random.random() < 0.5
            self.fill(
                row,
                azimuth_rad=self.between(-pi, pi),
                on_axis=self.random.random() < 0.5,
                half_rad=self.between(0.05, 0.8),
                beamwidth_rad=0.0 if blanked else self.between(0.05, 0.8),
                inside_factor=inf if blanked else 10.0 ** self.between(0.0, 3.0),
                outside_factor=10.0 ** self.between(-2.0, 0.7),
                start_s=begin_s,
                end_s=begin_s + self.between(20.0, 400.0),
            )
        return sources

    def screening(self, radars):
        """Return what the jammers that threats carry do to each radar, nothing in some raids."""
        if JAMMING not in self.acts or self.random.random() < 0.3:
            return as_table(np.zeros((1, 0, 0)))
        own = [[self.between(0.0, 1e9) for _ in range(self.classes)] for _ in range(radars)]
        return as_table(np.array([own]))

    def for_each(self, name, shape, draw, kind=np.float64):
        """Return a grid of draws where something acts, else one without rows."""
        if name not in self.acts:
            return as_table(np.zeros((0, 0), kind))
        return as_table(np.array([[draw() for _ in range(shape[1])] for _ in range(shape[0])], dtype=kind))

    def bent_share(self):
        """Return what the terrain leaves of an echo: often nothing, or all."""
        return self.random.choice([0.0, 1.0, 10.0 ** self.between(-6.0, 0.0)])
