"""Numbers that remember from which row they come, so that a sentence can be asked where its numbers are from.

What is printed of one is set between marks with the path of its row; a number outside of marks stands in the
words of the program itself.
"""

import dataclasses
import re

OPEN, PATH, CLOSE = "\u2062", "\u2064", "\u2063"
MARKED = re.compile(f"{OPEN}([^{PATH}]*){PATH}([^{CLOSE}]*){CLOSE}")
LITERAL = re.compile(r"(?<![\w\-.])\d[\d,.]*(?![\w-])")
OPERATIONS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow")


def told(value, path):
    """Return a number that remembers its path; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    found = (ToldWhole if isinstance(value, int) else ToldNumber)(value)
    found.path = path
    return found


class _Remembers:
    """What is made of a number that remembers remembers too."""

    path = ""

    def __format__(self, spec):
        return f"{OPEN}{self.path}{PATH}{self.plain.__format__(spec)}{CLOSE}"

    def __str__(self):
        return format(self, "")

    def __round__(self, *digits):
        return told(round(self.plain, *digits), self.path)

    def __floor__(self):
        return told(self.plain.__floor__(), self.path)

    def __ceil__(self):
        return told(self.plain.__ceil__(), self.path)

    def __neg__(self):
        return told(-self.plain, self.path)

    def __abs__(self):
        return told(abs(self.plain), self.path)

    def __hash__(self):
        return hash(self.plain)


class ToldNumber(_Remembers, float):
    """A number with its path."""

    @property
    def plain(self):
        return float.__pos__(self)


class ToldWhole(_Remembers, int):
    """A whole number with its path."""

    @property
    def plain(self):
        return int.__pos__(self)


def _remembering(name):
    def operate(self, other):
        other = other.plain if isinstance(other, _Remembers) else other
        value = getattr(self.plain, name)(other)
        if value is NotImplemented and isinstance(other, float):
            value = getattr(float(self.plain), name)(other)
        return value if value is NotImplemented else told(value, self.path)

    return operate


for operation in OPERATIONS:
    for operator in (f"__{operation}__", f"__r{operation}__"):
        setattr(_Remembers, operator, _remembering(operator))


def remembering(value, path=""):
    """Return plain data or a table of a brief whose numbers remember their paths; arrays as they are."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        given = {
            each.name: remembering(getattr(value, each.name), f"{path}/{each.name}")
            for each in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **given)
    if isinstance(value, dict):
        return {key: remembering(item, f"{path}/{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(remembering(item, f"{path}[{place}]") for place, item in enumerate(value))
    return told(value, path)


def paths_of(text):
    """Return the paths of the numbers in a sentence."""
    return [path for path, _ in MARKED.findall(text)]


def literals_of(text):
    """Return the numbers of a sentence that come from no row."""
    return LITERAL.findall(MARKED.sub("", text).replace(CLOSE, ""))
