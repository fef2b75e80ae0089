"""The event queue against the heap of the standard library: the same order whatever is pushed and popped."""

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core import layout as at
from skykeep.core.engagement_state import new_state
from skykeep.core.event_queue import MOST_THREATS, MOST_UNITS, event_kind, event_parts, pop_first, push_event

from ..engine.small_cases import small_case

CAPACITY = 12

events = st.tuples(
    st.sampled_from([0.0, 0.0, 1.0, 2.5, 1e6]) | st.floats(0.0, 10.0),
    st.integers(0, 3),
    st.integers(0, 5) | st.just(MOST_UNITS - 1),
    st.integers(0, 900) | st.just(MOST_THREATS - 1),
    st.integers(0, 40) | st.just(1_000_000),
)
"""Time, kind, fire unit, threat and count; a few times are likely to be alike."""


def empty():
    return np.zeros((CAPACITY, at.EVENT_PLACES)), np.zeros(at.PROGRESS_PLACES, np.int64)


def first_of(queue):
    """Return the first event as it was pushed."""
    return (queue[0, at.EVENT_S], event_kind(queue[0]), *event_parts(queue[0]))


@given(st.lists(events | st.none(), max_size=120))
def test_events_come_out_by_time_then_kind_then_order_of_arrival(steps):
    queue, progress = empty()
    heap, sequence = [], 0
    for step in [*steps, *[None] * CAPACITY]:
        if step is None:
            if heap:
                assert first_of(queue) == heapq.heappop(heap)[-1]
            pop_first(queue, progress)
        else:
            taken = push_event(queue, progress, *step)
            assert taken == (len(heap) < CAPACITY)
            if taken:
                heapq.heappush(heap, (step[0], step[1], sequence, step))
                sequence += 1
        assert progress[at.QUEUED] == len(heap)
        if heap:
            assert first_of(queue) == heap[0][-1]


def test_a_full_queue_takes_nothing_and_stays_as_it_was():
    queue, progress = empty()
    for number in range(CAPACITY):
        assert push_event(queue, progress, float(CAPACITY - number), 0, 0, number, 0)
    before, steps = queue.copy(), progress.copy()
    assert not push_event(queue, progress, 0.0, 0, 0, 99, 0)
    assert np.array_equal(queue, before)
    assert np.array_equal(progress, steps)


def test_more_threats_than_an_event_can_name_are_refused():
    case = small_case()
    crowd = np.broadcast_to(case.threats[:1], (MOST_THREATS + 1, case.threats.shape[1]))
    with pytest.raises(ValueError, match=f"a raid has at most {MOST_THREATS} threats and {MOST_UNITS} fire"):
        new_state(case._replace(threats=crowd))


def test_an_empty_queue_gives_nothing():
    queue, progress = empty()
    pop_first(queue, progress)
    assert progress[at.QUEUED] == 0
