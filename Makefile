# Every target sets up .venv by itself when it is missing, stale or moved. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(BIN)/python
STAMP := $(VENV)/.installed
PO := $(wildcard resources/i18n/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
OLDEST := (3, 11)
ARGS ?=

# A virtual environment holds absolute paths: one that was copied, moved or lost its Python is made anew.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
$(shell rm -f $(STAMP))
else ifneq ($(shell $(PY) -c "print(1)" 2>/dev/null),1)
$(shell rm -f $(STAMP))
endif

.PHONY: help words run demo test test-slow check fix shots guide-pictures bench features installer lock setup qt

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP) $(MO) ## make .venv and compile the translations

$(STAMP): requirements/dev.txt pyproject.toml
	@test -f $@ && exit; chosen=; \
	for name in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  if "$$name" -c "import sys, venv, ensurepip; sys.exit(sys.version_info < $(OLDEST))" 2>/dev/null; then \
	    chosen=$$name; break; fi; \
	done; \
	if [ -z "$$chosen" ]; then \
	  echo "No Python 3.11 or newer with venv was found. Install one (Debian, Ubuntu: sudo apt-get install" \
	    "python3 python3-venv) or name it: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$chosen"; \
	"$$chosen" -m venv --clear $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@printf '%s' '$(CURDIR)' > $@

$(MO): $(PO) build_translations.py $(STAMP)
	@$(PY) build_translations.py

# Qt's wheels bring Qt, but not the libraries of the system it draws with.
qt: setup
	@$(PY) -c "import PySide6.QtWidgets, PySide6.QtSvg" 2> $(VENV)/qt-error || { \
	  sed -n '$$p' $(VENV)/qt-error >&2; \
	  echo "Qt needs libraries of the system: sudo apt-get install libegl1 libgl1 libfontconfig1 libdbus-1-3" \
	    "libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1" \
	    "libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1" >&2; exit 1; }

words: setup ## bring new messages of the code into the translations
	@$(BIN)/pybabel -q extract -k N_ -k counted:1,2 --no-location --sort-output -o build/messages.pot desktop_crm ui
	@$(BIN)/pybabel -q update -l tr -D desktop_crm -d resources/i18n -i build/messages.pot --no-fuzzy-matching -w 120 \
	  --ignore-obsolete

run: qt ## open the program
	@$(BIN)/desktop-crm $(ARGS)

demo: qt ## make the demo shop and open it
	@$(PY) -m ui.demo

test: qt ## run the tests in random order, with coverage (ARGS="-k name" for some)
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 -m "not slow" $(if $(ARGS),,--cov --cov-report=term) $(ARGS)

test-slow: qt ## run the tests that take minutes
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m slow --timeout 3600 $(ARGS)

check: setup ## lint, format, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports --no-logo

fix: setup ## put right what ruff can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

shots: qt ## take pictures of every panel into build/shots
	@QT_QPA_PLATFORM=offscreen $(BIN)/desktop-crm shots build/shots $(ARGS)

guide-pictures: qt ## take the pictures of the guide anew
	@QT_QPA_PLATFORM=offscreen $(PY) docs/guide/take_pictures.py

bench: setup ## measure against what is physically possible
	@$(PY) -m benchmarks $(ARGS)

features: setup ## list the features with the tests that prove them
	@QT_QPA_PLATFORM=offscreen $(PY) tests/features.py

installer: qt ## build the installer for this system
	@$(PY) build_installer.py $(ARGS)

lock: ## pin all dependencies with hashes (ARGS=--upgrade for newer ones)
	@test -x build/lock/bin/uv || { python3 -m venv build/lock && build/lock/bin/pip install --quiet uv==0.13.9; }
	@cd requirements && for name in runtime dev build; do \
	  ../build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS) \
	    $$name.in --output-file $$name.txt; \
	done
