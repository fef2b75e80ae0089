#!/usr/bin/env bash
# Writes the three lock files for one version of Python: compile.sh PYTHON VERSION
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1
version=$2
groups=$(mktemp --suffix=.in)
docs=$(mktemp --suffix=.in)
trap 'rm -f "$groups" "$docs"' EXIT
"$python" - "$groups" "$docs" <<'PYTHON'
import sys
import tomllib
from pathlib import Path

with open("pyproject.toml", "rb") as file:
    groups = tomllib.load(file)["dependency-groups"]
Path(sys.argv[2]).write_text("\n".join(groups.pop("docs")) + "\n")
Path(sys.argv[1]).write_text("\n".join(package for group in groups.values() for package in group) + "\n")
PYTHON
common=(--quiet --strip-extras --no-header --no-annotate
  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options)
"$python" -m piptools compile "${common[@]}" --extra report --extra web --output-file "requirements/run-$version.txt" pyproject.toml
"$python" -m piptools compile "${common[@]}" --extra report --extra web --extra geo --extra dask \
  --constraint "requirements/run-$version.txt" --output-file "requirements/dev-$version.txt" pyproject.toml "$groups"
"$python" -m piptools compile "${common[@]}" --extra report \
  --constraint "requirements/run-$version.txt" --output-file "requirements/docs-$version.txt" pyproject.toml "$docs"
