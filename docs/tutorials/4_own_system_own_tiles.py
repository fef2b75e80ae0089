"""
Own system, own tiles
=====================

A system is one text file, and the ground is whatever elevation tiles you have. Neither goes
into the package.
"""

from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib.pyplot as plt
import numpy as np

import skykeep

folder = TemporaryDirectory()
here = Path(folder.name)

# %%
# The nearest system of the catalogue makes a good start: here the Pantsir-S1, under a name
# of our own and with a rumoured longer reach. A figure without a source is ``assumed``, and
# needs limits and a note that says why. Every key is explained in the guide
# :doc:`/guides/add-a-system`.

shipped = files("skykeep.catalogue") / "data" / "systems" / "pantsir-s1.toml"
lines = shipped.read_text(encoding="utf-8").splitlines()
start = lines.index("[interceptors.57e6.range_max_km]")
end = lines.index("", start)
lines[start + 1 : end] = [
    "best = 30",
    "low = 20",
    "high = 40",
    'kind = "assumed"',
    'note = "A rumour, tried out."',
]
text = (
    "\n".join(lines)
    .replace('id = "pantsir-s1"', 'id = "longer-arm"')
    .replace('"Pantsir-S1"', '"Longer arm"')
)

own = here / "longer-arm.toml"
own.write_text(
    text.replace("#:schema ../schema/system.schema.json\n", ""), encoding="utf-8"
)
catalogue = skykeep.load_catalogue(own)
catalogue.system("longer-arm").interceptors[0].range_max_m

# %%
# Ground of your own: any folder of GeoTIFF, DTED or HGT tiles, by the names they were
# delivered under. For this page we make one, one degree square with a step of 3 arc
# seconds: a plain with a ridge of 400 m, 12 km east of the site. An HGT file is nothing but
# heights, rows from the north, 16 bits each.

north, east = np.mgrid[34.0:33.0:1201j, 44.0:45.0:1201j]
ridge_km = (east - 44.5) * 111.3 * np.cos(np.radians(33.5)) - 12.0
heights = 50.0 + 400.0 * np.exp(-((ridge_km / 1.5) ** 2)) * (np.abs(north - 33.5) < 0.2)

tiles = here / "tiles"
tiles.mkdir()
heights.astype(">i2").tofile(tiles / "N33E044.hgt")

# %%
# The same question for both systems, on these tiles.

seen = {
    name: skykeep.coverage(
        system=name, site=(33.5, 44.5), heights=[100], catalogue=catalogue, terrain=tiles
    )
    for name in ("pantsir-s1", "longer-arm")
}
for name, found in seen.items():
    at = found.at(100)
    low, high = at.engageable_limits
    print(
        f"{name}: {at.engageable_share_of_engagement_ring:.0%} ({low:.0%} to {high:.0%}) "
        f"of a ring of {at.engagement_ring_m / 1000:.0f} km can be engaged at 100 m"
    )

# %%
# The rumour moves the ring; the ground decides what it is worth. Behind the ridge, the
# longer arm reaches no further.

figure, axes = plt.subplots(
    subplot_kw={"projection": "polar"}, figsize=(5.6, 6.2), layout="constrained"
)
axes.set_theta_zero_location("N")
axes.set_theta_direction(-1)
for name, found in seen.items():
    reach = found.reach.to_pandas()
    axes.plot(
        np.radians(reach["bearing_deg"]), reach["engageable_range_m"] / 1000, label=name
    )
axes.set_title("Engageable out to (km), 100 m above ground")
figure.legend(loc="outside lower center", ncols=2, frameon=False)
plt.show()

# %%
# Which ground was used, and what was noted about it, stands in the answer.

for note in seen["longer-arm"].notes:
    print("-", note)

folder.cleanup()
