"""A system and ground made by hand, on which coverage can be worked out on paper."""

import math
from dataclasses import replace

import numpy as np

from skykeep.coverage import Question, Site
from skykeep.model import (
    CommandPost,
    Figure,
    Interceptor,
    LauncherGroup,
    Radar,
    System,
    fixed,
)
from skykeep.terrain import Heightfield

SITE = Site(lat_deg=33.3, lon_deg=44.4, mast_m={"search": 10.0, "engage": 10.0})
STEP_DEG = 1.0 / 120.0


def radar(radar_id, role, **changes):
    """Return an all-round radar of 200 km against 1 m2."""
    base = Radar(
        id=radar_id,
        name=radar_id,
        role=role,
        band="s",
        antenna_height_m=fixed(15.0),
        detection_range_m=fixed(200e3),
        reference_rcs_m2=fixed(1.0),
        reference_p_detect=fixed(0.8),
        instrumented_range_m=fixed(250e3),
        revisit_s=fixed(6.0),
        sector_rad=fixed(2.0 * math.pi),
        elevation_min_rad=fixed(-0.1),
        elevation_max_rad=fixed(1.3),
        track_capacity=fixed(100.0),
    )
    return replace(base, **changes)


INTERCEPTOR = Interceptor(
    id="round",
    name="Round",
    range_max_m=fixed(100e3),
    range_min_m=fixed(3e3),
    alt_max_msl_m=fixed(25e3),
    alt_min_agl_m=fixed(10.0),
    range_max_ballistic_m=fixed(0.0),
    alt_max_ballistic_msl_m=fixed(0.0),
    peak_speed_mps=fixed(1600.0),
    target_speed_max_mps=fixed(1500.0),
    radar_support="to_intercept",
    support_before_intercept_s=fixed(0.0),
    coast_s=fixed(2.0),
)


def system(search=None, engagement=None, interceptor=None):
    """Return a system of one search radar, one engagement radar and one interceptor type."""
    return System(
        id="test-system",
        name="Test system",
        origin="nowhere",
        unit_name="battery",
        summary="made for tests",
        brochure_detection_radar="search",
        brochure_interceptor="round",
        command_post=CommandPost(reaction_s=fixed(5.0), operator_delay_s=fixed(5.0), assessment_s=fixed(5.0)),
        radars=(
            search or radar("search", "acquisition"),
            engagement or radar("engage", "engagement", revisit_s=fixed(1.0)),
        ),
        interceptors=(interceptor or INTERCEPTOR,),
        launchers=(
            LauncherGroup(
                id="main",
                interceptor="round",
                launchers=fixed(4.0),
                rounds_per_launcher=fixed(4.0),
                launch_interval_s=fixed(3.0),
                reload_s=fixed(600.0),
                reload_sets=fixed(0.0),
            ),
        ),
    )


def question(*heights, **changes):
    """Return a quick question."""
    return Question(heights_agl_m=heights, bearings=360, **({"limits": False} | changes))


def ground(alt=None, *, half_deg=4.0, **changes):
    """Return 30-arc-second ground round the site; ``alt`` maps (north, east) degrees from it to metres."""
    posts = round(2 * half_deg / STEP_DEG) + 1
    north = half_deg - np.arange(posts)[:, None] * STEP_DEG
    east = -half_deg + np.arange(posts)[None, :] * STEP_DEG
    heights = np.zeros((posts, posts)) if alt is None else np.broadcast_to(alt(north, east), (posts, posts))
    field = Heightfield(
        alt_msl_m=np.ascontiguousarray(heights, dtype=np.float32),
        north_deg=SITE.lat_deg + half_deg,
        west_deg=SITE.lon_deg - half_deg,
        lat_step_deg=STEP_DEG,
        lon_step_deg=STEP_DEG,
        name="made by hand",
        licence="none",
        vertical_datum="mean sea level",
        step_m=926.6,
        source="test",
    )
    return replace(field, **changes)


def figure(low, best, high, **changes):
    """Return a figure with limits."""
    return Figure(**({"low": low, "best": best, "high": high, "kind": "assumed"} | changes))
