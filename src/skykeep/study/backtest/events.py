"""Single raids on record: rival claims, alternatives of a stylised defence, and a raid to play."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from skykeep.errors import UsageError, did_you_mean

__all__ = ["Claim", "Event", "LayDown", "read_event", "shipped_events"]

FOLDER = Path(__file__).with_name("data") / "events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What somebody said was stopped of some classes, of all real threats where none is named.

    ``quality``: A audit or debris count; B independent, or against the claimant's interest; C one side's
    official figure, plausible; D one side's, weak or relayed; E shown wrong or contradicted.
    """

    claimant: str
    classes: tuple[str, ...]
    launched: int
    stopped_low: int
    stopped_high: int
    quality: str
    title: str
    address: str
    note: str

    @property
    def shares(self) -> tuple[float, float]:
        """Least and greatest share stopped."""
        return self.stopped_low / self.launched, self.stopped_high / self.launched


@dataclass(frozen=True, slots=True, kw_only=True)
class LayDown:
    """One alternative of the defence: ``fire_units`` as in a scenario file."""

    id: str
    words: str
    why: str
    fire_units: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A raid, or ``repeats`` of them, summed; ``scenario`` as in a file, without a defence."""

    id: str
    name: str
    date: str
    not_modelled: tuple[str, ...]
    claims: tuple[Claim, ...]
    alternatives: tuple[LayDown, ...]
    scenario: Mapping[str, Any]
    repeats: int = 1


@cache
def shipped_events() -> Mapping[str, Path]:
    """Return the files of the events that are shipped, by id, in order of time."""
    found = {path.stem: path for path in FOLDER.glob("*.toml")}
    dates = {name: _tables(path)["date"] for name, path in found.items()}
    return MappingProxyType({name: found[name] for name in sorted(found, key=lambda each: dates[each])})


def read_event(given: str) -> Event:
    """Return an event: a shipped one by its id, or that of a file of the same form.

    Raises
    ------
    UsageError
        If there is none, or the file is not one; the message says what is missing or unknown.
    """
    known = shipped_events()
    path = known.get(given, Path(given))
    if given not in known and not path.is_file():
        raise UsageError(
            f"event {given!r}: there is no shipped event of this id and no such file."
            f"{did_you_mean(given, known)} Shipped are: {', '.join(known)}"
        )
    raw = _tables(path)
    raw.pop("schema_version", None)
    claims = [_built(Claim, path, each, "claims") for each in _list(raw, path, "claims")]
    lays = [_built(LayDown, path, each, "alternatives") for each in _list(raw, path, "alternatives")]
    event: Event = _built(Event, path, raw | {"claims": claims, "alternatives": lays}, "event")
    for claim in claims:
        if not 0 <= claim.stopped_low <= claim.stopped_high <= claim.launched or claim.launched < 1:
            raise UsageError(
                f"{path}: claim of {claim.claimant!r}: stopped {claim.stopped_low} to {claim.stopped_high} "
                f"of {claim.launched} launched; must be 0 <= low <= high <= launched, at least one launched"
            )
    return event


def _tables(path: Path) -> dict[str, Any]:
    """Return the tables of a file."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as TOML: {error}") from None


def _list(raw: Mapping[str, Any], path: Path, name: str) -> Sequence[Mapping[str, Any]]:
    """Return a list of tables that there must be."""
    found = raw.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise UsageError(f"{path}: needs at least one [[{name}]]")
    return found


def _built(kind: type, path: Path, given: Mapping[str, Any], where: str) -> Any:
    """Return an object of a table, lists as tuples; refuse what is unknown or missing."""
    allowed = {each.name: each for each in fields(kind)}
    for name in given:
        if name not in allowed:
            raise UsageError(f"{path}: {where}: unknown key {name!r}.{did_you_mean(name, allowed)}")
    missing = [name for name in allowed if name not in given and name != "repeats"]
    if missing:
        raise UsageError(f"{path}: {where}: missing {', '.join(missing)}")
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})
