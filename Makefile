# Everything here works on a machine with Python 3.11, make and a package index; nothing needs to be installed first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
export UV_LINK_MODE ?= copy
# The tests start Python hundreds of times: what it compiles is kept, wherever they run, and out of the sources.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX ?= $(abspath $(VENV))/compiled

.PHONY: help run compiled test test-postgres check lint types contracts crash fuzz bench peers shots lock messages clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

run: $(VENV)/run.stamp ## set everything up, play the exercise exchange and serve it on 127.0.0.1:8000
	@$(BIN)/homeward demo $(ARGS)

compiled: $(VENV)/reader.stamp ## read nearly twice as fast: compile the rules of reading (needs a C compiler)

test: $(VENV)/reader.stamp ## set everything up and pass every test
	@tools/system.sh
	@$(BIN)/pytest -n auto --dist worksteal $(ARGS)

test-postgres: $(VENV)/dev.stamp ## pass the node's tests on a PostgreSQL of their own
	@tools/system.sh
	@$(BIN)/python -m tests.clusters $(BIN)/pytest -q -n auto --dist worksteal tests/node --ignore tests/node/desk $(ARGS)

check: lint types contracts test test-postgres ## what must hold before a commit lands

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@find homeward -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2 --check

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

contracts: $(VENV)/dev.stamp
	@$(BIN)/lint-imports

crash: $(VENV)/dev.stamp ## kill, starve and unplug the ledger, 240 rounds of each
	@HOMEWARD_CRASH_ROUNDS=240 $(BIN)/pytest tests/ledger/crash $(ARGS)

fuzz: $(VENV)/dev.stamp ## read ten thousand spoilt and hostile files
	@tools/system.sh
	@HOMEWARD_FUZZ_FILES=10000 $(BIN)/pytest -s tests/reading/files/test_fuzz.py $(ARGS)

bench: $(VENV)/reader.stamp ## measure, beside the last accepted results
	@$(BIN)/python -m benchmarks

peers: .venv-peers/stamp .venv-peers-splink/stamp .venv-peers-planning/stamp ## set up those whom the benchmarks measure beside us

shots: $(VENV)/dev.stamp ## make the pictures of the README and the docs anew
	@tools/system.sh
	@$(BIN)/python -m tools.shots
	@$(BIN)/python -m tools.office
	@$(BIN)/python -m tools.exercise_office
	@$(BIN)/python tools/waterfall.py
	@$(BIN)/python tools/story_shots.py

messages: $(VENV)/dev.stamp ## collect the interface's sentences for translation (needs Debian's gettext)
	@cd homeward/node && ../../$(BIN)/django-admin makemessages --settings homeward.node.settings -l uk -l ru --no-obsolete --no-location

lock: ## resolve the dependencies anew, by hashes, without naming hosts
	@$(UV) pip compile pyproject.toml --extra charts --group build -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --upgrade --custom-compile-command "make lock" -o requirements/run.txt
	@$(UV) pip compile pyproject.toml --extra charts --group dev -c requirements/run.txt -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements/dev.txt
	@for peers in peers peers-splink peers-planning; do $(UV) pip compile requirements/$$peers.in -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --upgrade --custom-compile-command "make lock" -o requirements/$$peers.txt; done
	@echo uv | $(UV) pip compile - -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements/uv.txt

clean: ## remove what was built and what the exercise made
	rm -rf $(VENV) .venv-peers .venv-peers-splink .venv-peers-planning var dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	rm -rf homeward/reading/native/*.so homeward/reading/native/homeward homeward/reading/native/sources.sha256

$(VENV)/uv.stamp: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Homeward needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/run.stamp: $(VENV)/uv.stamp requirements/run.txt pyproject.toml hatch_build.py $(wildcard homeward/node/locale/*/LC_MESSAGES/*.po homeward/node/*/locale/*/LC_MESSAGES/*.po)
	@$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

# Not where it cannot be compiled: the sources are read with then, and whatever was compiled of others is set aside.
$(VENV)/reader.stamp: $(VENV)/dev.stamp hatch_build.py $(shell find homeward/reading -name '*.py')
	@$(BIN)/python hatch_build.py || echo "Reading could not be compiled, for the reason above: it works all the same, more slowly."
	@touch $@

.venv-%/stamp: requirements/%.txt $(VENV)/uv.stamp
	@$(UV) venv -q --clear --python $(PYTHON) .venv-$*
	@$(UV) pip install -q --python .venv-$*/bin/python --require-hashes -r $<
	@touch $@
