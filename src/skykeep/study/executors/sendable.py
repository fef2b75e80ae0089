"""Tasks that can be sent to another process: what they rest on goes there once, each key as a small call."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

__all__ = ["Parcel", "Sendable", "packed", "play_sent"]

Key = TypeVar("Key")
Result = TypeVar("Result")
Array = npt.NDArray[Any]

KEPT_THINGS = 4
"""Things that a worker keeps unpacked, the latest used: few, so that its memory stays flat."""
LARGE_BYTES = 1_000_000
"""Arrays from this size on are parcels of their own: cases of one study share nearly all they weigh."""
PACKED_ARRAYS = 4
DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Sendable(Generic[Key, Result]):
    """A task for any executor.

    ``here`` does it in this process. ``sent`` says for a key what it rests on, an object that many keys
    share, and a picklable function of it; ``received`` makes the result of the task from what that function
    returns, in the caller's thread.
    """

    here: Callable[[Key], Result]
    sent: Callable[[Key], tuple[Any, Callable[[Any], Any]]]
    received: Callable[[Key, Any], Result]

    def __call__(self, key: Key) -> Result:
        """Do the task here."""
        return self.here(key)


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something packed, and the digest that names it: its bytes, or the file that holds them."""

    digest: str
    data: bytes | Path

    def read(self) -> bytes:
        """Return the bytes."""
        return self.data.read_bytes() if isinstance(self.data, Path) else self.data


def packed(thing: Any) -> tuple[Parcel, list[Parcel]]:
    """Return an object packed for another process, and its large arrays, each packed for itself."""
    parts: dict[str, Parcel] = {}
    file = io.BytesIO()
    _Packer(file, parts).dump(thing)
    return _parcel(file.getvalue()), list(parts.values())


def play_sent(head: Parcel, parts: Sequence[Parcel], plays: Sequence[Callable[[Any], Any]]) -> list[Any]:
    """Return what some functions make of a packed object; called in the worker, which unpacks it once."""
    thing = _kept.pop(head.digest, None)
    if thing is None:
        thing = _Unpacker(io.BytesIO(head.read()), {part.digest: part for part in parts}).load()
    _kept[head.digest] = thing
    while len(_kept) > KEPT_THINGS:
        _kept.popitem(last=False)
    return [play(thing) for play in plays]


_kept: OrderedDict[str, Any] = OrderedDict()
_arrays: WeakValueDictionary[str, Array] = WeakValueDictionary()
"""Large arrays of the things that are kept: cases that share one on the sending side share it here too."""


def _parcel(data: bytes) -> Parcel:
    """Return bytes as a parcel."""
    return Parcel(hashlib.blake2b(data, digest_size=DIGEST_BYTES).hexdigest(), data)


_packed: OrderedDict[tuple[Any, ...], tuple[Array, Parcel]] = OrderedDict()
"""The latest large arrays that were packed, by where they lie in memory; nobody writes to them."""


def _packed_array(array: Array) -> Parcel:
    """Return a large array as a parcel: packed once, whatever views of it the cases of a study hold."""
    place = array.__array_interface__["data"][0], array.shape, array.strides, array.dtype.str, array.nbytes
    found = _packed.pop(place, None)
    if found is None:  # the array is kept beside, so that nothing else comes to lie there
        found = array, _parcel(pickle.dumps(array, protocol=pickle.HIGHEST_PROTOCOL))
    _packed[place] = found
    while len(_packed) > PACKED_ARRAYS:
        _packed.popitem(last=False)
    return found[1]


class _Packer(pickle.Pickler):
    """Leaves large arrays out and puts them into ``parts``."""

    def __init__(self, file: io.BytesIO, parts: dict[str, Parcel]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._parts = parts

    def persistent_id(self, value: Any) -> str | None:
        """Return the name of a large array, None for all else."""
        if not isinstance(value, np.ndarray) or value.nbytes < LARGE_BYTES or value.dtype.hasobject:
            return None
        part = _packed_array(value)
        self._parts[part.digest] = part
        return part.digest


class _Unpacker(pickle.Unpickler):
    """Puts large arrays back in."""

    def __init__(self, file: io.BytesIO, parts: dict[str, Parcel]) -> None:
        super().__init__(file)
        self._parts = parts

    def persistent_load(self, name: str) -> Array:
        """Return the large array of a name, unpacked once for all things that share it."""
        array = _arrays.get(name)
        if array is None:
            array = pickle.loads(self._parts[name].read())
            _arrays[name] = array
        return array
