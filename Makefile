# Everything runs inside .venv; `make demo` and `make test` work on a machine that has only Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export MEMCON_SHARED ?= ../shared
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: install install-dev demo test check gold gold-quotes gold-conflicts bench bench-web bench-archive screens vendor fuzz crash lock clean

install: $(VENV)/installed
install-dev: $(VENV)/installed-dev

# pip 23.2 crashes on this stack: it is upgraded first.
$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("memcon needs Python 3.11 or newer; try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

demo: install
	$(BIN)/memcon read examples/story.txt

check: install-dev
	$(BIN)/ruff format --check src tests bench tools
	$(BIN)/ruff check src tests bench tools
	$(BIN)/mypy
	$(BIN)/lint-imports

gold: install-dev
	$(BIN)/python -m bench.gold

# Quotations: real ones with gold, true ones altered in sixteen ways, foreign ones. `--rivals`, `--speed`, `--large` ask for more.
gold-quotes: install-dev
	$(BIN)/python -m bench.quotes

# Accounts that cannot both stand, in pairs of sentences and in one event told by ten papers; copies of one text.
gold-conflicts: install-dev
	$(BIN)/python -m bench.accounts

bench: install-dev
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.sandbox
	$(BIN)/python -m bench.case

# Random files and mutated samples through every reader, for some ten minutes.
fuzz: install-dev
	MEMCON_FUZZ=long $(BIN)/python -m pytest tests/contract/test_formats.py -k "any_bytes or changed_bytes"

# Two hundred times kill -9 in the middle of adding, judging and exporting, on both engines; forty of the workers of an archive.
crash: install-dev
	MEMCON_CRASHES=200 $(BIN)/python -m pytest tests/store/test_crash.py
	MEMCON_KILLS=40 $(BIN)/python -m pytest tests/archive/engines

# The workbench on 10,000 documents and 100,000 statements: first content, search, a document of 200 pages, twenty readers.
bench-web: install-dev
	$(BIN)/python -m bench.web

# Archives: speed, others on the same pages, more workers, a flood, the sink into PostgreSQL, what each part costs and what that means for
# larger ones. The whole flood is `python -m bench.archive.flood --documents 100000`.
bench-archive: install-dev
	$(BIN)/python -m bench.archive.throughput
	if $(BIN)/python -c 'import textacy' 2>/dev/null; then $(BIN)/python -m bench.archive.rivals; else echo 'no textacy: rivals left out'; fi
	$(BIN)/python -m bench.archive.scaling
	$(BIN)/python -m bench.archive.flood --documents 20000
	$(BIN)/python -m bench.archive.sinking
	$(BIN)/python -m bench.archive.costs
	$(BIN)/python -m bench.archive.simulation

# The pictures in the README, as a run of the tests makes them.
PICTURED := reader library conflicts network statements
screens: install-dev
	$(BIN)/python -m pytest tests/web/browser/test_every_room.py -k is_accessible
	mkdir -p docs/images
	for room in $(PICTURED); do cp build/screens/$$room-1280.png docs/images/$$room.png; done

# The libraries of the browser, fetched from the npm registry again and checked.
vendor: install-dev
	$(BIN)/python tools/vendor.py

# Two processes: each keeps to whole files, so that what a file sets up is set up once.
test: check gold gold-quotes gold-conflicts
	$(BIN)/python -m pytest -n 2 --dist loadfile

# The locks: what runs, and what also tests. Both name every hash.
lock:
	uv pip compile pyproject.toml --extra build --generate-hashes --universal --python-version 3.11 -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 -q -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist
