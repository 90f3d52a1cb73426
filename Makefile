# One word for everything. `make site` and `make test` set up what they need on a fresh machine.
PYTHON ?= python3
ON     ?= 2026-12-01
CLIENT ?= northgate
BIN    := .venv/bin
READY  := .venv/.ready
TOOLS  := .venv/.ready-for-tests

SCRIPTS := generator/immerse/theme/assets tests/scripts
DENO   := DENO_NO_UPDATE_CHECK=1 $(BIN)/deno
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK   := uv pip compile pyproject.toml --universal --python-version 3.11.2 --generate-hashes --quiet \
            --no-annotate --custom-compile-command "make lock"

# Compiled modules are kept, as for a program that is installed: a command loads in two thirds of the time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site demo serve test fuzz lint fix check bench pictures reference lock clean

site: $(READY)            ## build the demo clients into site/
	$(BIN)/immerse build --all --view both --on $(ON) --out site

demo: $(READY)            ## three releases of two clients in a copied workspace, build/demo
	$(BIN)/python tests/support/demo.py

serve: $(READY)           ## live preview of one client: make serve CLIENT=hearthline
	$(BIN)/immerse serve $(CLIENT) --view trainee --on $(ON)

test: $(TOOLS)            ## all tests, in a real browser too
	$(BIN)/python tests/support/chromium.py --install
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

fuzz: $(TOOLS)            ## 20,000 mutated YAML files, 5,000 mutated texts and policies built, a house of 194 clients, forty new ones, tables for all clients of each sector, a cluster, commands and releases killed at every change, records, checklists and signed events by chance
	IMMERSE_FUZZ_EXAMPLES=20000 IMMERSE_FUZZ_TEXTS=5000 timeout 3600 \
	  $(BIN)/python -m pytest -n 2 -o faulthandler_timeout=0 tests/unit/test_loading_fuzz.py \
	  tests/sites/test_fuzz_texts.py tests/sites/test_demo_many_clients.py tests/sites/real_cluster.py \
	  tests/sites/test_release_cut_short.py tests/sites/test_releases_at_once.py tests/unit/test_records_by_chance.py \
	  tests/sites/test_killed_commands.py tests/browser/test_checklist_storage.py \
	  tests/browser/test_demo_checklist_by_chance.py tests/browser/test_demo_pages_in_browser.py tests/browser/test_demo_narrow_in_browser.py tests/unit/test_signing_by_chance.py tests/golden/test_roster.py \
	  tests/sites/test_new_client.py tests/sites/test_demo_tables.py \
	  tests/unit/test_signing_forgeries.py -q

lint: $(TOOLS)            ## style and types, of the program and of the modules that a browser gets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(DENO) check --quiet --no-remote --no-npm --no-lock $(SCRIPTS)
	$(DENO) lint --quiet $(SCRIPTS)

fix: $(TOOLS)             ## mend style where a machine can
	$(BIN)/immerse fmt
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: lint $(TOOLS)      ## what has to hold before anything lands
	$(BIN)/immerse fmt --check
	$(BIN)/immerse check --on $(ON)
	$(MAKE) site
	$(BIN)/mkdocs build --strict
	$(MAKE) test

bench: $(TOOLS)           ## ratios in one run and how cost grows, written to docs/benchmarks.md
	$(BIN)/python tests/support/bench.py

pictures: $(TOOLS)        ## take the pictures of docs/sign-off.md anew, from pages on which a rotation is signed
	$(BIN)/python tests/support/chromium.py --install
	$(BIN)/python tests/support/signing_pictures.py

reference: $(TOOLS)       ## write docs/rules.md, docs/settings.md, docs/coverage.md, schema/ and the letters of the PDF's fonts anew
	$(BIN)/immerse schema --out schema
	$(BIN)/immerse explain --all > docs/rules.md.new && mv docs/rules.md.new docs/rules.md
	$(BIN)/immerse explain --settings > docs/settings.md.new && mv docs/settings.md.new docs/settings.md
	$(BIN)/python tests/support/requirements.py > docs/coverage.md.new && mv docs/coverage.md.new docs/coverage.md
	$(BIN)/python tests/support/built_in_fonts.py > letters.new && mv letters.new generator/immerse/lettering/built_in.txt

lock:                     ## renew both locks from pyproject.toml (needs uv); what both hold has one version
	$(LOCK) --extra build --extra dask --extra test --extra dev --output-file requirements-test.lock
	$(LOCK) --extra build --constraint requirements-test.lock --output-file requirements.lock

clean:
	rm -rf site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "immerse needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python has no venv; on Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $(READY)

$(TOOLS): $(READY) requirements-test.lock
	$(PIP) --require-hashes -r requirements-test.lock
	@touch $(TOOLS)
