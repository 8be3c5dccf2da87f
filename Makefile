# Everything a developer types. `make` alone lists it; nothing has to be set up first.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check clients format docs lock build clean distclean fuzz audit

PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

# $(call step,what,command): one line when it goes well, the command's own output when not.
step = printf '%-32s' '$(1)'; if out=$$($(2) 2>&1); then echo ok; else echo failed; printf '%s\n' "$$out"; exit 1; fi

help: ## what can be made
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | while IFS='	' read -r name what; do printf '  make %-9s %s\n' "$$name" "$$what"; done

setup: $(READY) ## the environment in .venv (made when needed)

$(READY): pyproject.toml requirements-dev.lock
	@python=$$(.ci/find-python $(PYTHON)) && \
	  echo "Setting up $(VENV) with $$($$python -V) (once, about a minute) …" && \
	  $$python -m venv $(VENV) && \
	  $(BIN)/python -m pip install -qq -r requirements-dev.lock && \
	  $(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable . && \
	  touch $(READY)

demo: $(READY) ## the bundled example, from posts to a countdown and a calendar file
	@$(BIN)/timeline demo demo $(ARGS)

test: $(READY) ## the tests; ARGS='-k moved' to choose
	@$(BIN)/pytest -n 2 $(ARGS)

check: $(READY) ## format, lint, types, layers, documentation
	@$(call step,format (ruff),$(BIN)/ruff format --check .)
	@$(call step,lint (ruff),$(BIN)/ruff check .)
	@$(call step,types (mypy --strict),$(BIN)/mypy)
	@$(call step,layers (import-linter),$(BIN)/lint-imports)
	@$(call step,documentation and house rules,$(BIN)/pytest -p no:cacheprovider tests/test_readme.py tests/test_house.py)

clients: $(READY) ## real calendar clients take our feed (gets them first, where it can)
	@$(BIN)/python tests/clients/run.py

fuzz: $(READY) ## try the laws at random, damage sources and read them; ARGS=600 for ten minutes
	@HYPOTHESIS_PROFILE=search $(BIN)/pytest -q -n 2 -m hypothesis
	@$(BIN)/python -W ignore tests/fuzz.py $(ARGS)

audit: $(READY) ## hold the locked versions against the published vulnerabilities (gets pip-audit first)
	@.ci/audit $(ARGS)

format: $(READY) ## put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(READY) ## write anew what documents and completion show of the program
	@$(BIN)/python tests/command_tree.py
	@$(BIN)/python tests/documents.py README.md CONTRIBUTING.md docs/*.md

lock: ## choose the newest versions of everything we depend on (needs uv)
	@printf '# The versions that `make setup` installs. Written by `make lock`.\n' > requirements-dev.lock.new
	@uv pip compile --quiet --universal --python-version 3.11 --extra cluster --group dev --no-header \
	  --no-emit-index-url --no-emit-find-links pyproject.toml >> requirements-dev.lock.new
	@mv requirements-dev.lock.new requirements-dev.lock

build: $(READY) ## a wheel and a source archive in dist/
	@$(BIN)/hatchling build

clean: ## remove what was made, but for the environment
	@rm -rf build dist demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove the environment too
	@rm -rf $(VENV)
