"""The time of flight that coverage looks up and the one that the launch planner does: the same everywhere."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.interceptor import launch_planner
from skykeep.core.interceptor.interceptor_table import FLYOUT_TABLE, Interceptor
from skykeep.core.interceptor.table import table_time_s
from skykeep.core.kernel.by_address import from_python

from ....examples import examples

flight_time_s = from_python(launch_planner.flight_time_s)

RANGE_STEP_M, HEIGHT_STEP_M = 512.0, 256.0

places = st.one_of(st.integers(-2, 10).map(lambda n: n / 2.0), st.floats(-1.0, 6.0))


@examples(300)
@given(
    seed=st.integers(0, 2**31),
    unreachable=st.floats(0.0, 0.6),
    level=st.one_of(st.sampled_from([0.0, 1.0, 2.0]), st.floats(0.0, 2.0)),
    row=places,
    column=places,
)
def test_coverage_and_the_launch_planner_read_one_time_of_flight(seed, unreachable, level, row, column):
    rng = np.random.default_rng(seed)
    tables_s = rng.uniform(1.0, 100.0, (2, 3, 4, 5))
    tables_s[rng.random(tables_s.shape) < unreachable] = math.inf
    rounds = Interceptor.table(2)
    rounds["flyout_mode"] = FLYOUT_TABLE
    rounds["range_step_m"], rounds["height_step_m"] = RANGE_STEP_M, HEIGHT_STEP_M
    rounds["flyout_level"][1] = level
    planned = flight_time_s(rounds[1], tables_s[1], 1.0, column * RANGE_STEP_M, row * HEIGHT_STEP_M)
    assert planned == table_time_s(tables_s[1], level, row, column)


def test_the_last_row_and_column_belong_to_the_table():
    tables_s = np.arange(24.0).reshape(3, 2, 4) + 1.0
    row = Interceptor.one()
    row.flyout_mode = FLYOUT_TABLE
    row.range_step_m = row.height_step_m = 128.0
    row.flyout_level = 1.0
    assert flight_time_s(row, tables_s, 1.0, 3.0 * 128.0, 128.0) == tables_s[1, 1, 3]
    assert flight_time_s(row, tables_s, 1.0, 384.001, 128.0) == math.inf
    assert flight_time_s(row, tables_s, 1.0, 384.0, 128.001) == math.inf
