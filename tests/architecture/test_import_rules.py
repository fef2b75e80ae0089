"""The rooms import downwards only, and every module can be imported by itself."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_import_contracts_hold():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_packages_only_reexport():
    offences = []
    for path in sorted((ROOT / "src" / "skykeep").rglob("__init__.py")):
        lines = path.read_text(encoding="utf-8").splitlines()
        offences += [f"{path}: {line}" for line in lines if line.startswith(("def ", "class ", "@"))]
    assert offences == []
