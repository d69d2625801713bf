# The project's commands. Each makes its environment first: `make run` and `make test` suffice on a new machine.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
INSTALLED := .venv/installed

.DEFAULT_GOAL := help
.PHONY: help install run test test-all lint docs bench fuzz sanitize load soak clean

help:             ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

install: $(INSTALLED)  ## make .venv and build the extension into it

$(INSTALLED): pyproject.toml setup.py $(wildcard native/dushu/*.pyx native/dushu/*.pxd)
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=…")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

run: install      ## serve on $(HOST):$(PORT)
	$(BIN)/python -m dushu_service serve --host $(HOST) --port $(PORT)

test: install     ## all tests; ARGS are pytest's
	$(BIN)/python -m pytest $(ARGS)

test-all: install ## the slow ones too
	$(BIN)/python -m pytest -m 'slow or not slow' $(ARGS)

lint: install     ## ruff, mypy, cython-lint
	$(BIN)/ruff check .
	$(BIN)/mypy
	PATH="$(CURDIR)/$(BIN):$$PATH" cython-lint native

docs: install     ## the pages of docs/, into site/; a link that leads nowhere is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

bench: install    ## all speeds, into docs/performance.md, in a quarter of an hour; ARGS=--quick for a short look
	$(BIN)/python bench/run.py $(ARGS)

fuzz:             ## fuzz the library under sanitizers; ARGS are libFuzzer's: -max_total_time=600
	tests/fuzz/run.sh $(ARGS)

sanitize:         ## the library's tests under AddressSanitizer and UndefinedBehaviorSanitizer
	tests/fuzz/sanitize.sh $(ARGS)

load: install     ## tables of what happens at and beyond capacity
	PYTHONPATH=tests:tests/load $(BIN)/python tests/load/overload.py $(ARGS)

soak: install     ## ten minutes under load: memory and descriptors stay flat
	PYTHONPATH=tests:tests/load $(BIN)/python tests/load/soak.py $(ARGS)

clean:            ## remove what is built, the environment too
	rm -rf .venv build dist native/*.egg-info native/dushu/*.c native/dushu/*.so
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
