"""Settings: any number of a scenario by its path, such as ``fire_units.0.launchers`` or ``raid.count``."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from skykeep.catalogue.fixing import fix_figures
from skykeep.catalogue.identity import COMMON_ROOT
from skykeep.catalogue.loader import Catalogue
from skykeep.errors import UsageError, did_you_mean
from skykeep.model import THREATS_MAX, RaidGroup, Scenario, StandardRaid
from skykeep.units import to_si

from .doctrine import preset_policy
from .keys import inner_tables, keyed_tables, keys_of
from .plain import plain_raid, plain_scenario, scenario_of_plain
from .setting_values import Value
from .tables import DoctrineTable, RuleTable, ScenarioTable

__all__ = ["FIGURES", "KILL_P", "RAID_COUNT", "Setting", "apply_settings", "scale_raid", "setting_paths"]

RAID_COUNT = "raid.count"
KILL_P = "kill_p."
FIGURES = "figures."
DOCTRINE = "doctrine."
_POLICY, _PRESET = "doctrine.policy", "doctrine.preset"
_SIZES = ("salvo_size", "later_salvo_size", "alternative")
_LABEL = "set"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One number that can be set: its path, its value now (None: as the catalogue says) and its meaning."""

    path: str
    now: Value | None
    meaning: str


def apply_settings(
    scenario: Scenario, catalogue: Catalogue, settings: Mapping[str, Value]
) -> tuple[Scenario, Catalogue]:
    """Return scenario and catalogue with some numbers set.

    Parameters
    ----------
    scenario, catalogue
        What is changed; they stay as they are.
    settings
        Value by path. A path is that of a key in a scenario file, with ``doctrine.KEY`` for every fire unit
        (``doctrine.policy`` for the highest command posts);
        ``raid.count`` scales the groups of a raid in proportion; ``kill_p.CLASS`` fixes every kill figure
        against a threat class; ``figures.ID`` fixes one figure of the catalogue by its id.

    Raises
    ------
    UsageError
        If there is no such path; the message names the nearest.
    ScenarioError
        If a value is of the wrong type or out of range, as in a file.
    """
    if not settings:
        return scenario, catalogue
    figures: dict[str, float] = {}
    count: Value | None = None
    tables: dict[str, Any] | None = None
    for path, value in settings.items():
        if path.startswith((KILL_P, FIGURES)):
            figures |= _figures(path, value, scenario, catalogue)
        elif path == RAID_COUNT:
            count = value
        else:
            tables = tables or plain_scenario(scenario, catalogue)
            _put(tables, path, value, scenario, catalogue)
    if tables is not None:
        _forget_replaced(tables, settings)
        if _POLICY not in settings and (named := preset_policy(str(settings.get(_PRESET)), catalogue)):
            tables["doctrine"] = {"policy": named}
        scenario = scenario_of_plain(tables, catalogue, label=_LABEL)
    if count is not None:
        scenario = replace(scenario, raid=scale_raid(scenario.raid, _whole(RAID_COUNT, count)))
    return scenario, fix_figures(catalogue, figures)


