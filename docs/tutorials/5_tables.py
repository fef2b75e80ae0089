"""
Read the tables with pandas and DuckDB
======================================

A run writes three tables. They are Arrow inside and Parquet on disk, so that any library
reads them; every column says its unit and its meaning.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow.parquet as pq

import skykeep

folder = TemporaryDirectory()
run = skykeep.run(
    "iraq-baghdad-s300pmu2-mixed",
    worlds=60,
    replications=10,
    seed=1,
    out=Path(folder.name) / "mixed",
)

# %%
# ``raids`` has a row for each raid. In memory, pandas is one call away.

raids = run.raids.to_pandas()
raids[["leakers", "killed", "rounds_fired", "rounds_left"]].describe().round(1)

# %%
# What a column is, and in which unit, can be asked.

print(run.raids.meanings["engaged_leakers"])
print(run.threats.units["ended_s"] + ":", run.threats.meanings["ended_s"])

# %%
# ``threats`` has a row for each threat of each raid. DuckDB takes the table as it stands in
# Python. Which class of threat leaks how often, and why?

threats = run.threats
duckdb.sql("""
    select threat_class, count(*) as threats,
           round(avg((outcome = 'leaked')::int), 2) as leaked_share,
           mode(reason) filter (outcome = 'leaked') as commonest_reason
    from threats group by threat_class order by leaked_share desc
""").df()

# %%
# The Parquet files of the run folder hold the same, for other programs and later days.
# Ignorance and luck come apart when raids are put together by world: the spread of world
# means is what public figures do not settle.

path = Path(folder.name) / "mixed" / "raids.parquet"
by_world = duckdb.sql(f"""
    select world, avg(leakers) as mean_leakers, stddev_samp(leakers) as luck
    from '{path}' group by world order by world
""").df()
luck = by_world["luck"].mean()
print(f"raids within a world differ by {luck:.1f} leakers (one standard deviation)")
alone = (by_world["luck"] ** 2).mean() ** 0.5 / run.replications**0.5
apart = by_world["mean_leakers"].std()
print(
    f"worlds differ by {apart:.1f} in their mean; luck alone would make {alone:.1f} of it"
)

# %%
# ``worlds`` holds what was drawn. Beside the world's mean it shows which figure an answer
# hangs on: here each column's rank correlation with the leakers.

worlds = run.worlds_table.to_pandas().set_index("world")
ranks = worlds.rank().corrwith(by_world.set_index("world")["mean_leakers"].rank()).dropna()
ranks.reindex(ranks.abs().sort_values(ascending=False).index).head(6).round(2).to_frame(
    "rank correlation"
)

# %%
# Units are in the file too, with the digest of what was asked: a table can be traced when
# nobody remembers.

schema = pq.read_schema(path)
{
    name: schema.field(name).metadata[b"unit"].decode()
    for name in ("leakers", "first_bearing_rad")
}

# %%

folder.cleanup()
