"""Plain values of a result, read as attributes: what a summary holds, frozen, whatever keys it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

from skykeep.errors import did_you_mean

__all__ = ["Estimate", "Record", "frozen"]


class Record(Mapping[str, Any]):
    """Values by name, as attributes (``record.worlds``) or by key (``record["worlds"]``); never changed.

    Tables inside are records too, lists are tuples. ``to_json()`` gives the plain data back.
    """

    __slots__ = ("_plain", "_values")

    def __init__(self, values: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_plain", {name: _plain(value) for name, value in values.items()})
        object.__setattr__(self, "_values", {name: frozen(value) for name, value in values.items()})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._values:
            near = "" if name.startswith("_") else did_you_mean(name, self._values)
            there = ", ".join(self._values) if not name.startswith("_") else "other names"
            raise AttributeError(f"there is no {name!r} here.{near} There are: {there}")
        return self._values[name]

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name!r} cannot be set: results are frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{name!r} cannot be removed: results are frozen")

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *(name for name in self._values if name.isidentifier())})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={self[name]!r}' for name in self)})"

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, Any]]]:
        return type(self), (self._plain,)

    def to_json(self) -> dict[str, Any]:
        """Return the values as plain data, as the command prints them with ``--json``."""
        return dict(self._plain)


class Estimate(Record):
    """A mean with its intervals, each ``(low, high)``, or None where it has no meaning or no data.

    ``mc_error_90``: how well the mean is computed. ``luck_90``: one raid's luck in the median
    world (``chance_90`` is its older name).
    ``ignorance_90``: how far public figures let the expectation range. ``total_90``: one raid, whatever the
    world. ``variance`` is its split into luck and figures. ``luck_note`` and ``ignorance_note`` say why these
    two are missing, as below 50 worlds; they are empty where nothing is.
    """

    __slots__ = ()

    mean: float
    mc_error_90: tuple[float, float] | None
    luck_90: tuple[float, float] | None
    chance_90: tuple[float, float] | None
    ignorance_90: tuple[float, float] | None
    total_90: tuple[float, float] | None
    variance: Record | None
    luck_note: str
    ignorance_note: str


def frozen(value: Any) -> Any:
    """Return plain data as records and tuples; a table with a mean and its error is an estimate."""
    if isinstance(value, Record):
        return value
    if isinstance(value, Mapping):
        return Estimate(value) if {"mean", "mc_error_90"} <= value.keys() else Record(value)
    if isinstance(value, list | tuple):
        return tuple(frozen(item) for item in value)
    return value


def _plain(value: Any) -> Any:
    """Return plain data with no record in them."""
    if isinstance(value, Record):
        return value.to_json()
    return [_plain(item) for item in value] if isinstance(value, list) else value
