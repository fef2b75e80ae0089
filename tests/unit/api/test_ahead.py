"""What a run needs next is imported while the scenario is being compiled."""

import subprocess
import sys

from skykeep.api.ahead import LATER, import_meanwhile


def test_the_thread_imports_what_a_run_needs_after_its_scenario():
    code = (
        "import sys\n"
        "from skykeep.api.ahead import LATER, import_meanwhile\n"
        "assert not set(LATER) & set(sys.modules)\n"
        "import_meanwhile().join()\n"
        "assert set(LATER) <= set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert "skykeep.study.montecarlo" in LATER


def test_a_module_that_cannot_be_imported_does_not_keep_the_others():
    sys.modules.pop("colorsys", None)
    import_meanwhile(("skykeep.no_such_room", "colorsys")).join()
    assert "colorsys" in sys.modules
