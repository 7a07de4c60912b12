# make demo   the whole path on the example class        make lab   JupyterLab on the course
# make desk   the class as pages in the browser
# make test   every check, as CI runs it                  make requirements   recompile the pins
# make quick  the tests that take no seconds and need no whole class, browser, stock nbgrader, database
#             or office program
# make dashboard   who has sent what, live, to share on screen
# make docs   the documentation site, into build/docs; make pictures takes its pictures anew
# make bench  how long and how dear a lesson is on a phone; see tests/benchmarks/README.md

PYTHON ?= python3
BIN := .venv/bin
# The Node.js of the environment stands in for a missing one.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix course/js

# Without compiled files every process compiles the course, and every worker all tests, anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo desk test quick lint js pytest lab dashboard docs drawings pictures bundle bench requirements clean

demo: .venv/ready
	$(BIN)/course demo

desk: .venv/ready
	$(BIN)/course desk

lab: .venv/ready
	$(BIN)/course desk --lab

dashboard: .venv/ready
	$(BIN)/course dashboard

test: lint js pytest

lint: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The committed bundles must be what the sources make.
js: course/js/node_modules/ready
	$(NPM) run --silent check
	$(NPM) test --silent
	$(NPM) run --silent fresh

# The order of the groups is the tests' own (tests/conftest.py): the long ones first.
PYTEST = $(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder

pytest: .venv/ready-dev
	$(PYTEST)

quick: .venv/ready-dev
	$(PYTEST) -m "not long and not path and not browser and not stock and not database and not office"

bundle: course/js/node_modules/ready
	$(NPM) run --silent build

docs: .venv/ready-dev
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going -b html docs build/docs

# The drawings of the lessons that are made by code (CONTRIBUTING, "Add a drawing").
drawings: .venv/ready-dev
	$(BIN)/python -m drawings

pictures: .venv/ready-dev
	$(BIN)/python tests/pictures.py

# Voilà gets an environment of its own: it would change the Jupyter that the tests run.
bench: .venv/ready-dev .venv-bench/ready build/bench/ready
	$(BIN)/python tests/benchmarks/phone.py $(ARGS)

.venv-bench/ready: requirements.txt pyproject.toml .venv/bin/python
	$(BIN)/python -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check -r requirements.txt voila==0.5.13
	touch $@

# What nbconvert's page takes from CDNs. "build" is not in git.
build/bench/ready: .venv/ready-dev
	mkdir -p $(@D)
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --prefix $(@D) --no-save --ignore-scripts --silent \
		@jupyter-widgets/html-manager@1.0.15 requirejs@2.3.8
	touch $@

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv

.venv/ready: requirements.txt pyproject.toml .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/ready-dev: tests/requirements.txt .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@

course/js/node_modules/ready: course/js/package.json course/js/package-lock.json .venv/ready-dev
	$(NPM) ci --silent --no-audit --no-fund
	touch $@

COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --quiet --no-header --no-annotate
requirements: .venv/bin/python
	$(BIN)/pip install --quiet uv
	$(COMPILE) --upgrade --extra dev -o tests/requirements.txt
	$(COMPILE) --upgrade -c tests/requirements.txt -o requirements.txt
	printf -- '-e .\n' | tee -a requirements.txt >> tests/requirements.txt

clean:
	rm -rf .venv .venv-bench course/js/node_modules build
