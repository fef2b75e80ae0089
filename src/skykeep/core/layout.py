"""Places of values inside packed columns: one row an entity, one named place a value, units in the names.

A kernel that is handed hundreds of separate arrays spends its time, and its compile time, on passing them, so
the values of one entity lie side by side in one row. The names here are the only way to reach them. Whole
numbers in a row of floats are exact.
"""

from __future__ import annotations

# Case.path[p]: first node, whether the path ends early in the ground, then for each sensor the first node
# that any of its variants sees (the end of the path if none); the nodes of path p end where those of path p +
# 1 start
PATH_START, PATH_ABORTED, PATH_FIRST_SIGHT = range(3)
# Case.track[site, node]: a path node and what a site sees of it. SIGHT is a whole number below 2^53 whose bit
# b says whether the node lies above the lowest visible height of the sensor and variant that own bit b of the
# site
(
    NODE_T_S,
    NODE_ALT_MSL_M,
    NODE_HEIGHT_AGL_M,
    NODE_SPEED_MPS,
    NODE_SLANT_M,
    NODE_GROUND_M,
    NODE_AZIMUTH_RAD,
    NODE_ELEVATION_RAD,
    NODE_SIGHT,
) = range(9)
NODE_PLACES = 9

# Case.sensors[world, q]; role 0 acquisition, 1 low altitude, 2 engagement; sensors of one picture share their
# tracks; SNR_RANGE4 is SNR times range^4 over RCS (linear, m^4 / m^2); SIGHT_BIT is the bit of NODE_SIGHT of
# the sensor's variant (antenna height and refraction) in this world
(
    SENSOR_SITE,
    SENSOR_ROLE,
    SENSOR_PICTURE,
    SENSOR_LOW_BAND,
    SENSOR_SNR_RANGE4_PER_M2,
    SENSOR_INSTRUMENTED_M,
    SENSOR_REVISIT_S,
    SENSOR_ELEVATION_MIN_RAD,
    SENSOR_ELEVATION_MAX_RAD,
    SENSOR_SECTOR_HALF_RAD,
    SENSOR_SIGHT_BIT,
) = range(11)
SENSOR_PLACES = 11

# Case.units[world, u]; FACING_RAD is nan where no axis is declared, MAX_SALVOS 0 means no limit
(
    UNIT_SITE,
    UNIT_SENSOR,
    UNIT_PICTURE,
    UNIT_LAUNCHER_START,
    UNIT_LAUNCHER_END,
    UNIT_MAX_SALVOS,
    UNIT_PARTIAL_SALVO,
    UNIT_SLEW_WHEN_ENGAGED,
    UNIT_TARGET_CHANNELS,
    UNIT_MISSILE_CHANNELS,
    UNIT_SLEW_RATE_RADPS,
    UNIT_REACTION_S,
    UNIT_ASSESSMENT_S,
    UNIT_FACING_RAD,
) = range(14)
UNIT_PLACES = 14
# Case.doctrine[world, u, class]: rounds of a fire unit's first salvo at a threat and of its later ones, hold
# fire, then interceptors in order of preference (-1 ends)
DOCTRINE_SALVO_SIZE, DOCTRINE_LATER_SALVO_SIZE, DOCTRINE_HOLD_FIRE, DOCTRINE_FIRST_CHOICE = range(4)

# Case.launchers[world, l]; PRESENT is 0 where a world has fewer launchers
(
    LAUNCHER_INTERCEPTOR,
    LAUNCHER_SITE,
    LAUNCHER_PRESENT,
    LAUNCHER_ROUNDS,
    LAUNCHER_INTERVAL_S,
    LAUNCHER_RELOAD_S,
    LAUNCHER_RELOAD_SETS,
    LAUNCHER_ALT_MSL_M,
) = range(8)
LAUNCHER_PLACES = 8

# Case.interceptors[world, i]; FLYOUT_MODE 0 table, 1 constant speed, 2 constant time; FLYOUT_LEVEL is by mode
# a place between tables, a speed in m/s or a time in s; the steps are those of
# Case.flyout_time_s; KILL_P is the first of one place for each threat class
(
    INTERCEPTOR_FLYOUT_MODE,
    INTERCEPTOR_FLYOUT_LEVEL,
    INTERCEPTOR_RANGE_STEP_M,
    INTERCEPTOR_HEIGHT_STEP_M,
    INTERCEPTOR_ANY_TRACK,
    INTERCEPTOR_RANGE_MAX_M,
    INTERCEPTOR_RANGE_MIN_M,
    INTERCEPTOR_ALT_MAX_MSL_M,
    INTERCEPTOR_ALT_MIN_AGL_M,
    INTERCEPTOR_RANGE_MAX_BALLISTIC_M,
    INTERCEPTOR_ALT_MAX_BALLISTIC_MSL_M,
    INTERCEPTOR_TARGET_SPEED_MAX_MPS,
    INTERCEPTOR_SUPPORT_BEFORE_S,
    INTERCEPTOR_COAST_S,
    INTERCEPTOR_KILL_P,
) = range(15)

