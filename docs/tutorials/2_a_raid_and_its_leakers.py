"""
A raid and its leakers
======================

Twenty-four cruise missiles come to Baghdad, which one S-300PMU-2 battalion defends. How
many get through, why, and how sure is that?
"""

import matplotlib.pyplot as plt

import skykeep

# %%
# First what is asked. Each statement says what it rests on.

skykeep.describe("iraq-baghdad-s300pmu2-cruise")

# %%
# Many worlds, because the figures are not known; many raids in each, because luck is not
# either. A study that decides something takes hundreds of worlds.

run = skykeep.run("iraq-baghdad-s300pmu2-cruise", worlds=100, replications=10, seed=1)
run

# %%
# Four intervals answer four questions, and only the first shrinks with work.

leakers = run.leakers
print(f"{leakers.mean:.1f} of {run.threats_launched} threats leak on the mean")
for name, question in {
    "mc_error_90": "how well is that mean computed?",
    "luck_90": "how may one raid turn out, were all figures known?",
    "ignorance_90": "how far do public figures let the mean range?",
    "total_90": "how may one raid turn out in all?",
}.items():
    low, high = leakers[name]
    print(f"  {name:13} {low:5.1f} to {high:5.1f}   {question}")

# %%
# The ledger gives each leaker one reason. The reasons add up to the leakers.

ledger = {
    reason.replace("_", " "): mean for reason, mean in run.ledger.items() if mean > 0.005
}
figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
bars = axes.barh(list(ledger), list(ledger.values()), color="0.35")
axes.bar_label(bars, fmt="%.2f", padding=3)
axes.invert_yaxis()
axes.set_xlabel("leakers of one raid, on the mean")
axes.set_title("Why threats leak", loc="left")
axes.margins(x=0.12)
axes.spines[["top", "right"]].set_visible(False)
plt.show()

# %%
# What the answer rests on: how many figures went in, and how many of them nobody has
# published.

print(run.rests_on.figures, "figures,", run.rests_on.by_kind.assumed, "of them assumed")

# %%
# Which of the unknown figures moves the answer most? With a hundred worlds this is a first
# look, and the answer says below which level a correlation is noise.

print(
    f"rank correlation with the leakers (below {run.unknowns.noise_level:.2f} it is noise)"
)
for row in run.unknowns.rows:
    print(f"  {row.rho:+.2f}  {row.figure}")
