"""
Sweep and plot
==============

How does the answer change with the size of the raid, and what would more launchers buy? A
sweep plays the same raids at many settings.
"""

import matplotlib.pyplot as plt

import skykeep

# %%
# Any number of a scenario can be swept by its path. Values are a list, or text as on the
# command line: ``"1..16"`` in whole steps, ``"0.3..0.9:7"`` for seven values. All points
# share their luck and whatever is not set, so that a difference between two points is far
# surer than the points themselves.

sweep = skykeep.sweep(
    "iraq-baghdad-s300pmu2-cruise",
    {"raid.count": [6, 12, 24, 48], "fire_units.0.launchers": [6, 12]},
    worlds=60,
    replications=6,
    seed=1,
)
sweep

# %%
# A row for each point, with every measure and its intervals.

table = sweep.to_pandas()
columns = ["raid.count", "fire_units.0.launchers", "stopped_share_mean", "leakers_mean"]
table[columns].round(2)

# %%
# Two doubts belong on the picture, and they are not the same: what luck does in one raid,
# and how far public figures let the mean range. More work narrows neither.

figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
for launchers, rows in table.groupby("fire_units.0.launchers"):
    low, high = rows["leakers_ignorance_90_low"], rows["leakers_ignorance_90_high"]
    (line,) = axes.plot(
        rows["raid.count"], rows["leakers_mean"], "o-", label=f"{launchers} launchers"
    )
    luck = rows["leakers_luck_90_low"], rows["leakers_luck_90_high"]
    axes.vlines(rows["raid.count"] + launchers / 20, *luck, color=line.get_color())
    axes.fill_between(rows["raid.count"], low, high, alpha=0.15, color=line.get_color())
axes.plot([0, 48], [0, 48], "k:", linewidth=0.8, label="nobody defends")
axes.set_xlabel("cruise missiles in the raid")
axes.set_ylabel("leakers on the mean")
axes.set_title(
    "Band: what public figures leave open. Bar: luck. 90 % each", fontsize="medium"
)
axes.legend(frameon=False)
plt.show()

# %%
# What do six more launchers buy? The change is counted raid by raid, against the first
# point of the sweep: the same raids, the same luck.

more = skykeep.sweep(
    "iraq-baghdad-s300pmu2-cruise",
    {"fire_units.0.launchers": [6, 8, 10, 12]},
    worlds=60,
    replications=6,
    seed=1,
)
for point in more.points[1:]:
    change = point.leakers_change
    low, high = change.mc_error_90
    print(
        f"{point.settings['fire_units.0.launchers']:2} launchers in place of 6: "
        f"{change.mean:+.1f} leakers ({low:+.1f} to {high:+.1f})"
    )

# %%
# The command line does the same, and draws it: ``skykeep sweep iraq-baghdad-s300pmu2-cruise
# --set raid.count=6,12,24,48 --out sweep.png``. A path that does not exist is refused with
# the nearest one that does.

try:
    skykeep.sweep("iraq-baghdad-s300pmu2-cruise", {"fire_units.0.launcher": [6, 12]})
except skykeep.SkykeepError as refused:
    print(refused)
