"""The tables of an assignment file of one's own: every key, its range and meaning."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from skykeep.model import LOOKS_MAX

__all__ = [
    "ROUNDS_MAX",
    "SHOOTERS_MAX",
    "THREATS_OF_ASSIGNMENT_MAX",
    "VALUE_LEAST",
    "VALUE_MAX",
    "AssignmentTable",
    "ShooterTable",
    "ThreatTable",
]

SCHEMA_VERSION = 1
ID_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,63}$"
SHOOTERS_MAX = 1_000
THREATS_OF_ASSIGNMENT_MAX = 2_000
ROUNDS_MAX = 10_000
VALUE_MAX = 1e9
VALUE_LEAST = 1e-6
"""A value is 0 or at least this: the programs that prove bounds know no smaller number."""

EDGE = ConfigDict(extra="forbid")
_KILL_P: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 1}},
        {"type": "object", "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1}},
    ]
}


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class ShooterTable:
    """Who fires: a fire unit, or one launcher of it."""

    id: str = Field(pattern=ID_PATTERN, description="id of the shooter")
    rounds: int = Field(ge=0, le=ROUNDS_MAX, strict=True, description="rounds that it may fire, all alike")
    kill_p: Any = Field(
        description="probability that one round kills: one number for all threats, an array with one for "
        "each table of threats, or a table by id of threats (0 where one is left out: out of reach)",
        json_schema_extra=_KILL_P,
    )


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class ThreatTable:
    """What comes, in order of arrival."""

    id: str = Field(pattern=ID_PATTERN, description="id of the threat")
    value: float = Field(
        ge=0.0,
        le=VALUE_MAX,
        strict=True,
        allow_inf_nan=False,
        description="what is lost if it gets through, in any unit",
    )
    count: int = Field(
        default=1, ge=1, le=THREATS_OF_ASSIGNMENT_MAX, strict=True, description="threats of this kind"
    )


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class AssignmentTable:
    """A whole file."""

    schema_version: int = Field(
        ge=SCHEMA_VERSION, le=SCHEMA_VERSION, strict=True, description="version of this format"
    )
    name: str = Field(
        default="", pattern=r"^[^\x00-\x1f\x7f-\x9f]{0,200}$", description="name to print; else the file's"
    )
    shooters: list[ShooterTable] = Field(
        min_length=1, max_length=SHOOTERS_MAX, description="tables of shooters"
    )
    threats: list[ThreatTable] = Field(
        min_length=1, max_length=THREATS_OF_ASSIGNMENT_MAX, description="tables of threats"
    )
    rounds_per_threat_max: int | None = Field(
        default=None, ge=1, le=ROUNDS_MAX, strict=True, description="most rounds at one threat"
    )
    looks: int = Field(
        default=2,
        ge=1,
        le=LOOKS_MAX,
        strict=True,
        description="salvos there is time for, with a look between them; for the policy 'rolling' alone",
    )
