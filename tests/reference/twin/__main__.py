"""Play random raids with engine and twin: ``python -m tests.reference.twin --raids 1000 --seed 7``."""

from argparse import ArgumentParser
from collections import Counter

from .compare import differences
from .random_scenes import drawn_sizes, random_case


def main():
    """Tell every raid in which they differ."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--raids", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--on", nargs="*", default=[], metavar="FEATURE", help="on in every raid")
    given = parser.parse_args()
    told = Counter()
    for seed in range(given.seed, given.seed + given.raids):
        sizes = drawn_sizes(seed, given.on)
        lines = differences(random_case(sizes))
        told["different" if lines else "alike"] += 1
        for line in lines[:1]:
            print(f"seed {seed}, {sizes.units} units, {sizes.threats} threats, {sorted(sizes.on)}: {line}")
    print(dict(told))


if __name__ == "__main__":
    main()
