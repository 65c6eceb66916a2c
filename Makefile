# The commands of the house. `make run` and `make test` work on a bare machine; `make help` lists all.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help
.PHONY: help run test check bench screenshots lock bundle format

help:  ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(BIN)/python:
	@PYTHON=$(PYTHON) sh tests/install/venv.sh $(VENV)

# A stamp holds the lock file that was installed, so that an unchanged lock costs nothing.
$(VENV)/run.lock: requirements.txt | $(BIN)/python
	@echo "Installing what Wasl needs into $(VENV) (once; about a minute)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@cp requirements.txt $@

$(VENV)/dev.lock: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing what the tests need into $(VENV) (once; about a minute)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@cp requirements.txt $(VENV)/run.lock
	@cp requirements-dev.txt $@

run: $(VENV)/run.lock  ## open the explorer, with the samples in it, on http://127.0.0.1:8501 (PORT= changes it)
	@$(BIN)/python -m ingest --if-empty samples
	@exec $(BIN)/python -m explorer

test: $(VENV)/dev.lock  ## install what the tests need (Chromium and Neo4j included) and run everything
	@sh tests/install/system.sh
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest $(PARALLEL) -m "not browser"
	@$(BIN)/python -m pytest $(PARALLEL) -m browser

# Two processes for two cores; tests that share a server stay together, the longest come first (tests/conftest.py).
# The browser tests have a run of their own: Playwright's event loop lives as long as its process.
PARALLEL := -n 2 --dist loadscope --no-loadscope-reorder

.PHONY: lint
lint:
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -3

check: $(VENV)/dev.lock lint  ## the quick form: format, lint, types, import rules, unit tests
	@$(BIN)/python -m pytest -q $(PARALLEL) -m "not store and not browser"

bench: $(VENV)/dev.lock  ## print the benchmarks, with what they ran on
	@$(BIN)/python -m bench

screenshots: $(VENV)/dev.lock  ## write pictures of every page to screenshots/
	@sh tests/install/system.sh
	@$(BIN)/python tests/screenshots.py

format: $(VENV)/dev.lock  ## format the Python sources
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bundle:  ## build the JavaScript bundle from its sources (needs Node)
	@cd explorer/components && npm ci --silent && npm run --silent build

UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --prerelease if-necessary-or-explicit
lock: $(VENV)/dev.lock  ## lock the requirements anew, with hashes
	@$(UV_COMPILE) requirements.in -o requirements.txt
	@$(UV_COMPILE) requirements-dev.in -o requirements-dev.txt
