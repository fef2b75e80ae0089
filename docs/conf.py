"""How the documentation is built: ``make docs`` writes build/docs/index.html."""

import sys
import warnings
from pathlib import Path

import skykeep

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "extensions"))

project = "skykeep"
author = "The skykeep maintainers"
project_copyright = "The skykeep maintainers, Apache-2.0"
version = release = skykeep.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_gallery.gen_gallery",
    "computed",
]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = [
    "tutorials/*",
    "made/tutorials/*.ipynb",
    "made/tutorials/sg_execution_times.rst",
]
suppress_warnings = ["config.cache"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 4
add_module_names = False
smartquotes = False  # it makes a dash of the two hyphens of an option

autodoc_member_order = "bysource"
autodoc_typehints = "none"
autodoc_default_options = {"members": True, "undoc-members": False}
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "furo"
html_title = f"skykeep {release}"
html_copy_source = False
html_show_sourcelink = False
html_static_path = ["static"]
html_css_files = ["skykeep.css"]

sphinx_gallery_conf = {
    "examples_dirs": "tutorials",
    "gallery_dirs": "made/tutorials",
    "filename_pattern": r"/\d_",
    "within_subsection_order": "FileNameSortKey",
    "abort_on_example_error": True,
    "remove_config_comments": True,
    "show_memory": False,
    "show_signature": False,
    "write_computation_times": False,
    "download_all_examples": False,
    "min_reported_time": 1e9,
    "capture_repr": ("_repr_html_", "__repr__"),
    "matplotlib_animations": False,
}

# The gallery's own test for a notebook looks for a display; none is needed.
warnings.filterwarnings("ignore", message=".*FigureCanvasAgg is non-interactive.*")
