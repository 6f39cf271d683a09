# make help lists the commands. Only Python 3.11+, git and make are needed.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

export DAGSTER_HOME := $(CURDIR)/.dagster
export DAGSTER_DISABLE_TELEMETRY := yes
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1

.PHONY: help setup build site screenshots lint test coverage format docs dev refresh lock clean

help: ## list the commands
	@echo "juesuan: 部门决算 reports -> a DuckDB warehouse. Each command sets up .venv when needed."
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## environment in .venv, from the locked requirements

# uv installs in seconds what pip installs in minutes. It does not read pip's own settings, so
# they are handed over; where uv cannot be had or cannot reach the packages, pip does the work.
$(READY): pyproject.toml requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@rm -f $(READY)
	@setting() { $(BIN)/python -m pip config get ":env:.$$1" 2>/dev/null \
	    || $(BIN)/python -m pip config get "install.$$1" 2>/dev/null \
	    || $(BIN)/python -m pip config get "global.$$1" 2>/dev/null || true; }; \
	  with_uv() { \
	    local index certificate; \
	    index=$$(setting index-url); certificate=$$(setting cert); \
	    if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$index}"; fi; \
	    if [ -n "$$certificate" ]; then export SSL_CERT_FILE="$${SSL_CERT_FILE:-$$certificate}"; fi; \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check uv \
	    && $(BIN)/python -m uv pip install --python $(BIN)/python --quiet --compile-bytecode \
	         --require-hashes -r requirements.txt \
	    && $(BIN)/python -m uv pip install --python $(BIN)/python --quiet --no-deps \
	         --no-build-isolation -e . ; \
	  }; \
	  with_pip() { \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check --compile \
	      --no-deps --require-hashes -r requirements.txt \
	    && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	         --no-build-isolation -e . ; \
	  }; \
	  echo "Installing the locked requirements into $(VENV) …"; \
	  with_uv || { echo "uv could not install them; pip does, which takes minutes …"; with_pip; }
	@$(BIN)/python -m pipelines.explorer.charting_library || true
	@touch $(READY)

build: $(READY) ## read the reports in sources/ and publish warehouse/juesuan.duckdb
	@$(BIN)/juesuan build

site: $(READY) ## make the pages of the warehouse anew: warehouse/site/index.html
	@$(BIN)/python -m pipelines.explorer.charting_library
	@$(BIN)/juesuan site

screenshots: $(READY) ## pictures of the pages for docs/images; needs Chromium
	@$(BIN)/python -m tests.explorer.screenshots

lint: $(READY) ## style, types, import direction
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: lint ## lint, then all tests, then the floor of coverage
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile
	@$(MAKE) --no-print-directory coverage

# Without the published reports, which not every clone has, and without dbt, whose own code would
# be traced too: the same share everywhere, about 55 s of one core.
coverage: $(READY) ## how much of the packages that read and judge figures their own tests reach
	@JUESUAN_REPORTS=$(CURDIR)/none $(BIN)/coverage run -m pytest -q -r f -p no:cacheprovider -k "not dbt" \
	  tests/catalogue tests/checks tests/golden tests/narrative tests/tables tests/text
	@$(BIN)/coverage report --fail-under=0
	@$(BIN)/coverage report --fail-under=0 --format=total | $(BIN)/python -m tests.architecture.coverage_floor

format: $(READY) ## put the code into its one style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(READY) ## write the pages of docs/ that are made of entries and descriptions
	@$(BIN)/python -m tests.docs

dev: $(READY) ## the Dagster UI
	@mkdir -p $(DAGSTER_HOME) && cp dagster.yaml $(DAGSTER_HOME)/
	@$(BIN)/dagster dev -m pipelines.defs

refresh: $(READY) ## run the Dagster job refresh in this process; YEAR=2024 fetches that year too
	@mkdir -p $(DAGSTER_HOME) && cp dagster.yaml $(DAGSTER_HOME)/
	@$(BIN)/python -m pipelines.defs.refresh $(YEAR)

lock: $(READY) ## write requirements.txt anew from pyproject.toml
	@$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --extra dask --extra dev --extra ocr \
	  --override overrides.txt --generate-hashes --no-header --no-annotate --no-strip-extras --no-emit-index-url \
	  pyproject.toml -o requirements.txt

clean: ## remove the environment, the caches and what was built
	@rm -rf $(VENV) .cache .dagster .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
	  .ruff_cache .coverage dbt/target dbt/logs
	@find warehouse -mindepth 1 -not -name README.md -delete 2>/dev/null || true
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
