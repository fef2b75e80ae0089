"""A whole number that stands for something stands once: kernels and all that reads tables import it."""

import ast
from pathlib import Path

import pytest

from skykeep.compiler.defence import ROLES
from skykeep.core.interceptor import interceptor_table
from skykeep.core.raid.vocabulary import codes, kinds, purposes, reasons
from skykeep.rng import Purpose

from .source_trees import tree_of

SRC = Path(__file__).parents[2] / "src" / "skykeep"
CORE = SRC / "core"
HOMES = (codes, purposes, reasons, kinds, interceptor_table)

PURPOSES = {
    Purpose.BEARING: purposes.BEARING,
    Purpose.CONDITION: purposes.CONDITION,
    Purpose.SPACING: purposes.SPACING,
    Purpose.TRACK_TARGET: purposes.TRACK_TARGET,
    Purpose.COMMON_KILL: purposes.COMMON_KILL,
    Purpose.KILL: purposes.KILL,
    Purpose.ASSESSMENT: purposes.ASSESSMENT,
    Purpose.DECOY: purposes.DECOY,
    Purpose.SECTOR: purposes.SECTOR,
    Purpose.SCAN_PHASE: purposes.SCAN_PHASE,
    Purpose.DETECT_ACQUISITION: purposes.DETECT + ROLES["acquisition"],
    Purpose.DETECT_LOW_ALTITUDE: purposes.DETECT + ROLES["low_altitude"],
    Purpose.REPORT_LOST: purposes.REPORT_LOST,
    Purpose.ORDER_LOST: purposes.ORDER_LOST,
    Purpose.RADIATES: purposes.RADIATES,
    Purpose.TURN: purposes.TURN,
    Purpose.RAID_KILL: purposes.RAID_KILL,
    Purpose.FAILURE: purposes.FAILURE,
    Purpose.REPAIR: purposes.REPAIR,
    Purpose.RAID_HEIGHT: purposes.RAID_HEIGHT,
    Purpose.WAVE: purposes.WAVE,
    Purpose.CLASSIFY: purposes.CLASSIFY,
    Purpose.IDENTIFY: purposes.IDENTIFY,
    Purpose.ANSWER: purposes.ANSWER,
    Purpose.DECLARE: purposes.DECLARE,
    Purpose.DAMAGE: purposes.DAMAGE,
    Purpose.DETECT_ENGAGEMENT: purposes.DETECT + ROLES["engagement"],
}


def whole_numbers(module):
    """Return the whole numbers that a module defines at its top, by name."""
    found = {name: value for name, value in vars(module).items() if type(value) is int}
    assert found, module
    return found


def numbers_defined(tree):
    """Yield line and name of each constant at the top of a module that is a whole number or a purpose."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            values = [part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant)]
            purpose = any(
                isinstance(part, ast.Name) and part.id == "Purpose" for part in ast.walk(node.value)
            )
            if purpose or (values and all(type(value) is int for value in values)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    names = [part.id for part in ast.walk(target) if isinstance(part, ast.Name)]
                    yield from ((node.lineno, name) for name in names)


def defined_again(tree, known):
    """Return line and name of each constant of a module that bears the name of a code, or a longer one."""
    return [
        (line, name)
        for line, name in numbers_defined(tree)
        if any(f"_{code}_" in f"_{name.strip('_').upper()}_" for code in known)
    ]


CODED = {"role", "side", "outcome", "reason", "kind", "flyout_mode", "blocked", "end"}
"""Fields that hold a code."""


def is_bare(node):
    """Return whether an expression is a whole number written out; 0 is none of the codes, or not yet."""
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value != 0


def bare_codes(tree):
    """Return the lines in which a field that holds a code meets a number that is written out."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Assign):
            parts = [*node.targets, node.value]
        else:
            continue
        fields = {part.attr for part in parts if isinstance(part, ast.Attribute)}
        if fields & CODED and any(map(is_bare, parts)):
            found.append(node.lineno)
    return found


KNOWN = {name for module in HOMES for name in whole_numbers(module)}
OTHER_THINGS = {
    "_EVENTS_PER_ENGAGEMENT": "a size of the queue",
    "_ORDERS_PER_ENGAGEMENT": "the same",
    "WHOLE_RAID": "whose luck it is that is drawn once for a raid",
    "_TRACK_RAID": "the count of a draw",
    "_DONE_LOOKING": "what a look at one threat says of the next, inside one decision",
    "_NO_COLUMNS": "an empty column of a table",
}
"""Constants of core that bear a code's name as a part of theirs and stand for no such thing."""


@pytest.mark.parametrize("purpose", PURPOSES, ids=lambda purpose: purpose.name)
def test_a_kernel_draws_for_the_purpose_that_it_names(purpose):
    assert PURPOSES[purpose] == purpose


