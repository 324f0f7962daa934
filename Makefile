# Every command of the house. Each sets up what it needs by itself; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run demo test check lint format bench manual lock clean ready-to-run ready-to-test

BIN := .venv/bin
WORKERS ?= auto# processes the tests are spread over
TESTS ?=# what to test: nothing means everything
LOCK := $(BIN)/uv pip compile --quiet --no-config --no-header --generate-hashes --universal \
	--python-version 3.11 --only-binary :all:

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ready-to-run ## set up, play the demonstration day once, serve http://127.0.0.1:8000 until Ctrl-C
	@exec $(BIN)/flask serve --demo --history

demo: ready-to-run ## play the demonstration day on a database of its own, print what came of it, end
	@$(BIN)/flask demo

test: ready-to-test ## run the tests (TESTS=tests/domain for some, WORKERS=0 in one process)
	@$(BIN)/pytest --numprocesses $(WORKERS) --maxprocesses 8 $(TESTS)

check: lint test ## everything CI asks for: the checks, then the tests

lint: ready-to-test ## style, types, import rules, templates, procedures and their drawing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict office office_verify config.py wsgi.py
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet office/web/templates
	$(BIN)/flask workflows check
	$(BIN)/flask workflows draw --check

format: ready-to-test ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: ready-to-test ## measure the services beside hand-made SQL and a peer, pages beside bare ones
	$(BIN)/python -m benchmarks.route
	$(BIN)/python -m benchmarks.fanout
	$(BIN)/python -m benchmarks.inbox
	$(BIN)/python -m benchmarks.pages --sizes 10000,20000 --rounds 20
	$(BIN)/python -m benchmarks.issue

manual: ready-to-test ## take the pictures of docs/manual again, each by the test that checks its screen
	@$(BIN)/pytest --numprocesses 0 tests/browser/test_manual.py --manual docs/manual/pictures

lock: ready-to-test ## work out requirements*.txt again from requirements*.in (LOCK_OPTIONS=--upgrade)
	$(LOCK) $(LOCK_OPTIONS) requirements.in --output-file requirements.txt
	$(LOCK) $(LOCK_OPTIONS) requirements-dev.in --output-file requirements-dev.txt

clean: ## throw away .venv and all caches; instance/ (the data) stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready-to-run:
	@scripts/setup.sh run

ready-to-test:
	@scripts/setup.sh test
