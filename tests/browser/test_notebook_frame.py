"""The tutorial of notebooks, run as a notebook runs it: every output opens in a page, and its map moves."""

import ast
from pathlib import Path

import pytest

from ..tutorials.test_tutorials import TUTORIALS, shortened
from .pages import CHROMIUM, NO_CHROMIUM, off_machine, opened

pytestmark = pytest.mark.slow

TUTORIAL = next(path for path in TUTORIALS if path.stem == "6_results_in_a_notebook")
OUTPUT_BYTES_MOST = 2_000_000


def outputs(script):
    """Return what each cell of a script shows, as a notebook does: the value of its last line as HTML."""
    names, shown = {"__name__": "__main__"}, []
    for cell in script.split("# %%\n"):
        lines = ast.parse(cell).body
        last = lines.pop() if lines and isinstance(lines[-1], ast.Expr) else None
        exec(compile(ast.Module(lines, []), "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
        if hasattr(value, "_repr_html_"):
            shown.append(value._repr_html_())
    return shown


@pytest.fixture(scope="module")
def shown():
    return outputs(shortened(TUTORIAL.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def notebook(shown, tmp_path_factory) -> Path:
    """A page with all outputs, as a notebook that was exported."""
    path = tmp_path_factory.mktemp("notebook") / "notebook.html"
    path.write_text(f"<!doctype html><meta charset='utf-8'><title>x</title>{'<hr>'.join(shown)}", "utf-8")
    return path


def test_every_output_is_small_and_says_how_sure_it_is(shown):
    coverage, run, comparison, table = shown
    assert max(len(each.encode()) for each in shown) < OUTPUT_BYTES_MOST
    assert "In brackets with every figure at the end against, and for, the defender" in coverage
    assert "90 % intervals" in run
    assert "<svg" in run
    assert "<svg" in comparison
    assert "100 rows" in table


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
def test_the_slider_of_the_map_moves_the_picture_inside_its_frame(browser, notebook):
    with opened(browser, notebook, wait=False, height_px=1400) as page:
        frame = page.frame_locator("iframe")
        canvas = frame.locator("canvas.map-text")
        canvas.wait_for()
        slider = frame.get_by_role("slider")
        picture = frame.locator(".live-map")
        told = frame.locator(".live-height")
        assert told.inner_text() == "1\u00a0km · fighter"
        before = picture.screenshot()
        slider.focus()
        slider.press("End")
        assert told.inner_text() == "20\u00a0km · fighter"
        page.wait_for_timeout(300)
        assert picture.screenshot() != before
        assert page.complaints == []
        inside = ("about:srcdoc",)
        assert [url for url in off_machine(page, notebook) if url not in inside] == []