def test_no_two_purposes_share_a_code():
    assert len({purpose.value for purpose in Purpose}) == len(Purpose.__members__)
    assert set(Purpose) - set(PURPOSES) == {Purpose.FIGURE, Purpose.BOOTSTRAP, Purpose.ASSIGNMENT}
    assert len(set(whole_numbers(purposes).values())) == len(whole_numbers(purposes))


def test_each_purpose_of_kernels_is_one_of_those_that_are_tested():
    assert set(whole_numbers(purposes).values()) <= set(PURPOSES.values())


def test_outcomes_have_a_code_for_each_name():
    for code, name in enumerate(codes.OUTCOME_NAMES):
        assert getattr(codes, name.upper()) == code


def test_reasons_have_a_code_for_each_name():
    names = (*reasons.REASON_NAMES, *reasons.SHOT_DOWN_NAMES)
    for code, name in enumerate(names, start=1):
        assert getattr(reasons, name.upper()) == code
    assert set(whole_numbers(reasons)) == {*(name.upper() for name in names), "NO_REASON"}


def test_sides_have_a_code_for_each_name():
    assert [getattr(codes, name.upper()) for name in codes.SIDE_NAMES] == [0, 1, 2]


def test_entries_of_the_log_have_a_code_for_each_name():
    for code, name in enumerate(kinds.LOG_NAMES):
        assert getattr(kinds, f"LOG_{name.upper()}") == code


@pytest.mark.parametrize(
    "alternatives",
    [
        ("DONE", "LOG_FULL", "TIME_LIMIT", "FAULT", "DECISION"),
        ("NEAREST_FIRST", "VALUE_GREEDY", "MARGINAL", "ROLLING", "EXACT", "USER_POLICY"),
        ("ACQUISITION", "LOW_ALTITUDE", "ENGAGEMENT"),
        ("FLYOUT_TABLE", "CONSTANT_SPEED", "CONSTANT_TIME"),
        ("IN_FLIGHT", "KILLED", "LEAKED", "ABORTED"),
        ("MISS", "HIT", "WASTED", "ORDERED", "NOT_FIRED"),
        (
            "REPORT",
            "INTERCEPT",
            "LAUNCH",
            "IMPACT",
            "ASSESS",
            "WAKE",
            "UNIT_READY",
            "FAIL",
            "ARRIVE",
            "COME_BACK",
            "LEAVE",
            "FIND",
        ),
        ("TELLS_TRACK", "TELLS_ENGAGED", "TELLS_DEAD"),
        ("UNIT_PART", "RADAR_PART", "POST_PART", "LAUNCHER_PART", "LINK_PART"),
    ],
    ids="-".join,
)
def test_no_two_of_the_codes_that_exclude_each_other_are_the_same(alternatives):
    known = whole_numbers(codes) | whole_numbers(kinds)
    assert len({known[name] for name in alternatives}) == len(alternatives)


def test_roles_of_the_catalogue_are_those_of_kernels():
    assert set(ROLES) == {"acquisition", "low_altitude", "engagement"}
    for name, code in ROLES.items():
        assert getattr(codes, name.upper()) == code


def test_the_check_of_second_definitions_sees_what_it_is_to_see():
    planted = ast.parse(
        "from .codes import KILLED\n_KILLED, _LEAKED = 1, 2\nENGAGEMENT_ROLE: int = 2\n"
        "_NO_ROUND = range(7)[6]\n_DECOY = int(Purpose.DECOY)\n"
        "SECTOR_HALF_RAD = 0.5\n_STEPS = 7\ndef f():\n    HIT = 1\n"
    )
    names = [name for _, name in defined_again(planted, KNOWN)]
    assert names == ["_KILLED", "_LEAKED", "ENGAGEMENT_ROLE", "_NO_ROUND", "_DECOY"]


def test_no_code_is_defined_a_second_time_in_core():
    homes = {Path(module.__file__) for module in HOMES}
    found = {
        (str(path.relative_to(SRC)), name)
        for path in sorted(CORE.rglob("*.py"))
        if path not in homes
        for _, name in defined_again(tree_of(path), KNOWN)
    }
    assert {place for place in found if place[1] not in OTHER_THINGS} == set()
    assert {name for _, name in found} == set(OTHER_THINGS), "a reason for a constant that is gone"


def test_no_code_has_two_homes():
    names = [name for module in HOMES for _, name in numbers_defined(tree_of(Path(module.__file__)))]
    assert sorted(names) == sorted(set(names))


def test_the_check_of_numbers_written_out_sees_what_it_is_to_see():
    planted = ast.parse(
        "if radar.role == 2:\n    shot.end = -1\n"
        "threat.reason = 0\nif a.unit == 2:\n    x = threat.outcome == KILLED\n"
    )
    assert sorted(bare_codes(planted)) == [1, 2]


def test_fields_that_hold_a_code_meet_no_number_that_is_written_out():
    found = {str(path.relative_to(SRC)): bare_codes(tree_of(path)) for path in sorted(SRC.rglob("*.py"))}
    assert {path: lines for path, lines in found.items() if lines} == {}