def scale_raid(raid: StandardRaid, count: int) -> StandardRaid:
    """Return a raid of ``count`` threats, decoys included, its groups in the same proportion.

    What is left over goes one by one to the largest remainders, of equal ones to the first. A group may be
    left with none; it keeps its place, so that the luck of the others stays what it was.
    """
    if count == raid.count:
        return raid
    shares = [group.count * count / raid.count for group in raid.groups]
    counts = [math.floor(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: counts[place] - shares[place])
    for place in by_remainder[: count - sum(counts)]:
        counts[place] += 1
    groups: list[RaidGroup] = [
        replace(group, count=number) for group, number in zip(raid.groups, counts, strict=True)
    ]
    return replace(raid, name=f"{raid.name}, scaled to {count} threats", groups=tuple(groups))


def setting_paths(
    scenario: Scenario, catalogue: Catalogue, *, counting: Collection[str] | None = None
) -> Iterator[Setting]:
    """Yield everything of a scenario that can be set, in the order of its file; figures come last.

    ``counting`` are the ids of the figures that are named, all of them by default.
    """
    tables = plain_scenario(scenario, catalogue)
    tables["raid"] = plain_raid(scenario.raid, catalogue, described=True)
    yield from _paths("", tables, ScenarioTable)
    yield Setting(path=RAID_COUNT, now=scenario.raid.count, meaning="threats of the raid, decoys included")
    classes = sorted({group.threat_class for group in scenario.raid.groups})
    for name in classes:
        yield Setting(path=f"{KILL_P}{name}", now=None, meaning="every kill figure against this class")
    roots = (*(unit.system for unit in scenario.fire_units), *(f"threats/{name}" for name in classes))
    starts = tuple(f"{root}/" for root in (*dict.fromkeys(roots), COMMON_ROOT))
    for name, figure in catalogue.figures():
        if name.startswith(starts) and (counting is None or name in counting):
            rule = catalogue.fields.get(name.rpartition("/")[2])
            yield Setting(
                path=f"{FIGURES}{name}", now=figure.best, meaning=rule.definition if rule else "kill figure"
            )


def _paths(where: str, value: Any, table: type | None) -> Iterator[Setting]:
    """Yield the settings below one table of a scenario."""
    if isinstance(value, list):
        for number, inner in enumerate(value):
            if isinstance(inner, dict):
                yield from _paths(f"{where}{number}.", inner, table)
        return
    if table is None:
        return
    tables, fields = inner_tables(table), getattr(table, "__pydantic_fields__", {})
    for name in dict.fromkeys(keys_of(table).values()):
        if name in tables:
            yield from _paths(f"{where}{name}.", value.get(name) or {}, tables[name])
        elif name not in ("schema_version", "id", "name", "description"):
            now, kind = value.get(name), str(fields[name].annotation)
            if not any(word in kind for word in ("list[", "dict[")):
                yield Setting(path=where + name, now=now, meaning=str(fields[name].description or ""))


def _put(tables: dict[str, Any], path: str, value: Value, scenario: Scenario, catalogue: Catalogue) -> None:
    """Set one value in the tables of a scenario."""
    if path.startswith(DOCTRINE):
        if path.removeprefix(DOCTRINE).partition(".")[0] not in keys_of(DoctrineTable):
            raise _unknown(path, scenario, catalogue)
        if path == _POLICY:  # of posts, not of fire units
            tables["doctrine"] = {"policy": value}
            return
        for number in range(len(tables["fire_units"])):
            _put(tables, f"fire_units.{number}.{path}", value, scenario, catalogue)
        return
    if path.startswith("raid.") and path != "raid.standard" and "standard" in tables["raid"]:
        tables["raid"] = plain_raid(scenario.raid, catalogue, described=True)
    parts = path.split(".")
    place: Any = tables
    table: type | None = ScenarioTable
    of_keys: type | None = None
    for part in parts[:-1]:
        if isinstance(place, list):
            place = _member(place, part, path)
            continue
        if not isinstance(place, dict):
            raise _unknown(path, scenario, catalogue)
        holder, table = table, inner_tables(table).get(part) if table is not None else None
        if of_keys is not None:
            table, of_keys = of_keys, None
        elif holder is not None:
            of_keys = keyed_tables(holder).get(part)
        if table is None and part not in place and not _is_free(holder, part):
            raise _unknown(path, scenario, catalogue)
        if part not in place:
            place[part] = {}
        place = place[part]
    known = table is None or (parts[-1] in keys_of(table) and parts[-1] not in inner_tables(table))
    if not isinstance(place, dict) or not known:
        raise _unknown(path, scenario, catalogue)
    _put_key(place, parts[-1], value, table)


def _is_free(table: type | None, key: str) -> bool:
    """Return whether a key of a table holds another one with keys of the user's own."""
    fields = getattr(table, "__pydantic_fields__", {})
    return key in fields and "dict[" in str(fields[key].annotation)


def _put_key(place: dict[str, Any], key: str, value: Value, table: type | None) -> None:
    """Set one key of a table, in the unit of the key; of ``k`` and ``region``, the last one given holds."""
    if table is not None:
        name = keys_of(table)[key]
        if name != key:
            value = value * to_si(key)[1] if isinstance(value, int | float) else value
            key = name
    for other in {"k": ("region",), "region": ("k",)}.get(key, ()):
        place.pop(other, None)
    if key == "standard":
        place.clear()
    place[key] = value


def _member(entries: list[Any], part: str, path: str) -> Any:
    """Return an entry of a list by its number or its id."""
    ids = [str(entry.get("id", "")) for entry in entries if isinstance(entry, dict)]
    if part in ids:
        return entries[ids.index(part)]
    if part.isdecimal() and int(part) < len(entries):
        return entries[int(part)]
    named = f", or by id: {', '.join(ids)}" if any(ids) else ""
    raise UsageError(f"set {path}: there is no {part!r}; there are 0 to {len(entries) - 1}{named}")


def _forget_replaced(tables: dict[str, Any], settings: Mapping[str, Value]) -> None:
    """Let a new first salvo, or alternative, replace all of how rounds are fired, and a preset all rules too,
    as in a file."""
    said = {path.rpartition(".")[2] for path in settings if DOCTRINE in path}
    if "preset" in said:
        forgotten = {*keys_of(RuleTable), "by_class", *_SIZES}
    elif said & {"salvo_size", "alternative"}:
        forgotten = set(_SIZES)
    else:
        return
    for unit in tables["fire_units"]:
        for name in forgotten - said:
            unit.get("doctrine", {}).pop(name, None)


def _figures(path: str, value: Value, scenario: Scenario, catalogue: Catalogue) -> dict[str, float]:
    """Return the figures, by id, that a path fixes."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"set {path}: given {value!r}, must be a number")
    if path.startswith(FIGURES):
        given = path.removeprefix(FIGURES)
        name, factor = to_si(given)
        if name not in dict(catalogue.figures()):
            raise _unknown(path, scenario, catalogue)
        return {name: float(value) * factor}
    kind = path.removeprefix(KILL_P)
    if kind not in {group.threat_class for group in scenario.raid.groups}:
        raise _unknown(path, scenario, catalogue)
    mine = tuple(f"{unit.system}/" for unit in scenario.fire_units)
    return {
        name: float(value)
        for name, _ in catalogue.figures()
        if f"{name}@".partition("@")[0].endswith(f"/{KILL_P[:-1]}/{kind}")
        and name.startswith((*mine, f"{COMMON_ROOT}/"))
    }


def _whole(path: str, value: Value) -> int:
    """Return the size of a raid."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= THREATS_MAX:
        raise UsageError(f"set {path}: given {value!r}, must be a whole number from 1 to {THREATS_MAX}")
    return value


def _unknown(path: str, scenario: Scenario, catalogue: Catalogue) -> UsageError:
    """Return the error for a path that leads nowhere, with the nearest that leads somewhere."""
    paths = [setting.path for setting in setting_paths(scenario, catalogue)]
    return UsageError(
        f"set {path!r}: there is nothing at this path.{did_you_mean(path, paths)} "
        "'skykeep sweep SCENARIO --list' lists every path"
    )