# Case.threats[t]; the path is PATH_START + (bearing index + BEARING_OFFSET) % BEARINGS; AIM_UNIT -1 aims at
# no radar; SPACING_MEAN_S above zero adds an exponential spacing after the member before it in the same
# GROUP; CUE is 1 for the threat that shows a cued radar where the raid's first axis lies
(
    THREAT_CLASS,
    THREAT_PATH_START,
    THREAT_BEARINGS,
    THREAT_BEARING_OFFSET,
    THREAT_GROUP,
    THREAT_DECOY,
    THREAT_IMITATED,
    THREAT_AIM_UNIT,
    THREAT_DELAY_S,
    THREAT_SPACING_MEAN_S,
    THREAT_CUE,
) = range(11)
THREAT_PLACES = 11

# places of Case.classes[world, c]
CLASS_BALLISTIC, CLASS_RCS_M2, CLASS_RCS_LOW_BAND_M2 = range(3)
CLASS_PLACES = 3

# Case.luck[world]: chances, then triangles (low, best, high) that are drawn per raid
(
    CHANCE_CUED,
    CHANCE_TRACK_RAID,
    CHANCE_TRACK_TARGET,
    CHANCE_COMMON_KILL,
    CHANCE_MISSED_KILL,
    CHANCE_FALSE_KILL,
    CHANCE_DECOY_RECOGNISED,
    CHANCE_TAKEN_FOR_DECOY,
    DRAWN_LAUNCHERS_READY_SHARE,
) = range(9)
DRAWN_CHANNELS_READY_SHARE = DRAWN_LAUNCHERS_READY_SHARE + 3
DRAWN_REACTION_FACTOR = DRAWN_CHANNELS_READY_SHARE + 3
LUCK_PLACES = DRAWN_REACTION_FACTOR + 3

# Case.entity[kind]: keys of sensors, units, threats and launchers
ENTITY_SENSOR, ENTITY_UNIT, ENTITY_THREAT, ENTITY_LAUNCHER = range(4)
ENTITY_KINDS = 4

# Case.given[raid, t]: start, ready, then the uniforms of the kill draws by shot, if they are given too
GIVEN_START_S, GIVEN_READY_S, GIVEN_KILL_U = range(3)

# places of RaidState.threat[t]
(
    START_S,
    IMPACT_S,
    KILLED_S,
    PATH,
    SHOTS,
    LOST_SHOTS,
    ENGAGED,
    TRACKED,
    HELD_FOR_DECOY,
    OUTCOME,
    REASON,
) = range(11)
STATE_THREAT_PLACES = 16  # more than there are: a row is found by shifting
# places of RaidState.course[t]: first node and end of its path, the node it has come to, its class, and how
# many threats arrive before it (ties by number)
FIRST_NODE, END_NODE, CURSOR, COURSE_CLASS, IMPACT_RANK = range(5)
COURSE_PLACES = 8
# places of RaidState.pair[u, t]; FIRST_LAUNCH_S is that of the last salvo, infinite if the radar was hit
# before
READY_S, NOT_BEFORE_S, CLOSED_S, SALVOS, BLOCKED, SPOILED, FIRST_LAUNCH_S = range(7)
STATE_PAIR_PLACES = 8
# places of RaidState.unit[u]
(
    SECTOR_CENTRE_RAD,
    SLEWING_UNTIL_S,
    LOST_S,
    CHANNELS_FREE,
    CHANNELS_READY,
    MISSILES_FREE,
    MISSILE_CHANNELS_READY,
    ROUNDS_LOADED,
    SEARCH_CENTRE_RAD,
) = range(9)
STATE_UNIT_PLACES = 16
# places of RaidState.launcher[l]; EMPTIED_S is when the last round of a load was fired (-infinite for a
# launcher that is not ready in this raid), RELOADED_S when the
# load after it is ready
ROUNDS, RELOAD_SETS, EMPTIED_S, RELOADED_S = range(4)
STATE_LAUNCHER_PLACES = 4
# places of RaidState.launcher_order[l]: the launchers of a fire unit linked in the order in which they are
# ready, ties by number; both ends of the list of fire unit u meet in row L + u
AFTER, BEFORE = range(2)
ORDER_PLACES = 2
# places of RaidState.shot[n]; KILLS is 1 for a kill, 0 for a miss, -1 for a shot that was not fired since the
# radar was hit before
(
    SHOT_LAUNCH_S,
    SHOT_INTERCEPT_S,
    SHOT_THREAT,
    SHOT_UNIT,
    SHOT_INTERCEPTOR,
    SHOT_LAUNCHER,
    SHOT_ORDINAL,
    SHOT_KILLS,
) = range(8)
SHOT_PLACES = 8
# RaidState.progress; UNDER_WAY is one more than the replication that has begun and not ended, 0 if none
ARRIVALS, NEXT_ARRIVAL, SHOTS_FIRED, QUEUE_FIRST, QUEUE_END, LOGGED, UNDER_WAY = range(7)
PROGRESS_PLACES = 7
# EventLog rows
LOG_S, LOG_KIND, LOG_UNIT, LOG_THREAT, LOG_VALUE = range(5)
LOG_PLACES = 5
