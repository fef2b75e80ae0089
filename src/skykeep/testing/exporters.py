"""What every writer of a raid has to hold, whatever its format."""

from __future__ import annotations

import getpass
import socket
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from skykeep.engine.scene import Place, Scene
from skykeep.errors import ExportError

from .scenes import sample_scene

__all__ = ["ReadBack", "check_exporter"]

_SLACK_DEG, _SLACK_M = 1e-4, 40.0
"""How far a place may lie outside of the box of its raid: what formats round, and heights in feet."""
_OLD = b"what was there before"


class ReadBack(NamedTuple):
    """A point of a course as another program reads it from a file."""

    id: str
    time_s: float
    lat_deg: float
    lon_deg: float
    alt_msl_m: float


def check_exporter(
    write: Callable[[Scene, Path], object],
    *,
    ending: str,
    read: Callable[[Path], Iterable[ReadBack]],
    scene: Scene | None = None,
    slack_m: float = _SLACK_M,
    without: Collection[str] = (),
) -> None:
    """Raise AssertionError unless a writer of raids does what all have to do.

    It gives the same bytes whenever and wherever it writes, and tells nothing of the computer; read back, ids
    are those of one thing each, times increase and places lie in the box of the raid, and threats and
    interceptors are where the raid has them; where it cannot write it says so, and leaves everything as it
    was.

    Parameters
    ----------
    write
        ``write_x(scene, path)``.
    ending
        Ending of its files.
    read
        What another program reads: points of courses by the ids of actors, in the order of the file.
    scene
        Raid to write; by default one made by hand, see ``sample_scene``.
    slack_m
        How far a height may be off, in metres.
    without
        Ids of threats and interceptors that the format does not tell; all others must be there.
    """
    raid = sample_scene() if scene is None else scene
    with tempfile.TemporaryDirectory(prefix="skykeep-check-") as name:
        folder = Path(name)
        _check_bytes(write, raid, folder, ending)
        _check_places(raid, list(read(folder / f"first{ending}")), slack_m, without)
        _check_refusals(write, raid, folder, ending)


def _check_bytes(write: Callable[[Scene, Path], object], scene: Scene, folder: Path, ending: str) -> None:
    """Check that bytes depend on the raid alone."""
    first, second = folder / f"first{ending}", folder / "other folder" / f"second{ending}"
    second.parent.mkdir()
    write(scene, first)
    began = datetime.now(UTC)
    time.sleep(1.1)  # a clock that is written to the second shows
    write(scene, second)
    content = first.read_bytes()
    _hold(bool(content), f"{ending}: the file is empty")
    _hold(content == second.read_bytes(), f"{ending}: the same raid gives other bytes")
    told = content
    if zipfile.is_zipfile(first):
        with zipfile.ZipFile(first) as archive:
            dates = {member.date_time for member in archive.infolist()}
            _hold(dates == {(1980, 1, 1, 0, 0, 0)}, f"{ending}: the archive holds dates: {dates}")
            told = b"".join(archive.read(member) for member in archive.infolist())
    of_this_computer = (
        str(folder),
        str(Path.cwd()),
        str(Path.home()) if len(str(Path.home())) > len("/root") else "",
        socket.gethostname() if len(socket.gethostname()) > len("localhost") else "",
        f"{began:%Y-%m-%d}",
        f"{getpass.getuser()}@",
    )
    for word in filter(None, of_this_computer):
        _hold(word.encode() not in told, f"{ending}: the file tells {word!r}")


def _check_places(scene: Scene, points: list[ReadBack], slack_m: float, without: Collection[str]) -> None:
    """Check what another program reads against the raid."""
    _hold(bool(points), "nothing was read back")
    courses: dict[str, list[ReadBack]] = defaultdict(list)
    for point in points:
        courses[point.id].append(point)
    flown = {actor.id for actor in scene.of_kind("threat", "interceptor")}
    missing = flown - courses.keys() - set(without)
    _hold(not missing, f"of the threats and interceptors these were not read: {', '.join(sorted(missing))}")
    for name, course in courses.items():
        for before, after in pairwise(course):
            _hold(before.time_s < after.time_s, f"{name}: time goes from {before.time_s} to {after.time_s}")
        for point in course:
            place = Place(point.lat_deg, point.lon_deg, point.alt_msl_m)
            _hold(
                scene.box.holds(place, slack_deg=_SLACK_DEG, slack_m=slack_m), f"{name}: {place} is outside"
            )
    for name in flown & courses.keys():
        actor = scene.by_id[name]
        for point in courses[name]:
            there = actor.course.at(point.time_s)
            off_deg = (point.lon_deg - there.lon_deg + 180.0) % 360.0 - 180.0
            near = max(abs(point.lat_deg - there.lat_deg), abs(off_deg)) <= _SLACK_DEG
            level = abs(point.alt_msl_m - there.alt_msl_m) <= slack_m
            _hold(near and level, f"{name} at {point.time_s} s: read {point[2:]}, is at {tuple(there)}")


def _check_refusals(write: Callable[[Scene, Path], object], scene: Scene, folder: Path, ending: str) -> None:
    """Check that what cannot be written is refused in words, and that nothing is left of it."""
    blocker = folder / "a file"
    blocker.write_bytes(_OLD)
    kept = folder / f"kept{ending}"
    kept.write_bytes(_OLD)
    (folder / f"a folder{ending}").mkdir()
    before = _listing(folder)
    places = (blocker / f"inside{ending}", folder / "missing" / f"raid{ending}", folder / f"a folder{ending}")
    for path in places:
        _refused(write, scene, path)
        _hold(_listing(folder) == before, f"{ending}: writing to {path.name} left something behind")
    with patch("os.replace", side_effect=OSError(28, "No space left on device")):
        _refused(write, scene, kept)
    _hold(_listing(folder) == before, f"{ending}: a write that failed left something behind")
    _hold(kept.read_bytes() == _OLD, f"{ending}: a write that failed spoiled what was there")


def _refused(write: Callable[[Scene, Path], object], scene: Scene, path: Path) -> None:
    """Check that a write ends in an ExportError that names the file."""
    said = None
    try:
        write(scene, path)
    except ExportError as error:
        said = str(error)
    _hold(said is not None, f"{path.name} was written where it cannot be")
    _hold(path.name in (said or ""), f"the error does not name {path.name}: {said}")


def _hold(holds: bool, otherwise: str) -> None:
    """Raise AssertionError with words unless something holds, whether Python checks ``assert`` or not."""
    if not holds:
        raise AssertionError(otherwise)


def _listing(folder: Path) -> dict[str, bytes | None]:
    """Return everything in a folder, with the content of files."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
