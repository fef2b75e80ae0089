"""The event queue against the heap of the standard library: the same order whatever is pushed and popped."""

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core import event_queue
from skykeep.core import layout as at
from skykeep.core.engagement_state import new_state
from skykeep.core.event_queue import MOST_THREATS, MOST_UNITS
from skykeep.core.rows import by_address

from ..engine.small_cases import small_case

CAPACITY = 12
push_event = by_address(event_queue.push_event)
pop_event = by_address(event_queue.pop_event)
event_parts = by_address(event_queue.event_parts)

events = st.tuples(
    st.sampled_from([0.0, 0.0, 1.0, 2.5, 1e6]) | st.floats(0.0, 10.0),
    st.integers(0, 3),
    st.integers(0, 5) | st.just(MOST_UNITS - 1),
    st.integers(0, 900) | st.just(MOST_THREATS - 1),
    st.integers(0, 40) | st.just(1_000_000),
)
"""Time, kind, fire unit, threat and count; a few times are likely to be alike."""


def empty():
    """Return the columns of a queue with their length, and the progress of a raid."""
    return (np.zeros(CAPACITY), np.zeros(CAPACITY, np.int64), CAPACITY), np.zeros(
        at.PROGRESS_PLACES, np.int64
    )


def push(queue, progress, event):
    """Add an event as it is drawn above; return whether it was taken."""
    time_s, kind, unit, threat, count = event
    return push_event(queue, progress, time_s, (kind, unit, threat, count))


def waiting(queue, progress):
    """Return the events in the queue, as they were pushed."""
    times_s, events, _ = queue
    places = range(progress[at.QUEUE_FIRST], progress[at.QUEUE_END])
    return [(times_s[place], *event_parts(events[place])) for place in places]


@given(st.lists(events | st.none(), max_size=120))
def test_events_come_out_by_time_then_kind_then_order_of_arrival(steps):
    queue, progress = empty()
    heap, sequence = [], 0
    for step in [*steps, *[None] * CAPACITY]:
        if step is None:
            if heap:
                assert event_parts(pop_event(queue[1], progress)) == heapq.heappop(heap)[-1][1:]
        else:
            taken = push(queue, progress, step)
            assert taken == (len(heap) < CAPACITY)
            if taken:
                heapq.heappush(heap, (step[0], step[1], sequence, step))
                sequence += 1
        assert waiting(queue, progress) == [entry[-1] for entry in sorted(heap)]


def test_a_full_queue_takes_nothing_and_stays_as_it_was():
    queue, progress = empty()
    for number in range(CAPACITY):
        assert push(queue, progress, (float(CAPACITY - number), 0, 0, number, 0))
    before, steps = waiting(queue, progress), progress.copy()
    assert not push(queue, progress, (0.0, 0, 0, 99, 0))
    assert waiting(queue, progress) == before
    assert np.array_equal(progress, steps)


def test_more_threats_than_an_event_can_name_are_refused():
    case = small_case()
    crowd = np.broadcast_to(case.threats[:1], (MOST_THREATS + 1, case.threats.shape[1]))
    with pytest.raises(ValueError, match=f"a raid has at most {MOST_THREATS} threats and {MOST_UNITS} fire"):
        new_state(case._replace(threats=crowd))
