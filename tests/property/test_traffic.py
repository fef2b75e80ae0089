"""What must hold in every raid with traffic in it, whatever else is on."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.raid.identity.sides import real_threats
from skykeep.core.raid.tables.recognition import Recognition
from skykeep.core.raid.vocabulary.codes import ABORTED, KILLED, LEAKED, PASSED
from skykeep.engine import plain_legend, raid_table, run_worlds

from ..examples import examples
from ..reference.twin.random_scenes import FEATURES, Sizes, random_case

AIMS = ("aim_unit", "aim_radar", "aim_post", "aim_launcher")
P = st.floats(0.0, 1.0)


@st.composite
def cases(draw):
    """Return a raid made at random in which some rows are traffic, and the chances of its recognition."""
    size = Sizes(
        seed=draw(st.integers(0, 2**32)),
        units=draw(st.integers(1, 3)),
        threats=draw(st.integers(2, 8)),
        on=draw(st.frozensets(st.sampled_from(FEATURES))),
    )
    case = random_case(size)
    between = len(case.threats) - 2
    sides = draw(st.lists(st.integers(0, 2), min_size=between, max_size=between))
    case.threats["side"] = [0, *sides, draw(st.integers(1, 2))]
    traffic = case.threats["side"] > 0
    case.threats["decoy"][traffic] = False
    for aim in AIMS:
        case.threats[aim][traffic] = -1
    rows = Recognition.table(case.worlds, 1)
    rows["class_right_p"], rows["traffic"] = 1.0, True
    for name in ("friend_silent_p", "neutral_silent_p", "answer_missed_p", "traffic_declared_p"):
        rows[name] = draw(P)
    rows["threat_undeclared_p"] = draw(P)
    case.doctrine["weapons_tight"] = draw(st.booleans())
    return case._replace(recognition=rows)


@examples(40)
@given(case=cases())
def test_traffic_never_counts_among_the_threats_and_rounds_balance(case):
    batch = run_worlds(case, 0, 1, replications=2)
    threats, raids = batch.results.threats, batch.results.raids
    real, traffic = real_threats(case.threats), case.threats["side"] > 0
    for outcome, name in ((KILLED, "killed"), (LEAKED, "leakers"), (ABORTED, "aborted")):
        assert np.array_equal((threats["outcome"] == outcome)[:, real].sum(axis=1), raids[name])
    assert np.isin(threats["outcome"][:, traffic], (KILLED, PASSED, ABORTED)).all()
    assert np.array_equal(batch.results.ledger.sum(axis=1), raids["leakers"])
    columns = raid_table(case, plain_legend(case), batch).to_pydict()
    wasted = ("wasted", "at_decoys", "at_friendly", "at_neutral", "at_harmless")
    harmful = real & (threats["outcome"] != ABORTED)
    used = ((threats["shots"] - threats["wasted"]) * harmful).sum(axis=1)
    assert np.array_equal(
        used + np.sum([columns[f"rounds_{name}"] for name in wasted], axis=0), columns["rounds_fired"]
    )


@examples(30)
@given(case=cases())
def test_no_friend_is_shot_at_where_all_answer_and_are_heard(case):
    for name in ("friend_silent_p", "neutral_silent_p", "answer_missed_p"):
        case.recognition[name] = 0.0
    threats = run_worlds(case, 0, 1, replications=2).results.threats
    assert threats["shots"][:, case.threats["side"] > 0].sum() == 0
