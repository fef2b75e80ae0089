import math

import numpy as np
import pytest

from skykeep.compiler.raids import AimPoint, Target, raid_families, raid_paths
from skykeep.errors import CompileError
from skykeep.model.figure import fixed
from skykeep.model.threat import RaidGroup, StandardRaid, ThreatClass

AIM = AimPoint(33.3, 44.4)


def threat(name="cruise", flight="terrain_following", **changes):
    values = {
        "id": name,
        "name": name,
        "flight": flight,
        "rcs_m2": fixed(0.1),
        "rcs_low_band_m2": fixed(0.2),
        "speed_mps": fixed(240.0),
        "set_height_m": fixed(50.0),
        "climb_max_rad": fixed(0.15),
        "dive_max_rad": fixed(0.2),
    }
    return ThreatClass(**(values | changes))


THREATS = {
    t.id: t
    for t in (
        threat(),
        threat("decoy", is_decoy=True),
        threat("srbm", "ballistic", is_ballistic=True),
        threat("quasi", "quasi_ballistic", is_ballistic=True),
    )
}


def group(name="cruise", count=1, **changes):
    return RaidGroup(
        **(
            {"threat_class": name, "count": count, "speed_mps": 240.0, "height_m": 50.0, "standoff_m": 200e3}
            | changes
        )
    )


def targets_of(radars):
    return {"engagement_radar": [Target(row, place) for row, place in enumerate(radars)]}


def plan_of(*groups, axis_angle_deg=0.0, radars=(), bearings=720):
    raid = StandardRaid(
        id="r", name="r", description="", groups=groups, axis_angle_rad=math.radians(axis_angle_deg)
    )
    return raid_families(raid, THREATS, aim=AIM, targets=targets_of(radars), bearings=bearings)


def test_each_threat_has_a_row_and_a_name_that_keys_its_luck():
    plan = plan_of(group(count=2), group("decoy", 1))
    assert plan.id_path == ("raid/axis-0/cruise/0", "raid/axis-0/cruise/1", "raid/axis-0/decoy/0")
    assert plan.class_ids == ("cruise", "decoy")
    assert plan.class_index.tolist() == [0, 0, 1]
    assert plan.decoy.tolist() == [0, 0, 1]
    assert plan.group.tolist() == [0, 0, 1]
    assert plan.aim_unit.tolist() == [-1, -1, -1]


def test_groups_that_fly_alike_share_a_family():
    plan = plan_of(group(count=3), group("decoy"), group(height_m=80.0))
    assert plan.family.tolist() == [0, 0, 0, 0, 1]
    assert [family.set_height_m for family in plan.families] == [50.0, 80.0]


def test_axes_turn_clockwise_by_their_angle():
    plan = plan_of(*(group(axis=axis) for axis in range(3)), axis_angle_deg=120.0)
    assert plan.bearing_offset.tolist() == [0, 240, 480]


def test_a_fan_is_spread_evenly_about_its_axis_ends_included():
    plan = plan_of(group(count=5, fan_rad=math.radians(20.0), axis=1), axis_angle_deg=90.0)
    assert plan.bearing_offset.tolist() == [160, 170, 180, 190, 200]


def test_a_full_circle_is_shared_by_equal_parts():
    assert plan_of(group(count=4, fan_rad=2.0 * math.pi)).bearing_offset.tolist() == [0, 180, 360, 540]


def test_one_member_flies_on_the_axis():
    assert plan_of(group(fan_rad=1.0)).bearing_offset.tolist() == [0]


def test_fixed_spacing_is_in_the_delay():
    plan = plan_of(group(count=3, spacing_s=4.0, delay_s=10.0))
    assert plan.delay_s.tolist() == [10.0, 14.0, 18.0]
    assert plan.spacing_mean_s.tolist() == [0.0, 0.0, 0.0]


def test_exponential_spacing_follows_the_member_before():
    plan = plan_of(group(count=3, spacing_s=4.0, delay_s=10.0, spacing_law="exponential"))
    assert plan.delay_s.tolist() == [10.0, 10.0, 10.0]
    assert plan.spacing_mean_s.tolist() == [0.0, 4.0, 4.0]


def test_engagement_radars_are_aimed_at_in_turn():
    radars = (AimPoint(33.0, 44.0), AimPoint(33.6, 44.1))
    plan = plan_of(group(count=3, aim="engagement_radar"), group(), radars=radars)
    assert plan.aim_unit.tolist() == [0, 1, 0, -1]
    assert [(f.aim_lat_deg, f.aim_lon_deg) for f in plan.families] == [*radars, AIM]


@pytest.mark.parametrize(("aim", "column"), [("searching_radar", "aim_radar"), ("command_post", "aim_post")])
def test_searching_radars_and_posts_are_aimed_at_in_turn_by_their_rows(aim, column):
    places = (AimPoint(33.0, 44.0), AimPoint(33.6, 44.1))
    targets = {aim: [Target(5, places[0]), Target(9, places[1])]}
    raid = StandardRaid(
        id="r", name="r", description="", groups=(group(count=3, aim=aim), group()), axis_angle_rad=0.0
    )
    plan = raid_families(raid, THREATS, aim=AIM, targets=targets)
    assert getattr(plan, column).tolist() == [5, 9, 5, -1]
    assert plan.aim_unit.tolist() == [-1] * 4


def test_ballistic_heights_are_apogees_and_none_is_the_arc_of_least_energy():
    plan = plan_of(group("srbm", height_m=0.0), group("srbm", height_m=90e3), group("quasi", height_m=45e3))
    assert [family.apogee_msl_m for family in plan.families] == [None, 90e3, 45e3]


def test_without_a_first_bearing_the_whole_grid_is_built():
    plan = plan_of(group(count=2, fan_rad=0.1), group(height_m=80.0), bearings=360)
    paths = raid_paths(plan)
    assert paths.bearings_rad.size == 360
    assert paths.path_start.tolist() == [0, 0, 360]
    assert paths.bearings.tolist() == [360, 360, 360]


def test_with_a_first_bearing_only_the_bearings_in_use_are_built():
    plan = plan_of(group(axis=0), group(axis=1), group(axis=2, height_m=80.0), axis_angle_deg=120.0)
    paths = raid_paths(plan, math.radians(300.1))
    np.testing.assert_allclose(np.degrees(paths.bearings_rad), [60.0, 180.0, 300.0])
    assert paths.path_start.tolist() == [2, 0, 3 + 1]
    assert paths.bearings.tolist() == [1, 1, 1]
    assert paths.bearing_offset.tolist() == [0, 0, 0]


def test_an_unknown_class_is_refused_with_a_guess():
    with pytest.raises(CompileError, match=r"groups\[0\]: threat_class = 'cruze'.*Did you mean 'cruise'"):
        plan_of(group("cruze"))


def test_aiming_at_radars_that_are_not_there_is_refused():
    with pytest.raises(CompileError, match=r"groups\[0\]: aim = engagement_radar, but the defence has none"):
        plan_of(group(aim="engagement_radar"))


def test_a_raid_without_threats_is_empty():
    plan = plan_of(group(count=0))
    assert plan.families == ()
    assert plan.family.size == plan.delay_s.size == 0
