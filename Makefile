# make demo          score the Dutch agreements of 2020 and write reports/dutch-rbc-2020
# make test          tests, types and style
# make test-long     more rounds of the tests that try many cases or open many pages in real programs
# make test-lowest   the tests with the lowest versions of the libraries that msiscore allows
# make bench         the benchmarks, as ratios to a baseline in the same run
# make docs          the pages of docs/ that are made from the program: docs/formats.md and docs/others.md
# make golden        tests/golden: what each section of a report says, kept as text
# make pictures      the pictures in the README, from a fresh demo report (needs Chromium, LibreOffice and poppler)
#
# Each makes the environment it needs, once. Python 3.11 or newer is found by itself; `make PYTHON=/path/to/python3 demo` names one.

SHELL := /bin/sh
VENV := .venv
LOWEST := .venv-lowest
BIN := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN := $(VENV)/$(BIN)/python -m

find_python = found=""; for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "error: Python 3.11 or newer was not found; install it, or say where it is: make PYTHON=/path/to/python3 $@" >&2; exit 1; \
	fi
make_environment = echo "making the environment in $(1) with $$($$found --version)" >&2; \
	"$$found" -m venv $(1) || { echo "error: Python's venv is missing (on Debian and Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
install = -m pip install --quiet --disable-pip-version-check

.PHONY: demo test test-long test-lowest bench docs golden pictures clean

demo: $(VENV)/installed
	@$(RUN) msiscore report assessments/dutch-rbc-2020

test: $(VENV)/installed-test
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) pytest -n 2 --dist loadfile -m "not long"

test-long: $(VENV)/installed-test
	$(RUN) pytest -n 2 --dist loadfile -m long

test-lowest: $(LOWEST)/installed
	$(LOWEST)/$(BIN)/python -m pytest -n 2 --dist loadfile -m "not long"

bench: $(VENV)/installed-test
	$(RUN) benchmarks

docs: $(VENV)/installed
	$(RUN) docs.make_formats
	$(RUN) docs.make_others

golden: $(VENV)/installed-test
	$(RUN) tests.reporting.golden

pictures: $(VENV)/installed-test
	$(RUN) docs.make_pictures

$(VENV)/installed: pyproject.toml constraints.txt
	@$(find_python); $(call make_environment,$(VENV))
	@$(VENV)/$(BIN)/python $(install) -c constraints.txt -e .
	@touch $@

$(VENV)/installed-test: pyproject.toml constraints.txt
	@$(find_python); $(call make_environment,$(VENV))
	@$(VENV)/$(BIN)/python $(install) -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/installed

$(LOWEST)/installed: pyproject.toml constraints-lowest.txt
	@$(find_python); $(call make_environment,$(LOWEST))
	@$(LOWEST)/$(BIN)/python $(install) -c constraints-lowest.txt -e '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) $(LOWEST) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
