"""The list of faults, and whether it still fits the kernel."""

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("faults.toml")
CORE = Path("src/skykeep/core")


class StaleListError(ValueError):
    """A fault cannot be planted any more."""


@dataclass(frozen=True)
class Fault:
    """One fault: a text of a file below ``src/skykeep/core`` and what takes its place."""

    file: str
    text: str
    put: str
    breaks: str
    tests: tuple

    @property
    def key(self):
        """Return a name that changes with the fault."""
        return sha256("\0".join((self.file, self.text, self.put)).encode()).hexdigest()[:12]

    def planted(self, source):
        """Return a source with the fault.

        Raises
        ------
        StaleListError
            If its text does not stand in the source exactly once.
        """
        found = source.count(self.text)
        if found != 1:
            raise StaleListError(
                f"{self.file}: {self.text!r} stands there {found} times, not once: change the text in "
                f"{LIST.relative_to(ROOT)} to one that stands once, or take the fault out"
            )
        return source.replace(self.text, self.put)


def read_faults(path=LIST):
    """Return the faults of a list, each with the tests of the longest name that fits its file."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Fault(**row, tests=tuple(covering(row["file"], told["tests"]))) for row in told["fault"]]


def covering(file, tests):
    """Return the tests of a file.

    Raises
    ------
    StaleListError
        If no name fits.
    """
    fits = [name for name in tests if file == name or file.startswith(f"{name}/")]
    if not fits:
        raise StaleListError(f"{file}: no entry of [tests] in {LIST.relative_to(ROOT)} fits")
    return tests[max(fits, key=len)]


def check_list(faults, root=ROOT):
    """Refuse a list of which a fault cannot be planted, or a test is not there.

    Raises
    ------
    StaleListError
        With every fault or test that no longer fits.
    """
    wrong = []
    for fault in faults:
        try:
            fault.planted((root / CORE / fault.file).read_text(encoding="utf-8"))
        except (StaleListError, FileNotFoundError) as error:
            wrong.append(str(error))
    names = {test.partition("::")[0] for fault in faults for test in fault.tests}
    wrong += [f"tests/{name} is not there" for name in sorted(names) if not (root / "tests" / name).exists()]
    if wrong:
        raise StaleListError("\n".join(wrong))
