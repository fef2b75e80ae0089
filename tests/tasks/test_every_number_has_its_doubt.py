"""Every number of every ``--json`` has an interval beside it, or a stated reason why it needs none.

An interval is a key that ends in ``_90``, ``limits`` or the like, in the same table or under the number's own
name; or the triple of low, best (or mid) and high; or a
``basis`` says that it is assumed. What has none stands in one of the lists below, by the
last two keys of its path: what was asked, what was counted, one raid as it was played, or where things are.

From the same answers every figure is walked back to the shipped sources (``tests/source_chain.py``).
"""

import json
import re
from collections import Counter
from functools import cache
from tempfile import mkdtemp

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app

from ..source_chain import Walk, shipped_shelf, walk_answer

CRUISE = "iraq-baghdad-s300pmu2-cruise"
FEW = "--worlds 50 --replications 2"
SETTLED = f"{FEW} --view sceptic"
"""Without what moves the leakers: that costs most, and the first run tells all of its numbers."""
RUN = f"{mkdtemp()}/run"

COMMANDS = {
    "run": f"run {CRUISE} {FEW} --out {RUN} --force",
    "run, layers": f"run iraq-baghdad-patriot-msam2-mixed {SETTLED}",
    "run, traffic": f"run iraq-baghdad-traffic {SETTLED}",
    "run, what is hit": f"run iraq-baghdad-s300pmu2-struck {SETTLED}",
    "sweep": f"sweep {CRUISE} --set raid.count=4,8 {FEW}",
    "saturate": f"saturate {CRUISE} --n 1:4 {FEW}",
    "stress": f"stress {CRUISE} {FEW}",
    "claim": f"claim {CRUISE} --stop-rate 0.99 {FEW}",
    "sensitivity": f"sensitivity {CRUISE} --points 64 --trajectories 4 --replications 2",
    "replay": f"replay {CRUISE}",
    "why": f"why {RUN} --threat 1",
    "coverage": f"coverage {CRUISE} --heights 100",
    "probe": f"probe {CRUISE} --at 33.9,44.4 --height 300",
    "cost": "cost iraq",
    "compare": "compare iraq --option s-400 --option today --site baghdad --raid srbm-8 --worlds 50 "
    "--replications 2 --coverage-worlds 50 --height 1000",
    "backtest": "backtest --event abqaiq-2019 --worlds 10 --replications 2",
    "sovereignty": "sovereignty iraq-as-it-is-uav --worlds 50 --replications 2 --bearings 2",
    "place": "place --country IQ --system s-300pmu-2 --k 2 --height 1000 --worlds 50 --candidates cities:12",
    "catalogue show": "catalogue show s-300pmu-2",
    "catalogue compare": "catalogue compare s-300pmu-2 s-400",
    "catalogue gaps": "catalogue gaps",
    "catalogue contracts": "catalogue contracts",
    "doctrine list": "doctrine list",
}

ASKED = (
    r"(times|seed|worlds|worlds_asked|worlds_limit|replications|raids|stop_rate|years|k|world|replication|price_year)",
    r"(levers_asked|curves_asked|losses_asked|points_asked|results_version)",
    r"(stopping|goal)/\w+",
    r"(swept|settings)/.+",
    r"alternatives/(salvo_size|later_salvo_size)",
    r"(target|detection)/(p_detect|confirm_m|confirm_n|p_false_alarm|pulses)",
    r"(by_height|heights|cover_map)/height_agl_m",
    r"played/value",
    r"rules/price_year",
    r"(raids|rechosen)/(worlds|replications)",
    r"(exchanges_asked|draws|groups_asked|events_asked|plays_asked|coverage_worlds|heights_agl_m)",
    r"(rows|by_doctrine|under|robustness|decision)/(worlds|replications|weightings)",
    r"(coverage|country|pairs|winners)/height_agl_m",
    r"costs/(years|price_year)",
    r"criteria/worth_[01]_at",  # the scale of a criterion, as stated
    r"intrusions/(height_m|speed_mps)",
    r"corridors/(bearing_deg|length_km)",
    r"units/count|fielded/units",
    r"front/k",
    r"trajectories|points|threats_launched",
)
COUNTED = (
    r"ledger_counts/\w+",
    r"(answers|best_figures|tornado|unknowns|reasons|waterfall|traffic)/"
    r"(worlds|replications|raids|causes|raids_of_first_look|causes_looked_at_closely|raids_at_each_end|"
    r"figures|launched|friendly_flown|neutral_flown)",
    r"raids_leaked",
    r"by_kind/\w+",
    r"count/.+",
    r"missed_days/(launched_at_least|days|missed)",
    r"trials/(before|after|shots)",
    r"cost/(screening_raids|index_raids|raids_played|raids)",
    r"(rows|dots)/(threats_launched|decoys_launched)",
    r"robustness/(parts|ending)",
    r"orders/(holds_under|of)",  # of so many doctrines, the error of the computation allowed for
    r"events/(raids|repeats)",
    r"dots/(leakers|world|replication|rounds_left|ledger/\w+)",  # a hundred raids, each as it was played
    r"[\w-]+/(of_raids|of_worlds)",
    r"[\w-]+/(more|fewer_past_first|fewer_past_second|alike)",  # a hundred raids of two options
    r"[\w/-]+/(s-400|today)",  # one possible point for each joint draw
    r"rechosen/(another_better|most_better)",  # of so many worlds
)
BOUNDS = (
    r"missed_days/share_at_most",  # itself the end of an interval
    r"unknowns/noise_level",
    r"(best|front|greedy)/(bound|gap)",  # what is proven of a choice
)
ONE_RAID = (r"(threats|story|moments|chances|decisive)/\w+", r"counts/(threats|leaked|killed)")
PLACES = (
    r"terrain/\w+",
    r"(site|at|sites|candidates)/(lat_deg|lon_deg|ground_alt_msl_m|ground_msl_m)",
    r"profile/\w+",
    r"cover_map/\w+",
    r"seconds_per_km/.+",
)
RECORDS = (
    r"(alternatives|values|leads|amounts|quantities|each_million)/.+",  # one public claim each, as printed
    r".+/year",
    r"[A-Z]{3}/\d{4}",  # rates of exchange and indices of record
    r"(a|b)/(engagement_sets|target_channels|launchers|ready_rounds)",
)
FIGURES = (  # of the catalogue, at the view asked for: the limits of the answer hold theirs
    r"radars/antenna_(height|agl)_m",
    r"rings/range_m",
    r"target/(rcs_m2|rcs_low_band_m2|speed_mps)",
)
SPLIT = (r"variance/(chance|ignorance)",)  # parts of the spread that the intervals tell of
WITHOUT = re.compile("|".join((*ASKED, *COUNTED, *BOUNDS, *ONE_RAID, *PLACES, *RECORDS, *FIGURES, *SPLIT)))


