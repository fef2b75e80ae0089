# Everything a clean checkout needs: git, make, python3 (3.11 or newer, with venv) and a package index.
#   make brief   writes build/brief-iraq.html; LANGS=en,ar also the Arabic page, build/brief-iraq.ar.html
#   make test    style, types, import rules, tests (on WORKERS processes, if given); make tests: these alone
#   make docs    writes build/docs/index.html; runs the tutorials and the reference cases
#   make page    builds the script of the page from frontend (needs Node 20 or newer); what it writes is committed
#   make words  compiles the catalogues of sentences (src/skykeep/words); what it writes is committed
#   make bench   benchmarks (gdal-bin is used where it is installed; cimba after: .venv/bin/python -m pip install cimba==0.9.6)
#   make fuzz    mutated inputs for MINUTES (60), from SEED; keeps one of each kind of failure in tests/fuzz/kinds
#   make mutants plants faults in a copy of the kernel, JOBS (2) at a time, and tells which ones no test notices;
#                RESUME=1 goes on with a run that was stopped
#   make lint    style, types, import rules only
#   make clean   removes what was built

PYTHON ?= python3
# The tests start many interpreters, each of which would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin
MARKS ?= not slow
WORKERS ?=
MINUTES ?= 60
SEED ?= 1
JOBS ?= 2
RESUME ?=
LANGS ?= en

VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
# Locks exist for the oldest and the newest tested version; 3.12 takes the older set, later ones the newer.
LOCK := $(if $(filter 3.11 3.12,$(VERSION)),3.11,3.13)
RUN_LOCK := requirements/run-$(LOCK).txt
DEV_LOCK := requirements/dev-$(LOCK).txt
DOCS_LOCK := requirements/docs-$(LOCK).txt
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: brief test tests docs page words fuzz mutants bench lint clean locks
.DEFAULT_GOAL := brief
.DELETE_ON_ERROR:

brief: $(VENV)/run.stamp
	@mkdir -p build
	$(BIN)/skykeep brief iraq --lang $(LANGS) --out build/brief-iraq.html

test: lint tests

tests: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m "$(MARKS)" $(if $(WORKERS),-n $(WORKERS) --dist loadfile --no-loadscope-reorder --benchmark-disable)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/docs.stamp
	MPLBACKEND=agg $(BIN)/python -m sphinx -W --keep-going -q -b html -d build/docs-trees docs build/docs
	@echo "wrote build/docs/index.html"

page:
	cd frontend && npm ci --no-audit --no-fund && npm run build

words: $(VENV)/dev.stamp
	$(BIN)/python tools/compile_words.py

fuzz: $(VENV)/dev.stamp
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES) --seed $(SEED)

mutants: $(VENV)/dev.stamp
	$(BIN)/python -m tests.mutants --jobs $(JOBS) $(if $(RESUME),--resume)

bench: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -s -rs benchmarks

clean:
	rm -rf build dist docs/made $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "skykeep needs Python 3.11 or newer as $(PYTHON) (found: $(or $(VERSION),none)); try: make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) lacks venv: install it (on Debian and Ubuntu: apt-get install python3-venv) and run make again" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/pyvenv.cfg $(RUN_LOCK) pyproject.toml
	$(PIP) install -r $(RUN_LOCK)
	$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp $(DEV_LOCK) requirements/dev-alone.txt
	$(PIP) install -r $(DEV_LOCK)
	$(PIP) install --no-deps -r requirements/dev-alone.txt
	@touch $@

$(VENV)/docs.stamp: $(VENV)/run.stamp $(DOCS_LOCK)
	$(PIP) install -r $(DOCS_LOCK)
	@touch $@

# Renews the lock files for the Python of the virtual environment; run it once with each tested version.
locks: $(VENV)/dev.stamp
	$(PIP) install pip-tools
	requirements/compile.sh $(BIN)/python $(LOCK)
