"""
Coverage of a site
==================

Maps draw an S-300PMU-2 as a circle of 200 km. What would it see and reach from the middle
of Baghdad?
"""

import matplotlib.pyplot as plt
import numpy as np

import skykeep

# %%
# A system of the catalogue, a place, and some heights above ground. Below 1000 m the target
# is a subsonic cruise missile, from there a fighter: the class decides how small an echo
# the radar must find.

seen = skykeep.coverage(
    system="s-300pmu-2", site="Baghdad", heights=[30, 100, 300, 1000, 10_000]
)
seen

# %%
# Every share has limits: with every public figure at the end against the defender, and at
# the end for it.

for at in seen.heights:
    low, high = at.seen_limits
    print(
        f"{at.height_agl_m:6.0f} m: of the ring of {at.detection_ring_m / 1000:.0f} km, "
        f"{at.seen_share_of_detection_ring:4.0%} is seen ({low:.0%} to {high:.0%})"
    )

# %%
# Why is it so little near the ground? Each degree of bearing says what limits it.

reach = seen.reach.to_pandas()
reach.groupby(["height_agl_m", "limited_by"], observed=True).size().unstack(fill_value=0)

# %%
# The same as a picture: how far out an inbound threat is seen, by bearing.

figure, axes = plt.subplots(
    subplot_kw={"projection": "polar"}, figsize=(6, 6.6), layout="constrained"
)
axes.set_theta_zero_location("N")
axes.set_theta_direction(-1)
for height_agl_m, rows in reach.groupby("height_agl_m"):
    bearing_rad = np.radians(rows["bearing_deg"])
    axes.plot(
        bearing_rad, rows["seen_range_m"] / 1000, label=f"{height_agl_m:.0f} m above ground"
    )
ring_km = seen.at(30).detection_ring_m / 1000
axes.plot(
    np.linspace(0, 2 * np.pi, 361),
    np.full(361, ring_km),
    "k--",
    linewidth=0.8,
    label="brochure ring",
)
axes.set_title("Seen out to (km): S-300PMU-2 at Baghdad, best public figures")
figure.legend(loc="outside lower center", ncols=3, frameon=False)
plt.show()

# %%
# The rest of the answer stands in the notes: what was assumed, and what the ground is good
# for.

for note in seen.notes:
    print("-", note)