def is_interval(key):
    """Whether a key names ends of an interval."""
    ends = key.startswith(("low_", "high_")) or key in ("low", "high")
    return ends or key.endswith("_90") or "limits" in key


def bare_numbers(node, path=(), *, told=False, beside=False):
    """Yield the last keys of each number that has no interval: ``told`` if a key above it names one or has
    one under its own name, ``beside`` if its table holds one."""
    if isinstance(node, dict):
        beside = any(map(is_interval, node)) or "assumed" in str(node.get("basis", ""))
        for key, value in node.items():
            stem = re.sub(r"_[ms]$", "", key)
            own = is_interval(key) or any(is_interval(each) and each.startswith(stem) for each in node)
            yield from bare_numbers(value, (*path, key), told=told or own, beside=beside)
    elif isinstance(node, list):
        for value in node:
            yield from bare_numbers(value, path, told=told, beside=beside)
    elif isinstance(node, int | float) and not isinstance(node, bool) and not (told or beside):
        yield "/".join(path[-3:] if path[-3:-1] == ("dots", "ledger") else path[-2:])


@cache
def answer(command):
    """Return what a command prints with ``--json``."""
    if command == "why":
        answer("run")
    done = CliRunner().invoke(app, [*COMMANDS[command].split(), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_number_has_an_interval_or_is_asked_counted_played_or_of_record(command):
    bare = Counter(name for name in bare_numbers(answer(command)) if not WITHOUT.fullmatch(name))
    assert not bare, "without an interval: " + ", ".join(f"{name} ({times})" for name, times in bare.items())


def test_a_number_that_loses_its_interval_is_found():
    summary = answer("run")
    assert {key for key in summary["leakers"] if is_interval(key)} >= {"mc_error_90", "ignorance_90"}
    alone = {"leakers": {"mean": summary["leakers"]["mean"]}, "ledger": summary["ledger"]}
    found = list(bare_numbers(alone))
    assert found[0] == "leakers/mean"
    assert len(found) == 1 + len(summary["ledger"])


NO_FIGURES = {"sweep", "claim", "stress", "replay", "why", "catalogue gaps"}
"""What names no figure of the catalogue: results, what was asked, and one raid as it was played."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_figure_leads_back_to_a_source_or_a_stated_reason(command):
    walk = Walk(shipped_shelf())
    walk_answer(answer(command), walk)
    assert not walk.breaks, "\n".join(walk.breaks)
    if command not in NO_FIGURES:
        assert walk.walked.total() > 0


@pytest.mark.parametrize("command", ["run", "cost", "compare", "place", "sensitivity", "sovereignty"])
def test_a_source_that_is_taken_away_breaks_the_chain_of_an_answer_that_rests_on_it(command):
    whole = Walk(shipped_shelf())
    walk_answer(answer(command), whole)
    for source in whole.met[:: max(1, len(whole.met) // 5)]:
        walk = Walk(shipped_shelf().without_source(source))
        walk_answer(answer(command), walk)
        assert any(f"no source {source!r}" in each for each in walk.breaks), source


def test_a_figure_without_id_sources_or_reason_is_found():
    walk = Walk(shipped_shelf())
    walk_answer({"tracking": {"raid": {"best": 0.99, "low": 0.95, "high": 1.0, "kind": "derived"}}}, walk)
    walk_answer({"rows": [{"figure": "s-400/radars/none/x_m", "kind": "assumed", "note": "so"}]}, walk)
    walk_answer({"rings": [{"figure_kind": "assumed", "range_m": 5.0, "sources": []}]}, walk)
    assert [each.split(":")[0] for each in walk.breaks] == ["/tracking/raid", "/rows[]", "/rings[]"]
