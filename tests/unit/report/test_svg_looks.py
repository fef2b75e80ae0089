"""Looks and ids of the figures of one page are shared, and each figure still draws the same."""

from __future__ import annotations

import re

from skykeep.report.svg_looks import share_in_page

RED, BLUE = "fill:red;stroke:none", "fill:url(#own-thing)"
PAGE = (
    "<style>p{}</style><p style='fill:red'>one</p>"
    '<svg><defs><path id="own-thing" d="m0 0"/></defs></svg>'
    f'<svg><use xlink:href="#own-thing" style="{RED}"/><path class="kept" style="{RED}"/></svg>'
    f'<svg><g style="{RED}"><path style="{BLUE}"/><path style="{BLUE}"/></g><rect style="x:1"/></svg>'
    '<a href="#own-thing-2" id="own-thing-2">elsewhere</a>'
)


def looked_up(page: str) -> str:
    """Return a page whose looks are written out again, as the script does for a figure that is saved."""
    rules = dict(re.findall(r"\.(\w+)\{([^}]*)\}", re.search(r'<style id="looks">(.*?)</style>', page)[1]))
    return re.sub(
        r'class="(\w+)"',
        lambda found: f'style="{rules[found[1]]}"' if found[1] in rules else found[0],
        page,
    )


def test_looks_that_come_again_are_rules_of_the_page_and_mean_the_same():
    found = share_in_page(PAGE)
    svgs = "".join(re.findall(r"<svg.*?</svg>", found))
    assert svgs.count(f'style="{RED}"') == 1  # beside a class of its own
    assert svgs.count('style="x:1"') == 1
    assert "<p style='fill:red'>" in found
    looks = re.findall(r' style="([^"]*)"', "".join(re.findall(r"<svg.*?</svg>", looked_up(found))))
    own = re.search(r'<path id="(\w+)"', found)[1]
    blue = BLUE.replace("own-thing", own)
    assert looks == [RED, RED, RED, blue, blue, "x:1"]


def test_ids_of_figures_are_short_and_every_reference_follows():
    found = share_in_page(PAGE)
    (own,) = re.findall(r'<path id="(\w+)"', found)
    assert len(own) < len("own-thing")
    assert f'<use href="#{own}"' in found
    assert f"url(#{own})" in found
    assert '<a href="#own-thing-2" id="own-thing-2">' in found
