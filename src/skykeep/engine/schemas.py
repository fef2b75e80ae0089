"""Arrow schemas of the run tables: every column with its unit and what it means in the field's metadata."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from .legend import Legend
from .traffic import TRAFFIC_COLUMNS

__all__ = [
    "LAYER_COUNTS",
    "event_schema",
    "field",
    "moment_schema",
    "raid_schema",
    "threat_schema",
    "told_threat_schema",
    "world_schema",
]

COUNT, TIME_S, ANGLE_RAD, NONE = "1", "s", "rad", ""

SIDE_MEANS = "whose it is: of the raid, friendly or neutral"

LAYER_COUNTS = {
    "arrived": "real threats alive when the {} could first have launched at them with unlimited warning",
    "engaged": "of these, those that it shot at",
    "killed": "of these, those that it killed",
    "passed": "of those that came, those that it did not kill",
    "fired": "rounds that the {} fired",
    "wasted": "of these, those that met a threat that was dead already",
}
"""Columns of each layer of the raids table, and what they count."""


def field(name: str, kind: Any, unit: str, description: str, *, nullable: bool = False) -> Any:
    """Return an Arrow field that carries its unit (SI; ``1`` for counts and shares) and description."""
    return pa.field(name, kind, nullable=nullable, metadata={"unit": unit, "description": description})


def _key_fields() -> list[Any]:
    """Return the two columns that name a raid."""
    return [
        field("world", pa.int32(), NONE, "joint draw of the figures, from 0"),
        field("replication", pa.int32(), NONE, "raid in the world, from 0"),
    ]


def raid_schema(legend: Legend) -> Any:
    """Return the schema of ``raids``: one row for each raid, in order of (world, replication)."""
    fields = [
        *_key_fields(),
        field(
            "bearing_index", pa.int32(), NONE, "which of the bearings of the case the raid's first axis has"
        ),
        field(
            "first_bearing_rad",
            pa.float64(),
            ANGLE_RAD,
            "bearing of the first axis from the aim point, clockwise from north",
            nullable=True,
        ),
        *(
            field(
                f"height_{name}_m", pa.float64(), "m", f"height, in the sense of the class, that {name} drew"
            )
            for name in legend.heights_m
        ),
        field("leakers", pa.int32(), COUNT, "real threats that reached their aim point"),
        field("killed", pa.int32(), COUNT, "real threats that were killed"),
        field("aborted", pa.int32(), COUNT, "real threats that flew into the ground"),
        field("engaged", pa.int32(), COUNT, "real threats that were shot at"),
        field("engaged_leakers", pa.int32(), COUNT, "leakers that were shot at"),
        field("decoys_shot_down", pa.int32(), COUNT, "decoys that were killed"),
        field("radars_lost", pa.int32(), COUNT, "radars that were hit"),
        field("posts_lost", pa.int32(), COUNT, "command posts that were hit"),
        field(
            "rounds_loaded", pa.int32(), COUNT, "rounds ready at the start or reloaded by the end of the raid"
        ),
        field("rounds_fired", pa.int32(), COUNT, "rounds fired"),
        field("rounds_wasted", pa.int32(), COUNT, "rounds that met a threat that was dead already"),
        field("rounds_at_decoys", pa.int32(), COUNT, "rounds that met a decoy, not dead yet, or missed it"),
        field("rounds_left", pa.int32(), COUNT, "rounds on launchers at the end"),
        field(
            "rounds_reloading", pa.int32(), COUNT, "rounds of reloads that the raid does not see the end of"
        ),
        field("rounds_not_ready", pa.int32(), COUNT, "rounds on launchers that are not ready in this raid"),
    ]
    if legend.parts:
        fields += [*_wear_fields(), *(_exhausted_field(name) for name in legend.units)]
    if legend.sides:
        fields += [field(name, pa.int32(), COUNT, words) for name, words in TRAFFIC_COLUMNS.items()]
    fields += [
        field(f"fired_{name}", pa.int32(), COUNT, f"rounds of {name} fired") for name in legend.interceptors
    ]
    for name in legend.layers:
        fields += [
            field(f"layer_{name}_{count}", pa.int32(), COUNT, words.format(name))
            for count, words in LAYER_COUNTS.items()
        ]
    fields += [
        field(f"ledger_{name}", pa.int32(), COUNT, f"leakers with the reason {name}")
        for name in legend.reasons
    ]
    return pa.schema(fields)


def _wear_fields() -> list[Any]:
    """Return the columns on what is lost and comes back, of scenarios that ask for it."""
    return [
        field("launchers_lost", pa.int32(), COUNT, "launchers that were hit"),
        field("rounds_lost", pa.int32(), COUNT, "rounds on launchers that were hit"),
        field("repairs", pa.int32(), COUNT, "repairs that were begun, each with a spare"),
    ]


def _exhausted_field(unit: str) -> Any:
    """Return the column that says when a fire unit had fired its last round."""
    words = f"when {unit} had fired its last round and had none coming"
    return field(f"exhausted_s_{unit}", pa.float64(), TIME_S, words, nullable=True)


def threat_schema(legend: Legend) -> Any:
    """Return the schema of ``threats``: one row for each threat of each raid, in order of raid and threat."""
    words = pa.dictionary(pa.int16(), pa.string())
    return pa.schema(
        [
            *_key_fields(),
            field("threat", words, NONE, "id path of the threat in the scenario"),
            field("threat_class", words, NONE, "class of the threat"),
            *(_traffic_fields(words) if legend.sides else ()),
            field("outcome", words, NONE, "killed, leaked or aborted (flew into the ground)"),
            field("reason", words, NONE, "ledger reason of a leaker", nullable=True),
            field("shots", pa.int32(), COUNT, "rounds fired at it"),
            field(
                "engaged_by", pa.string(), NONE, "fire units that shot at it, apart by spaces", nullable=True
            ),
            field("killed_by", words, NONE, "fire unit that killed it", nullable=True),
            field("start_s", pa.float64(), TIME_S, "when its path begins, on the raid's clock"),
            field(
                "confirmed_s", pa.float64(), TIME_S, "when a track of it was first confirmed", nullable=True
            ),
            field("ready_s", pa.float64(), TIME_S, "when a fire unit could first engage it", nullable=True),
            field("ended_s", pa.float64(), TIME_S, "when it was killed, reached its aim or the ground"),
        ]
    )


def _traffic_fields(words: Any) -> tuple[Any, ...]:
    """Return the columns on traffic: whose each threat is, and rounds that it needed no more."""
    return (
        field("side", words, NONE, SIDE_MEANS),
        field("wasted", pa.int32(), COUNT, "of the rounds fired at it, those that met it dead"),
    )


def world_schema(legend: Legend) -> Any:
    """Return the schema of ``worlds``: one row for each world, one column for each drawn figure."""
    fields = [field("world", pa.int32(), NONE, "joint draw of the figures, from 0")]
    for name in legend.figures:
        if name in legend.alternatives:
            words = pa.dictionary(pa.int16(), pa.string())
            fields.append(field(name, words, NONE, f"alternative drawn for {name}"))
            continue
        unit = _unit_of(name)
        fields.append(field(name, pa.float64(), unit, f"value drawn for the figure {name}"))
    return pa.schema(fields)


def event_schema(*, parts: bool = False, recognition: bool = False) -> Any:
    """Return the schema of the events of one raid, in order of time; with ``parts`` those of what can be lost
    and come back, with ``recognition`` what posts take tracks for, too."""
    return pa.schema(
        [
            field("time_s", pa.float64(), TIME_S, "when it happened, on the raid's clock"),
            field("event", pa.string(), NONE, "what happened"),
            field("unit", pa.string(), NONE, "fire unit concerned", nullable=True),
            field("threat", pa.string(), NONE, "threat concerned", nullable=True),
            field("interceptor", pa.string(), NONE, "type of the round launched", nullable=True),
            field("shot", pa.int32(), NONE, "ordinal of the shot at the threat, from 0", nullable=True),
            field(
                "dead", pa.bool_(), NONE, "whether the threat was dead when it was assessed", nullable=True
            ),
            field("azimuth_rad", pa.float64(), ANGLE_RAD, "where the sector turns to", nullable=True),
            field("radar", pa.string(), NONE, "radar that confirmed a track, or was hit", nullable=True),
            field(
                "post",
                pa.string(),
                NONE,
                "command post that has learnt of a track, or was hit",
                nullable=True,
            ),
            field("link", pa.string(), NONE, "sender and receiver of a report", nullable=True),
            field("report", pa.string(), NONE, "what a report tells of the threat", nullable=True),
            field("rounds", pa.int32(), COUNT, "rounds of the salvo ordered", nullable=True),
            field(
                "expected_s",
                pa.float64(),
                TIME_S,
                "until when the unit was to be kept from a shot, as far as was known",
                nullable=True,
            ),
            *(_recognition_fields() if recognition else ()),
            *(_part_fields() if parts else ()),
        ]
    )


def _recognition_fields() -> tuple[Any, ...]:
    """Return the column of what posts take tracks for."""
    return (field("taken_for", pa.string(), NONE, "class that a post takes the threat for", nullable=True),)


def _part_fields() -> list[Any]:
    """Return the columns of events on launchers and other parts."""
    return [
        field("launcher", pa.string(), NONE, "launcher that was hit", nullable=True),
        field("part", pa.string(), NONE, "part that fails or works again", nullable=True),
    ]


def told_threat_schema(*, traffic: bool = False) -> Any:
    """Return the schema of the threats of one raid that is told, with ``traffic`` whose each is."""
    return pa.schema(
        [
            field("threat", pa.string(), NONE, "id path of the threat in the scenario"),
            field("threat_class", pa.string(), NONE, "class of the threat"),
            field("decoy", pa.bool_(), NONE, "whether it does no harm"),
            *(
                (field("side", pa.string(), NONE, "whose it is: of the raid, friendly or neutral"),)
                if traffic
                else ()
            ),
            field("tracked", pa.bool_(), NONE, "whether the raid's luck lets it be tracked at all"),
            field("held_for_decoy", pa.bool_(), NONE, "whether it is taken for a decoy, rightly or wrongly"),
            field("outcome", pa.string(), NONE, "killed, leaked or aborted (flew into the ground)"),
            field("reason", pa.string(), NONE, "ledger reason of a leaker", nullable=True),
            field("shots", pa.int32(), COUNT, "rounds fired at it"),
            field("start_s", pa.float64(), TIME_S, "when its path begins, on the raid's clock"),
            field("in_sight_s", pa.float64(), TIME_S, "when any radar first had it in sight", nullable=True),
            field(
                "detected_s", pa.float64(), TIME_S, "when a searching radar first detected it", nullable=True
            ),
            field(
                "confirmed_s", pa.float64(), TIME_S, "when a track of it was first confirmed", nullable=True
            ),
            field("ready_s", pa.float64(), TIME_S, "when a fire unit could first engage it", nullable=True),
            field("ended_s", pa.float64(), TIME_S, "when it was killed, reached its aim or the ground"),
        ]
    )


def moment_schema() -> Any:
    """Return the schema of the moments of one raid that is told, threat by threat in order of time."""
    metre = "m"
    return pa.schema(
        [
            field("threat", pa.string(), NONE, "id path of the threat in the scenario"),
            field("time_s", pa.float64(), TIME_S, "when it happened, on the raid's clock"),
            field("moment", pa.string(), NONE, "what happened"),
            field("by", pa.string(), NONE, "radar or fire unit concerned", nullable=True),
            field("interceptor", pa.string(), NONE, "type of the round", nullable=True),
            field("shot", pa.int32(), NONE, "ordinal of the shot at the threat, from 0", nullable=True),
            field("dead", pa.bool_(), NONE, "whether it was dead when it was judged", nullable=True),
            field("until_s", pa.float64(), TIME_S, "until when it kept the unit from a shot", nullable=True),
            field(
                "expected_s",
                pa.float64(),
                TIME_S,
                "until when it was to do so, as far as was known at its beginning",
                nullable=True,
            ),
            field(
                "held_by",
                pa.string(),
                NONE,
                "threats that held the channels meanwhile, with commas between",
                nullable=True,
            ),
            field(
                "ground_range_m",
                pa.float64(),
                metre,
                "of the threat along the ground, from the radar or fire unit concerned, else the first one",
                nullable=True,
            ),
            field("slant_range_m", pa.float64(), metre, "the same in a straight line", nullable=True),
            field("height_agl_m", pa.float64(), metre, "of the threat above ground", nullable=True),
            field("alt_msl_m", pa.float64(), metre, "of the threat above mean sea level", nullable=True),
        ]
    )


_UNITS = ("mps2", "mps", "radps", "rad", "m2", "db", "dbsm", "hz", "kg", "usd", "pa", "k", "w", "m", "s")


def _unit_of(name: str) -> str:
    """Return the SI unit in the last part of a figure's id, ``1`` where it has none (counts, chances)."""
    for part in reversed(name.split("/")):
        suffix = part.rpartition("_")[2]
        if suffix != part and suffix in _UNITS:
            return suffix
    return COUNT
