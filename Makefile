# Sets everything up in .venv the first time, then starts at once. `make help` lists the targets.

PYTHON ?= python3
VENV ?= .venv
CASE ?=
ARGS ?=

BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK_TOOLS := .ci/venvs/lock
export CASE

MAKEFLAGS += --no-print-directory --no-builtin-rules
.DEFAULT_GOAL := help
.SUFFIXES:
.NOTPARALLEL:
.PHONY: run test check lock bench clean help FORCE

# A virtual environment breaks when its folder moves or its Python goes away: the stamp tells where it was made.
# Its contents are kept only while both still hold.
MADE_IN := $(shell test -x $(BIN)/python && cat $(READY) 2>/dev/null)
ifneq "$(MADE_IN)" "$(CURDIR)"
$(READY): FORCE
RENEW := --clear
endif

run: $(READY) ## Start the questionnaire, or qualify one file: make run CASE=scenarios/x.yaml
	@if [ -n "$$CASE" ]; then exec $(BIN)/qualifier qualify "$$CASE" $(ARGS); else exec $(BIN)/qualifier $(ARGS); fi

test: $(READY) ## Run all tests: make test ARGS="-k origin"
	@exec $(BIN)/python -m pytest $(ARGS)

check: $(READY) ## Check style, types and the direction of imports
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(READY) ## Measure the promised times
	@exec $(BIN)/python -m benchmarks.run $(ARGS)

lock: ## Renew requirements.lock (all versions to the newest that pyproject.toml admits)
	@test -x $(LOCK_TOOLS)/bin/uv || { $(PYTHON) -m venv $(LOCK_TOOLS) && $(LOCK_TOOLS)/bin/python -m pip install -qq uv; }
	@$(LOCK_TOOLS)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --group dev \
		--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
		--output-file requirements.lock pyproject.toml >/dev/null

clean: ## Remove what set-up, tests and builds left behind
	@rm -rf .venv .ci/venvs build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	@find qualifier tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s  %s\n", $$1, $$2 }' Makefile

# One line on the error stream, so that `make run CASE=… > file` keeps its output clean. The project itself is
# installed last and in place: an edit to rules/ or qualifier/ needs no new set-up.
$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Python 3.11 ou plus récent / Python 3.11 or newer: make PYTHON=python3.12 …' >&2; exit 1; }
	@echo 'Installation… / Setting up…' >&2
	@$(PYTHON) -m venv $(RENEW) $(VENV)
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.lock >&2
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable . >&2
	@pwd -P > $@
