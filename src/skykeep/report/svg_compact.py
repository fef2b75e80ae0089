"""SVG in few bytes: short relative paths, each shape and each hatch once, nothing that nobody refers to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np

__all__ = ["compact_svg", "share_patterns"]

LONG_PATH = 40
"""A path of more points is an outline of a map or a curve: a tenth of a point is finer than its line."""
DIGITS_OF_LONG, DIGITS = 1, 2
DOTS_LEAST = 20
"""Fewer dots are left as they are."""
SHAPE_LEAST = 60
"""A shorter path is not worth a name of its own."""

_PATH = re.compile(r'<path\b([^>]*?) d="([^"]*)"([^>]*?)/>')
_LETTER = re.compile(r"[MLQCZmlqcz]")
_POINTS: Mapping[str, int] = MappingProxyType({"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0})
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BETWEEN = re.compile(r">\s+<")
_OWN_ID = re.compile(r' id="([^"]*)"')
_REFERENCE = re.compile(r'(?:url\(#|href="#)([^")]+)')
_OPACITY = re.compile(r'["; ]opacity:')
_REFERRED = re.compile(r'(url\(#|href="#)([^")]+)')
_GROUP = re.compile(r"</?g\b[^>]*>")
_IDLE_TURN = re.compile(r' transform="rotate\(-?0(?: [^)]*)?\)"')
_LONG_NUMBER = re.compile(r'( [xy])="(-?\d+\.\d{3,})"')
_STYLE = re.compile(r'style="([^"]*)"')
_PATTERN = re.compile(r'<pattern id="([^"]*)"(.*?)</pattern>', re.DOTALL)
_DOTS = re.compile(r'<path d="(?P<path>[^"]*c[^"]*z)" style="(?P<look>[^"]*)"/>')
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_ALIKE = re.compile(r'(?:<use\b[^>]* style="([^"]*)"/>)(?:<use\b[^>]* style="\1"/>)+')
_URL = re.compile(r"url\(#([^)]+)\)")


def compact_svg(svg: str, *, name: str) -> str:
    """Return an SVG that draws the same in fewer bytes; new ids begin with ``name``.

    Paths become relative, to a hundredth of a unit and long ones to a tenth, without letting errors add up.
    A shape that is drawn several times is written once and used.
    """
    text = _BETWEEN.sub("><", _COMMENT.sub("", svg))
    text = _STYLE.sub(lambda found: f'style="{found[1].replace(": ", ":").replace("; ", ";")}"', text)
    wanted = set(_REFERENCE.findall(text))
    text = _OWN_ID.sub(lambda found: found[0] if found[1] in wanted else "", text)
    text = _LONG_NUMBER.sub(_rounded, _IDLE_TURN.sub("", text))
    text = _short_ids(_shapes_once(_without_bare_groups(text), name), name)
    return _ALIKE.sub(_in_a_group, text.replace("xlink:href=", "href="))


def _in_a_group(found: re.Match[str]) -> str:
    """Return shapes that look alike and stand side by side in a group that has their look."""
    look = f' style="{found[1]}"'
    if not _may_be_grouped(look):
        return found[0]
    return f"<g{look}>{found[0].replace(look, '')}</g>"


def _short_ids(text: str, name: str) -> str:
    """Return an SVG whose ids are ``name`` and a number."""
    ids = {own: f"{name}-{number}" for number, own in enumerate(dict.fromkeys(_OWN_ID.findall(text)))}
    text = _OWN_ID.sub(lambda found: f' id="{ids[found[1]]}"', text)
    return _REFERRED.sub(lambda found: found[1] + ids.get(found[2], found[2]), text)


def _rounded(found: re.Match[str]) -> str:
    """Return a place of a text or a use to a hundredth."""
    return f'{found[1]}="{_word(round(float(found[2]) * 10**DIGITS), DIGITS)}"'


def _without_bare_groups(text: str) -> str:
    """Return an SVG without groups that say nothing of what they hold."""
    parts: list[str] = []
    done = 0  # up to where it is written
    kept: list[bool] = []  # whether each open group is
    for found in _GROUP.finditer(text):
        parts.append(text[done : found.start()])
        done = found.end()
        tag = found[0]
        if tag == "</g>":
            parts.append(tag if kept.pop() else "")
        elif not tag.endswith("/>"):
            kept.append(tag != "<g>")
            parts.append(tag if kept[-1] else "")
    return "".join([*parts, text[done:]])


def share_patterns(text: str) -> tuple[str, str]:
    """Return the text without its hatches, and every different hatch once; what was alike refers to one.

    Where the hatches are put they need only stand in the same page.
    """
    ids: dict[str, str] = {}
    first: dict[str, str] = {}
    for own, pattern in _PATTERN.findall(text):
        ids[own] = first.setdefault(_with_round_dots(pattern), own)
    bare = _URL.sub(lambda found: f"url(#{ids.get(found[1], found[1])})", _PATTERN.sub("", text))
    bare = bare.replace("<defs></defs>", "")
    return bare, "".join(f'<pattern id="{own}"{pattern}</pattern>' for pattern, own in first.items())


def _with_round_dots(pattern: str) -> str:
    """Return a hatch whose dots, each a circle of eight curves, are lines of no length with round ends: a
    hundredth of the bytes for the same picture.
    """
    return _DOTS.sub(_round_dots, pattern)


def _round_dots(found: re.Match[str]) -> str:
    """Return the path of equal circles, all begun at their topmost point, as the ends of a thick line."""
    parts = [part for part in found["path"].split("z") if part]
    circles = {part[part.index("c") :] for part in parts}
    stroke = re.search(r"stroke-width:([\d.]+)", found["look"])
    colours = set(re.findall(r"(?:fill|stroke):(#\w+)", found["look"]))
    if len(parts) < DOTS_LEAST or len(circles) > 1 or len(colours) != 1 or stroke is None:
        return found[0]
    radius = _radius(circles.pop())
    starts = [
        _NUMBER.findall(part[1 : part.index("c")]) for part in parts
    ]  # each counts from the start before it
    starts[0][1] = _word(round((float(starts[0][1]) - radius) * 10**DIGITS), DIGITS)
    path = "".join(f"m{x} {y}h0" for x, y in starts)
    width = _word(round((2.0 * radius + float(stroke[1])) * 10**DIGITS), DIGITS)
    return f'<path d="{path}" style="stroke:{colours.pop()};stroke-width:{width};stroke-linecap:round"/>'


def _radius(circle: str) -> float:
    """Return the radius of a circle of relative curves from the width that their ends span."""
    numbers = [float(each) for each in _NUMBER.findall(circle)]
    x, ends = 0.0, [0.0]
    for place in range(4, len(numbers), 6):
        x += numbers[place]
        ends.append(x)
    return (max(ends) - min(ends)) / 2.0


def _shapes_once(text: str, name: str) -> str:
    """Write paths short; a shape that comes again goes into a definition at the head of the SVG."""
    shapes = [_relative(found[2]) for found in _PATH.finditer(text)]
    times = Counter(shape for _, _, shape in shapes)
    named = {
        shape: f"{name}-s{number}"
        for number, shape in enumerate(each for each, count in times.items() if _is_shared(each, count))
    }
    parts: list[str] = []
    done, look = 0, None  # up to where it is written, and the look of the group that is open
    found_all = list(zip(_PATH.finditer(text), shapes, strict=True))
    for place, (found, (x, y, shape)) in enumerate(found_all):
        between, around = text[done : found.start()], found[1] + found[3]
        is_used = shape in named and ' id="' not in around
        follows = place + 1 < len(found_all) and _follows(found, found_all[place + 1][0])
        in_group = is_used or ((follows or look == around) and _may_be_grouped(around))
        if look is not None and (between or not in_group or around != look):
            parts.append("</g>")
            look = None
        parts.append(between)
        if in_group and around != look:
            parts.append(f"<g{around}>")  # a clip on the use itself would move too
        look = around if in_group else None
        if is_used:
            parts.append(f'<use href="#{named[shape]}" x="{x}" y="{y}"/>')
        else:
            parts.append(
                f'<path{"" if in_group else found[1]} d="m{x} {y}{shape}"{"" if in_group else found[3]}/>'
            )
        done = found.end()
    body = "".join([*parts, "" if look is None else "</g>", text[done:]])
    if not named:
        return body
    definitions = "".join(f'<path id="{own}" d="m0 0{shape}"/>' for shape, own in named.items())
    opened = body.index(">") + 1
    return f"{body[:opened]}<defs>{definitions}</defs>{body[opened:]}"


def _follows(one: re.Match[str], other: re.Match[str]) -> bool:
    """Return whether two paths stand side by side and look the same."""
    return one.end() == other.start() and one[1] + one[3] == other[1] + other[3]


def _may_be_grouped(around: str) -> bool:
    """Return whether a look is the same on a group as on each of its paths: an id is not, nor is opacity of
    the whole, which would let no path of the group show through another.
    """
    return bool(around) and ' id="' not in around and not _OPACITY.search(around)


def _is_shared(shape: str, count: int) -> bool:
    return count > 1 and len(shape) >= SHAPE_LEAST


@lru_cache(maxsize=256)
def _relative(path: str) -> tuple[str, str, str]:
    """Return where a path begins, and all of it behind that in relative commands: a small m at the head of a
    path is a place, and what follows it without a letter are lines from there.

    Points are rounded from the start of the path, so that errors do not add up and a shape is the same
    wherever it stands.
    """
    letters = _LETTER.findall(path.upper())
    numbers = np.array(_LETTER.sub(" ", path).split(), np.float64).reshape(-1, 2)
    if not len(numbers):
        return "0", "0", ""
    digits = DIGITS_OF_LONG if len(numbers) > LONG_PATH else DIGITS
    points = np.rint((numbers - numbers[0]) * 10**digits).astype(np.int64).tolist()
    pen = begun = points[0]
    place, last, parts = 1, "m", []
    for letter in letters[1:]:
        end = place + _POINTS[letter]
        if letter == "Z":
            parts.append("z")
            pen, last = begun, "z"
            continue
        words = []
        for x, y in points[place:end]:
            words += [_word(x - pen[0], digits), _word(y - pen[1], digits)]
        pen, place = points[end - 1], end
        low = letter.lower()
        if letter == "M":
            begun = pen
        is_implied = low == last != "m" or (low, last) == ("l", "m")
        parts.append(_joined(words) if is_implied else low + _joined(words).lstrip(" "))
        last = low
    x0, y0 = (_word(round(float(end) * 10**DIGITS), DIGITS) for end in numbers[0])
    return x0, y0, "".join(parts)


def _joined(words: Sequence[str]) -> str:
    """Return numbers behind each other; a minus sign parts two of them as a space does."""
    return "".join(word if word[0] == "-" else " " + word for word in words)


@lru_cache(maxsize=4096)
def _word(value: int, digits: int) -> str:
    """Return so many tenths or hundredths as a number without zeros that say nothing."""
    word = f"{value / 10**digits:.{digits}f}".rstrip("0").rstrip(".")
    return re.sub(r"^(-?)0\.", r"\1.", word) or "0"
