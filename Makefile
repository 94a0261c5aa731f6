# Every target does its own set-up on a fresh machine; `make` alone does only that, and lists the targets.

VENV   := .venv
PY     := $(VENV)/bin/python
READY  := $(VENV)/.ready
SYSTEM := $(VENV)/.system
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { command -v $$p; break; }; done)

.PHONY: all setup help demo test test-slow soak lint format pack bench pictures dist clean

all: setup help

help: ## say what each target does
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "helppanel needs Python 3.11 or newer, with venv."; exit 1; }
	@test -x $(PY) || "$(PYTHON)" -m venv $(VENV) || { \
		rm -rf $(VENV); echo "Cannot make a virtual environment; on Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(SYSTEM): .ci/system-packages $(READY)
	@sh .ci/system-packages
	@touch $@

setup: $(READY) $(SYSTEM)

demo: setup ## run the demo; without a display: its tour, with pictures in out/tour
	$(PY) -m helppanel demo

# Four at a time on two cores: half of what a test takes is waiting for a timer or another process.
test: setup ## run all tests but the heavy ones (under 10 minutes on 2 cores)
	$(PY) -m pytest -n 4 --dist loadgroup -m "not slow"

test-slow: setup ## run the heavy tests
	$(PY) -m pytest -m slow

soak: setup ## lose power, kill and break what can break, for up to half an hour: nothing lost, nothing doubled
	$(PY) -m tests.faults --soak $(SOAK)

lint: setup ## ruff, strict types for three systems, import rules, wheels for Windows and macOS
	$(PY) -m ruff check helppanel tests
	$(PY) -m ruff format --check helppanel tests
	$(PY) -m mypy --platform linux
	$(PY) -m mypy --platform win32
	$(PY) -m mypy --platform darwin
	$(VENV)/bin/lint-imports
	$(PY) -m tests.rules.wheels

format: setup ## format the code
	$(PY) -m ruff format helppanel tests
	$(PY) -m ruff check --fix helppanel tests

pack: setup ## compile resources/articles into resources/articles.pack
	$(PY) -m helppanel articles check resources/articles
	$(PY) -m helppanel articles build resources/articles -o resources/articles.pack

bench: setup ## measure, as ratios against named baselines
	$(PY) -m tests.bench

pictures: setup ## take pictures of every page into out/pictures, and the README's into .github/pictures
	$(PY) -m tests.pictures out/pictures
	$(PY) -m helppanel demo --tour out/pictures/offline --story offline --locale zh-CN --theme light
	$(PY) -m tests.pictures.readme out/pictures .github/pictures

dist: setup ## freeze the demo with PyInstaller and run its tour
	$(PY) -m PyInstaller --noconfirm --distpath dist --workpath build build.spec
	dist/helppanel/helppanel demo --tour out/dist-tour

clean: ## remove what was built, not the environment
	rm -rf build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis
