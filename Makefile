# SPDX-License-Identifier: Apache-2.0
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASE ?= example-case
SHARED ?= ../shared

.PHONY: help run test lint format eval bench example docs wheel train clean

help: ## Show what this file can do
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("onrecord needs Python 3.11 or newer; this is %d.%d. Try: make run PYTHON=python3.11" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python requirements/build.txt requirements/run.txt pyproject.toml
	@echo "Installing onrecord into $(VENV); the first time this takes a minute or two."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-for-tests: $(VENV)/.installed requirements/test.txt
	@echo "Installing what the tests need into $(VENV)."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

run: $(VENV)/.installed ## Install into .venv and do the main job on the example case
	@$(BIN)/onrecord run --example --case $(CASE); status=$$?; \
	if [ $$status -ne 0 ] && [ $$status -ne 3 ]; then exit $$status; fi

test: $(VENV)/.installed-for-tests ## Install what tests need and pass them all
	@sh tools/ensure_chromium.sh
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(VENV)/.installed-for-tests ## Check style, types, layers, vocabulary and generated documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/make_docs.py --check

format: $(VENV)/.installed-for-tests ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(VENV)/.installed-for-tests ## Score the reader (public data where it is at hand, else the project's own passages)
	$(BIN)/python tools/evaluate.py --shared $(SHARED)

bench: $(VENV)/.installed-for-tests ## Measure speed and memory against sha256sum, cp and hashlib
	$(BIN)/python tools/bench.py

example: $(VENV)/.installed-for-tests ## Make the documents of the example case again
	$(BIN)/python tools/make_example.py

docs: $(VENV)/.installed-for-tests ## Make the generated documents again
	$(BIN)/python tools/make_docs.py

training/.venv/.installed: training/requirements.txt
	@$(PYTHON) -m venv training/.venv
	@training/.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r training/requirements.txt
	@touch $@

train: training/.venv/.installed ## Train the encoder anew (two hours on two cores; goes on where it was interrupted)
	GOMP_SPINCOUNT=0 PYTHONPATH=src training/.venv/bin/python training/train.py --shared $(SHARED) --out build/training
	PYTHONPATH=src training/.venv/bin/python training/export.py --model build/training/model.pt

wheel: $(VENV)/.installed ## Build a wheel into dist/
	$(BIN)/python -m hatchling build -t wheel

clean: ## Remove what was built, not the cases
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
