"""Plant faults in a copy of the kernel and see which ones the tests notice.

``python -m tests.mutants --jobs 2 --resume`` goes on after Ctrl-C; ``--only raid/rules`` tries some files.
"""

import json
import sys
from argparse import ArgumentParser
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path
from tempfile import TemporaryDirectory

from .faults import ROOT, StaleListError, check_list, read_faults
from .workshop import Verdict, Workshop

_MOST_SHARE = 0.05


def main():
    """Try all faults; return 1 if too many survive, 2 if list or tests are at fault, 130 if stopped."""
    given = _arguments()
    faults = [fault for fault in read_faults() if fault.file.startswith(given.only)]
    try:
        check_list(faults)
    except StaleListError as error:
        print(error, file=sys.stderr)
        return 2
    known = _known(given.results) if given.resume else {}
    given.results.parent.mkdir(parents=True, exist_ok=True)
    done = [known[fault.key] for fault in faults if fault.key in known]
    given.results.write_text("".join(json.dumps(verdict.as_dict()) + "\n" for verdict in done))
    todo = [fault for fault in faults if fault.key not in known]
    with TemporaryDirectory(prefix="mutants-") as folder:
        sound = {}
        shops = [Workshop(Path(folder) / str(number), sound) for number in range(given.jobs)]
        try:
            for verdict in _tried(shops, todo):
                done.append(verdict)
                with given.results.open("a", encoding="utf-8") as results:
                    results.write(json.dumps(verdict.as_dict()) + "\n")
                _tell(verdict, len(done), len(faults), sum(each.survived for each in done))
        except KeyboardInterrupt:
            print(f"stopped after {len(done)} of {len(faults)}: go on with --resume", file=sys.stderr)
            return 130
    return _summary(done)


def _arguments():
    """Return what was asked for."""
    parser = ArgumentParser(prog="tests.mutants", description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="faults tried at a time")
    parser.add_argument("--only", default="", help="files below src/skykeep/core that begin so")
    parser.add_argument("--resume", action="store_true", help="keep what an earlier run has found")
    parser.add_argument("--results", type=Path, default=ROOT / "build" / "mutants.jsonl")
    return parser.parse_args()


def _known(path):
    """Return what earlier runs have found, by the key of the fault."""
    if not path.exists():
        return {}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["key"]: Verdict(**row) for row in rows}


def _tried(shops, faults):
    """Yield verdicts as they come, one fault in each workshop at a time."""
    waiting, free = list(faults), list(shops)
    under_way = {}
    with ThreadPoolExecutor(len(shops)) as pool:
        try:
            while waiting or under_way:
                while waiting and free:
                    shop = free.pop()
                    under_way[pool.submit(shop.try_fault, waiting.pop(0))] = shop
                for found in wait(under_way, return_when=FIRST_COMPLETED).done:
                    free.append(under_way.pop(found))
                    yield found.result()
        finally:
            for shop in shops:
                shop.stop()


def _tell(verdict, done, all_, survived):
    """Print one line of progress."""
    what = verdict.outcome if not verdict.by else f"{verdict.outcome} by {verdict.by}"
    sums = f"{done}/{all_} ({survived} survived) {verdict.took_s:.0f} s"
    print(f"{sums} {verdict.file}: {verdict.breaks}: {what}", flush=True)


def _summary(done):
    """Print survivors and their share, and return the exit code."""
    for verdict in done:
        if verdict.survived or verdict.outcome == "broken":
            print(f"{verdict.outcome}: {verdict.file}: {verdict.breaks} {verdict.by}")
    survived = sum(verdict.survived for verdict in done)
    share = survived / max(len(done), 1)
    print(f"{survived} of {len(done)} faults survived: {share:.1%}; at most {_MOST_SHARE:.0%} may")
    if any(verdict.outcome == "broken" for verdict in done):
        return 2
    return int(share > _MOST_SHARE)


if __name__ == "__main__":
    sys.exit(main())
