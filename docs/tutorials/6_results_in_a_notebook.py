"""
Results in a notebook
=====================

The last line of a cell shows itself in Jupyter, VS Code or Colab: words with their
intervals, a hundred raids as dots, and for coverage a map with a slider of heights. This
page holds the very same outputs.
"""

import skykeep

# %%
# A coverage shows its shares with their limits, and a map. Move the slider, click a place
# to ask why it is seen or not, drag the battery to another place. The map is a page of its
# own in a frame: it needs no network, and reaches nothing else in the notebook.

seen = skykeep.coverage(system="pantsir-s1", site="Baghdad", heights=[100, 1000, 3000])
seen

# %%
# A run shows its verdict, four intervals of each measure, and a hundred raids as dots: what
# one such raid may be like, once figures are at the median.

run = skykeep.run("iraq-baghdad-s300pmu2-cruise", worlds=100, replications=10, seed=1)
run

# %%
# Options beside each other meet the same raids under the same luck. This takes few worlds,
# so the answer says how much of it is not resolved.

skykeep.compare(
    "iraq",
    options=["s-400", "patriot"],
    sites="baghdad",
    raids="srbm-8",
    heights_agl_m=1000.0,
    balances="as_it_comes",
    worlds=50,
    replications=2,
    coverage_worlds=2,
    losses=False,
)

# %%
# Every table shows its first rows, and goes to pandas, polars or DuckDB as it is.

run.raids

# %%
# In a terminal, or in a notebook that shows no HTML, each is a line.

print(seen)
print(run)
