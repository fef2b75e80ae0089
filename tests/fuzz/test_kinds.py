"""Each kind of failure that was found stays mended, and a few hundred new inputs find no other."""

from pathlib import Path

import pytest

from .harness import KINDS, SEEDS_OF_TESTS, Format, feed, find_formats, inputs
from .kernels import compile_all

FORMATS = find_formats()
FOUND = sorted(path for path in KINDS.rglob("*.*") if path.is_file())


@pytest.fixture(scope="module", autouse=True)
def compiled_before():
    """Compile the kernels first: an input counts as slow by the clock."""
    compile_all()


def name_of_seed(given: Format, path: Path) -> str:
    """Return the name of the seed that an input was made from: it says what the file is."""
    stem = path.stem.rpartition("-")[0]
    return next(name for name, _ in given.SEEDS if name.partition(".")[0] == stem)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: str(path.relative_to(KINDS)))
def test_a_kind_that_was_found_is_answered_or_refused_in_words(path, tmp_path):
    name = path.parent.name
    seed_name = name_of_seed(FORMATS[name], path)
    assert feed(name, FORMATS[name], seed_name, path.read_bytes(), tmp_path, deep=True) is None


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_seed_is_taken_as_it_is(name, tmp_path):
    given = FORMATS[name]
    for seed_name, content in given.SEEDS[:2]:
        assert feed(name, given, seed_name, content, tmp_path, deep=False) is None


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"options"}))
def test_some_new_inputs_are_answered_or_refused_in_words(name, tmp_path):
    given = FORMATS[name]
    for number in range(SEEDS_OF_TESTS):
        seed_name, content, _ = inputs(name, given, 1, number)
        assert feed(name, given, seed_name, content, tmp_path, deep=False) is None


def test_the_same_seed_gives_the_same_inputs():
    for name, given in FORMATS.items():
        assert inputs(name, given, 3, 7) == inputs(name, given, 3, 7)
        assert any(inputs(name, given, 3, number) != inputs(name, given, 4, number) for number in range(5))


@pytest.mark.parametrize(
    ("error", "words"),
    [(ValueError("x"), "broken: ValueError in outside"), (RuntimeWarning("x"), "broken: RuntimeWarning")],
)
def test_the_harness_finds_what_it_is_to_find(tmp_path, error, words):
    class Broken:
        @staticmethod
        def take(content, name, folder, deep):
            raise error

    found = feed("broken", Broken(), "x.toml", b"", tmp_path, deep=False)
    assert found is not None
    assert found.kind.startswith(words)
    assert found.file_name.startswith("x-")
