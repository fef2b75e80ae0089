"""The picture of coverage: nothing is cut off, and each share stands with its limits."""

import re
from pathlib import Path

import matplotlib.figure
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.coverage import Question, Site, compute_coverage
from skykeep.report import coverage_panels as panels
from skykeep.terrain import choose_terrain


def drawn(heights, monkeypatch, tmp_path):
    """Return the figure of some heights as it is saved, and the file."""
    catalogue = load_catalogue()
    site = Site(lat_deg=33.34058, lon_deg=44.40088)
    result = compute_coverage(
        catalogue.system("pantsir-s1"),
        site,
        Question(heights_agl_m=heights, detection=catalogue.detection),
        terrain=choose_terrain("flat", lat_deg=site.lat_deg, lon_deg=site.lon_deg),
        catalogue=catalogue,
    )
    kept = []
    save = matplotlib.figure.Figure.savefig
    monkeypatch.setattr(
        matplotlib.figure.Figure,
        "savefig",
        lambda self, *given, **more: kept.append(self) or save(self, *given, **more),
    )
    with (tmp_path / "map.png").open("wb") as file:
        panels.draw_coverage_panels(result, file)
    return kept[0], tmp_path / "map.png"


@pytest.mark.parametrize("heights", [(100.0,), (30.0, 100.0), (30.0, 100.0, 300.0, 1000.0)])
def test_no_words_are_cut_off(heights, monkeypatch, tmp_path):
    figure, path = drawn(heights, monkeypatch, tmp_path)
    assert Path(path).read_bytes().startswith(b"\x89PNG")
    width, height = figure.canvas.get_width_height()
    words = [figure._suptitle, figure._supxlabel, *(panel.title for panel in figure.axes)]
    for text in words:
        box = text.get_window_extent()
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) >= 0.0, text.get_text()


def test_each_share_has_its_limits_and_the_larger_cities_their_names(monkeypatch, tmp_path):
    figure, _ = drawn((100.0,), monkeypatch, tmp_path)
    panel = figure.axes[0]
    share = r"[\d.]+\s% \([\d.]+ to [\d.]+\)"
    assert re.search(rf"seen {share} of its ring\nengageable {share} of its own", panel.get_title())
    assert "Baghdad" in [text.get_text() for text in panel.texts]
    labels = [text.get_text() for text in panel.get_legend().get_texts()]
    assert any(re.fullmatch(r"engagement ring, \d+ km", label) for label in labels)
