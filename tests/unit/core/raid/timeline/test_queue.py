"""The event queue against the heap of the standard library: the same order whatever is pushed and popped."""

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.core.kernel.by_address import from_python
from skykeep.core.raid.state import new_raid
from skykeep.core.raid.tables.entities import Event
from skykeep.core.raid.timeline import queue as kernels

from ....engine.small_cases import small_case

CAPACITY = 12
MANY = 2**40
push_event = from_python(kernels.push_event)
first_event = from_python(kernels.first_event)
take_event = from_python(kernels.take_event)
drop_events = from_python(kernels.drop_events)
fetch_due = from_python(kernels.fetch_due)

events = st.tuples(
    st.sampled_from([0.0, 0.0, 1.0, 2.5, 1e6, np.inf]) | st.floats(0.0, 10.0),
    st.integers(0, 3),
    st.integers(0, 5) | st.just(MANY),
    st.integers(0, 900) | st.just(MANY),
    st.integers(0, 40) | st.just(1_000_000),
    st.floats(0.0, 10.0) | st.just(np.inf),
)
"""Time, kind, place, threat, count and value; a few times are likely to be alike."""


def empty(capacity=CAPACITY):
    """Return a raid with a queue of a few places."""
    return new_raid(small_case())._replace(queue=Event.table(capacity + 1))  # one place is always free


PUSHED = ("time_s", "kind", "place", "threat", "count", "value")


def parts(event):
    """Return an event as it was pushed."""
    return tuple(getattr(event, name) for name in PUSHED)


def near(raid):
    """Return the near events, as they were pushed."""
    return raid.queue[raid.progress.queue_first : raid.progress.queue_end][list(PUSHED)].tolist()


def far(raid):
    """Return the far events, as they were pushed, by their order."""
    events = raid.queue[len(raid.queue) - raid.progress.far :]
    return np.sort(events, order=["time_s", "kind", "number"])[list(PUSHED)].tolist()


def waiting(raid):
    """Return the events in the queue, as they were pushed."""
    assert near(raid) or not far(raid)
    return near(raid) + far(raid)


def taken(raid):
    """Take the first event, and return it as it can still be read."""
    event = parts(first_event(raid))
    place = raid.progress.queue_first
    take_event(raid)
    assert parts(raid.queue[place]) == event
    return event


def agree_with_a_heap(steps, capacity):
    """Push events and take one at each None, and then all, from a queue and a heap; compare them."""
    raid = empty(capacity)
    heap, sequence = [], 0
    for step in [*steps, *[None] * capacity]:
        if step is None:
            if heap:
                assert taken(raid) == heapq.heappop(heap)[-1]
        else:
            push_event(raid, *step)
            assert raid.progress.overflowed == (len(heap) == capacity)
            raid.progress.overflowed = False
            if len(heap) < capacity:
                heapq.heappush(heap, (step[0], step[1], sequence, step))
                sequence += 1
        assert waiting(raid) == [entry[-1] for entry in sorted(heap)]


@given(st.lists(events | st.none(), max_size=120))
def test_events_come_out_by_time_then_kind_then_order_of_arrival(steps):
    agree_with_a_heap(steps, CAPACITY)


@given(st.lists(events, min_size=20, max_size=60), st.lists(events | st.none(), max_size=40))
def test_where_many_are_open_the_order_is_the_same(many, steps):
    agree_with_a_heap([*many, None, None, *steps], 2 * CAPACITY + len(many))


whose = st.tuples(st.integers(0, 2), st.just(-1) | st.integers(0, 59))
"""A place, and an event whose threat is meant, -1 for any threat."""


@given(st.lists(events, min_size=30, max_size=60), st.lists(whose, max_size=8), events)
def test_dropped_and_fetched_events_leave_the_others_in_order(many, dropped, late):
    raid = empty(len(many) + 1)
    for number, step in enumerate(many):
        push_event(raid, *step[:2], number % 3, *step[3:])
    left = waiting(raid)
    for place, named in dropped:
        threat = -1 if named < 0 else many[named % len(many)][3]
        drop_events(raid, 1, place, threat)
        left = [event for event in left if event[1:3] != (1, place) or threat not in (-1, event[3])]
        assert waiting(raid) == left
        raid.progress.now_s = left[len(left) // 2][0] if left else 0.0
        fetch_due(raid)
        assert waiting(raid) == left
        assert all(event[0] > raid.progress.now_s for event in far(raid))
    push_event(raid, *late)
    left = sorted([*left, late], key=lambda event: event[:2])
    assert [taken(raid) for _ in left] == left
    assert (raid.progress.queue_first, raid.progress.queue_end, raid.progress.far) == (0, 0, 0)


@pytest.mark.parametrize("open_events", [6, 60])
def test_in_a_long_raid_the_order_is_the_same_and_the_near_events_stay_at_the_front(open_events):
    rng = np.random.default_rng(open_events)
    raid, heap = empty(400), []
    for step in range(400):
        event = (step + float(rng.integers(0, 20)), int(rng.integers(0, 3)), 0, step, 0, 0.0)
        push_event(raid, *event)
        heapq.heappush(heap, (*event[:2], step, event))
        assert raid.progress.queue_end <= kernels._TAKEN_MOST + kernels._NEAR_MOST + 1
        if step >= open_events:
            assert taken(raid) == heapq.heappop(heap)[-1]


def test_of_many_events_few_are_near():
    raid = empty(500)
    times_s = np.random.default_rng(1).permutation(500)
    for time_s in times_s:
        push_event(raid, float(time_s), 0, 0, 0, 0, 0.0)
    assert len(near(raid)) == kernels._NEAR_MOST
    assert [taken(raid)[0] for _ in times_s] == sorted(times_s)


def test_a_full_queue_takes_nothing_and_stays_as_it_was():
    raid = empty()
    for number in range(CAPACITY):
        push_event(raid, float(CAPACITY - number), 0, 0, number, 0, 0.0)
    before, progress = waiting(raid), raid.progress.tobytes()
    push_event(raid, 0.0, 0, 0, 99, 0, 0.0)
    assert raid.progress.overflowed
    raid.progress.overflowed = False
    assert waiting(raid) == before
    assert raid.progress.tobytes() == progress


def test_what_is_left_moves_to_the_front_when_the_end_is_reached():
    raid = empty()
    for number in range(CAPACITY):
        push_event(raid, float(number), 1, 2, number, 3, 4.0)
    for number in range(CAPACITY - 2):
        assert taken(raid) == (float(number), 1, 2, number, 3, 4.0)
    push_event(raid, CAPACITY - 1.5, 0, 7, 8, 9, 0.5)
    assert (raid.progress.queue_first, raid.progress.queue_end) == (0, 3)
    assert waiting(raid) == [
        (10.0, 1, 2, 10, 3, 4.0),
        (10.5, 0, 7, 8, 9, 0.5),
        (11.0, 1, 2, 11, 3, 4.0),
    ]


def test_a_queue_that_was_emptied_begins_at_its_front_again():
    raid = empty()
    for _ in range(3 * CAPACITY):
        push_event(raid, 1.0, 0, 0, 0, 0, 0.0)
        taken(raid)
        assert (raid.progress.queue_first, raid.progress.queue_end) == (0, 0)
