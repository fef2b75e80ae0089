"""The list of faults fits the kernel as it is, and its way of telling a stale one."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from .faults import ROOT, StaleListError, check_list, covering, read_faults
from .workshop import Verdict

FAULTS = read_faults()


def test_every_fault_can_be_planted_and_every_test_of_it_is_there():
    check_list(FAULTS)


def test_every_fault_changes_something_and_stands_once_in_the_list():
    assert all(fault.text != fault.put and fault.breaks for fault in FAULTS)
    assert max(Counter(fault.key for fault in FAULTS).values()) == 1


def test_faults_are_spread_over_the_kernel():
    rooms = Counter(fault.file.split("/")[0] for fault in FAULTS)
    assert len(FAULTS) >= 60
    assert set(rooms) == {"raid", "interceptor", "radar", "earth", "kernel", "command"}
    assert min(rooms.values()) >= 5


def test_a_text_that_is_gone_or_stands_twice_is_refused():
    stale = [replace(FAULTS[0], text="no such text"), replace(FAULTS[0], text="import")]
    with pytest.raises(StaleListError, match=r"(?s)stands there 0 times.*stands there \d+ times, not once"):
        check_list(stale)


def test_a_test_that_is_gone_is_refused():
    with pytest.raises(StaleListError, match=r"tests/unit/gone\.py is not there"):
        check_list([replace(FAULTS[0], tests=("unit/gone.py::test_that_was",))])


def test_the_longest_name_that_fits_a_file_tells_its_tests():
    told = {"raid": ["a"], "raid/rules": ["b"], "raid/rules/reserve.py": ["c"]}
    files = ("raid/command/links.py", "raid/rules/keep_out.py", "raid/rules/reserve.py")
    assert [covering(file, told) for file in files] == [["a"], ["b"], ["c"]]
    with pytest.raises(StaleListError, match=r"radar/snr\.py: no entry of \[tests\]"):
        covering("radar/snr.py", told)


def test_only_what_no_test_noticed_has_survived():
    told = {
        outcome: Verdict("key", "file", "breaks", outcome, "", 1.0)
        for outcome in ("killed", "ends not", "survived", "broken")
    }
    assert [outcome for outcome, verdict in told.items() if verdict.survived] == ["survived"]


@pytest.mark.slow
def test_tests_of_a_fault_run_in_the_order_of_the_list_though_slow_ones_begin_elsewhere():
    quick, slow = "tests/unit/core/kernel/test_streams.py", "tests/unit/core/radar/test_scan.py"
    orders = []
    for more in (["--hypothesis-profile=hunt"], []):
        asked = ["-m", "pytest", "-p", "no:randomly", "-p", "no:cacheprovider", "--collect-only", *more]
        told = subprocess.run(
            [sys.executable, *asked, quick, slow], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        names = [name for name in (quick, slow) if name in told.stdout]
        orders.append(sorted(names, key=told.stdout.index))
    assert orders == [[quick, slow], [slow, quick]]
