"""Show how results differ between commits, for each scenario that all or some of them ship.

    python tools/results_by_version.py f91156c a590317 HEAD --worlds 60 --replications 10

checks each commit out beside the work tree, runs its scenarios with its own program, and prints a Markdown
table: mean of leakers and the 90 % error of its computation, a column for each commit.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]

RUN = """
import json, sys
import skykeep
from skykeep.engine.provenance import RESULTS_VERSION

path, worlds, replications, seed = sys.argv[1], *map(int, sys.argv[2:])
leakers = skykeep.run(path, worlds=worlds, replications=replications, seed=seed).leakers
low, high = leakers.mc_error_90
print(json.dumps({"version": RESULTS_VERSION, "mean": leakers.mean, "error": (high - low) / 2}))
"""
"""Runs under the program of its own commit: what it calls has been there since results version 3."""


def leakers_at(tree: Path, scenario: Path, asked: list[str]) -> dict[str, float]:
    """Return the results version, the mean of leakers and its error, by the program of a work tree."""
    ran = subprocess.run(
        [sys.executable, "-c", RUN, str(scenario), *asked],
        env={"PYTHONPATH": str(tree / "src"), "PATH": "/usr/bin:/bin", "HOME": str(Path.home())},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(ran.stdout))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("commits", nargs="+")
    parser.add_argument("--worlds", default="60")
    parser.add_argument("--replications", default="10")
    parser.add_argument("--seed", default="1")
    given = parser.parse_args()
    asked = [given.worlds, given.replications, given.seed]
    rows: dict[str, list[str]] = {}
    versions = []
    for place, commit in enumerate(given.commits):
        with tempfile.TemporaryDirectory() as folder:
            tree = Path(folder) / "tree"
            subprocess.run(
                ["git", "worktree", "add", "-q", "--detach", str(tree), commit], cwd=ROOT, check=True
            )
            try:
                for scenario in sorted((tree / "scenarios").glob("*.toml")):
                    told = leakers_at(tree, scenario, asked)
                    cells = rows.setdefault(scenario.stem, ["-"] * len(given.commits))
                    cells[place] = f"{told['mean']:.2f} ± {told['error']:.2f}"
                    sys.stderr.write(f"{commit} {scenario.stem} {cells[place]}\n")
            finally:
                subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)
        versions.append(int(told["version"]))
    table = [["scenario", *(f"version {version}" for version in versions)], ["---"] * (1 + len(versions))]
    table += [[f"`{name}`", *cells] for name, cells in sorted(rows.items())]
    sys.stdout.write("".join(f"| {' | '.join(row)} |\n" for row in table))


if __name__ == "__main__":
    main()
