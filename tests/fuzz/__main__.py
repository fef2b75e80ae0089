"""``python -m tests.fuzz``: feeds mutated inputs for some time and keeps one of each kind of failure."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from queue import Empty

from .harness import KINDS, Finding, feed, find_formats, inputs


def work(names: list[str], seed: int, worker: int, seconds: float, queue) -> None:  # type: ignore[no-untyped-def]
    """Feed inputs of all formats in turn until the time is over; say what was found and how many were fed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["NO_COLOR"] = "1"
    formats = {name: given for name, given in find_formats().items() if not names or name in names}
    luck = random.Random(f"{seed} {worker}")
    shares = [given.SHARE for given in formats.values()]
    fed: Counter[str] = Counter()
    seen: set[str] = set()
    with tempfile.TemporaryDirectory() as where:
        for name in formats:
            (Path(where) / name).mkdir()
        for name, given in formats.items():  # what is compiled is compiled now
            feed(name, given, *given.SEEDS[0], Path(where) / name, deep=True)
        number, until, cpu_s = worker, time.time() + seconds, time.process_time()
        while time.time() < until:
            (name,) = luck.choices(list(formats), shares)
            seed_name, content, deep = inputs(name, formats[name], seed, number)
            found = feed(name, formats[name], seed_name, content, Path(where) / name, deep=deep)
            fed[name] += 1
            number += 1000
            if found is not None and found.kind not in seen:
                seen.add(found.kind)
                queue.put(found)
    queue.put((fed, time.process_time() - cpu_s))


def keep(found: Finding) -> Path:
    """Write the input of a finding among the kinds."""
    path = KINDS / found.format / found.file_name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(found.content)
    return path


def main() -> int:
    """Return 0 if every input was answered or refused in words, 1 if anything else came out."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("formats", nargs="*", help="formats to feed; all by default")
    given = parser.parse_args()
    context = multiprocessing.get_context("fork")  # before any thread is there
    queue = context.Queue()
    workers = [
        context.Process(target=work, args=(given.formats, given.seed, number, 60.0 * given.minutes, queue))
        for number in range(given.jobs)
    ]
    for worker in workers:
        worker.start()
    fed: Counter[str] = Counter()
    kinds: dict[str, Finding] = {}
    done, cpu_s = 0, 0.0
    while done < len(workers):
        try:
            found = queue.get(timeout=1.0)
        except Empty:  # did a worker die of what it was fed?
            dead = [worker for worker in workers if worker.exitcode not in (None, 0)]
            if dead:
                sys.stdout.write(f"a worker ended with {dead[0].exitcode}: the program itself fell over\n")
                for worker in workers:
                    worker.terminate()
                return 1
            continue
        if isinstance(found, tuple):
            fed += found[0]
            cpu_s += found[1]
            done += 1
        elif found.kind not in kinds:
            kinds[found.kind] = found
            sys.stdout.write(f"{found.kind}: {found.words}\n  kept as {keep(found)}\n")
    fed_in_all = sum(fed.values())
    each = ", ".join(f"{count} {name}" for name, count in sorted(fed.items()))
    rate = fed_in_all / given.minutes * 60.0
    sys.stdout.write(
        f"{fed_in_all} inputs in {given.minutes:g} minutes on {given.jobs} workers, "
        f"{rate:.0f} an hour, {fed_in_all / cpu_s * 3600.0:.0f} in an hour of one core ({each}); "
        f"seed {given.seed}; {len(kinds)} kinds of failure\n"
    )
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
