"""Every tutorial of the documentation runs to its end, as a script, with few worlds and raids."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("[0-9]_*.py"))
PLAIN = [path for path in TUTORIALS if "notebook" not in path.stem]
"""Those that tests/browser/test_notebook_frame.py does not run as a notebook does."""
SMALL = {"worlds": 50, "replications": 2}


def shortened(text: str) -> str:
    """Return a script that plays few raids, in as few worlds as an interval takes."""
    for name, count in SMALL.items():
        text = re.sub(rf"\b{name}=\d+", f"{name}={count}", text)
    return text


@pytest.fixture
def drawn(monkeypatch):
    """Count the pictures that a tutorial shows, and let none of them open a window."""
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    from matplotlib import pyplot

    shown = []
    monkeypatch.setattr(pyplot, "show", lambda: shown.append(len(pyplot.get_fignums())))
    yield shown
    pyplot.close("all")


def test_there_are_tutorials_and_each_is_numbered_by_its_place():
    assert [path.name[0] for path in TUTORIALS] == list("123456")


@pytest.mark.slow
@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_a_tutorial_runs_to_its_end(path, drawn, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = path.read_text(encoding="utf-8")
    exec(compile(shortened(text), str(path), "exec"), {"__name__": "__main__"})
    assert len(drawn) == text.count("plt.show()")
    assert capsys.readouterr().out.strip()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.stem)
def test_a_tutorial_has_a_title_and_a_text_before_every_block(path):
    text = path.read_text(encoding="utf-8")
    title, rule = text.split("\n")[1:3]
    assert rule == "=" * len(title)
    blocks = text.split("# %%\n")[1:]
    assert len(blocks) >= 4
    assert [block for block in blocks[:-1] if not block.startswith("# ")] == []


def test_pages_that_a_tutorial_names_exist():
    for path in TUTORIALS:
        for page in re.findall(r":doc:`/([^`]+)`", path.read_text(encoding="utf-8")):
            assert (ROOT / "docs" / f"{page}.md").exists(), f"{path.name} names {page}"


def test_the_reference_of_the_python_door_has_every_public_name():
    from skykeep._door import PLACES

    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\.\. auto\w+:: skykeep\.(?:\w+\.)*(\w+)$", page, re.MULTILINE))
    assert sorted(set(PLACES) - listed) == []
