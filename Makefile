# Two commands matter: `make run` and `make test`. Each sets up what it needs; the README has the same steps without make.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run test lint bench translate python

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: python ## Set up, load the sample content and serve on 127.0.0.1:8000 (PORT=9000 changes it)
	@$(PYTHON) tools/setup_env.py requirements.txt
	@exec $(BIN)/python -m tools.run_portal

test: python ## Run every test on SQLite and on PostgreSQL (ARGS="tests/events -x" for some)
	@$(PYTHON) tools/setup_env.py requirements-dev.txt
	@exec $(BIN)/python -m tools.run_tests $(ARGS)

lint: python ## Check style, mistakes, the import line and the templates
	@$(PYTHON) tools/setup_env.py requirements-dev.txt
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint templates --lint --quiet

bench: python ## Measure pages, a registry of 18,000 and 180,000 organisations, and pictures, on SQLite and PostgreSQL
	@$(PYTHON) tools/setup_env.py requirements-dev.txt
	@$(BIN)/python -m benchmarks.run $(ARGS)
	@$(BIN)/python -m benchmarks.registry $(REGISTRY_ARGS)
	@exec $(BIN)/python -m benchmarks.pictures $(PICTURES_ARGS)

translate: python ## Gather the words of the interface, compile the catalogues, say what is missing
	@$(PYTHON) tools/setup_env.py requirements-dev.txt
	@$(BIN)/python -m tools.translate

python:
	@command -v $(PYTHON) >/dev/null || { echo "Install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
