# One command each: make run opens the workbench, make test runs the suite. Everything lives in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
DB ?= workbench.db
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup run test test-all lint format bench clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name words; do printf '  %-14s %s\n' "$$name" "$$words"; done

# The stamp is newer than what decides the installation, so a second run installs nothing.
$(STAMP): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Python is missing: install Python 3.11 or later (Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11: install Python 3.11 or later, then name it (make PYTHON=python3.11 run)." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: install it (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@test -x $(BIN)/python || { echo "making $(VENV) …" >&2; $(PYTHON) -m venv $(VENV); }
	@echo "installing (a minute or two, once) …" >&2
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

setup: $(STAMP) ## make .venv with pinned versions

run: $(STAMP) ## open the workbench on workbench.db (first use: with the sample pages)
	@test -e "$(DB)" || $(BIN)/workbench samples --db "$(DB)"
	@$(BIN)/workbench --db "$(DB)"

test: $(STAMP) ## the suite without its slow tests
	@$(BIN)/python -m pytest -q -n 2 -m "not slow"

test-all: $(STAMP) ## the whole suite
	@$(BIN)/python -m pytest -q -n 2

lint: $(STAMP) ## ruff, mypy --strict, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(STAMP) ## write what ruff would have
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(STAMP) ## every benchmark; each ends in one line of JSON
	@failed=; for script in benchmarks/[a-z]*.py; do echo "== $$script" >&2; $(BIN)/python "$$script" $(BENCH) || failed="$$failed $$script"; done; \
	if [ -n "$$failed" ]; then echo "failed:$$failed" >&2; exit 1; fi

clean: ## remove what tools made; never a database or an export
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache snapshot_report.html
	@find workbench tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
