# Every target does its own set-up (requirements/setup.sh) on a fresh Debian or Ubuntu machine.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup demo demo-operators run test test-packages lint bench lock translations screenshots clean

PROGRAM := .venv/bin/rino-desktop
PARALLEL := -n $$(($$(nproc) + 2)) --dist loadfile --no-loadscope-reorder
LOCK := .venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

help:
	@echo "make demo    a whole campaign on this machine, over real SIP; results in demo-output/"
	@echo "make demo-operators  the same with people: three virtual operators, and you at the workstation"
	@echo "make run     the desktop"
	@echo "make test    all tests"
	@echo "make test-packages  builds the packages, installs and tries them"
	@echo "make test-windows   builds the Windows installer and tries it under wine"
	@echo "make windows-installer  dist/*-setup.exe"
	@echo "make debian-package  dist/*.deb for this release of Debian or Ubuntu"
	@echo "make wheel   dist/*.whl"
	@echo "make lint    ruff, mypy, import-linter"
	@echo "make bench   benchmarks, one JSON line each"
	@echo "make setup   only the set-up that all of them share"
	@echo "make lock    renew requirements/*.txt"
	@echo "make audit   known holes in the locked parts"
	@echo "make release VERSION=…  all packages with checksums, bill of materials and notes in dist/"
	@echo "make translations  texts of the windows into resources/i18n"
	@echo "make screenshots   every window, light and dark, in both languages, into build/screenshots"
	@echo "make manuals  what Help opens, into build/manual, and as PDF into dist"
	@echo "make clean   remove .venv and everything generated"

setup:
	@requirements/setup.sh engine

demo:
	@requirements/setup.sh engine
	@$(PROGRAM) --demo --headless

demo-operators:
	@requirements/setup.sh desktop
	@$(PROGRAM) --demo --operators

run:
	@requirements/setup.sh desktop
	@$(PROGRAM)

# Tests wait a good deal for calls, servers and processes: more of them at once than this machine has
# cores. A file stays with one worker, for what its tests share, and the files begin in the order of
# tests/helpers/hand_out.py: some that wait beside some that compute, the long ones of tests/e2e
# first. Of four workers on two cores two or three wait: the cores are busy and nobody is starved.
# The tests marked `serial` measure or need the whole machine: they run alone, after the others. Both
# runs happen even if the first fails; the target fails if either does.
test:
	@requirements/setup.sh test
	@status=0; \
	QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest $(PARALLEL) --ignore tests/packages --ignore tests/windows -m "not serial" || status=$$?; \
	if grep -rq --include='*.py' --exclude-dir=packages --exclude-dir=windows 'mark\.serial' tests; then \
	  QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest --ignore tests/packages --ignore tests/windows -m serial || status=$$?; \
	fi; \
	exit $$status

# What is installed: the packages themselves, as a stranger gets them. They are built for it.
test-packages:
	@requirements/setup.sh packages
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest tests/packages

lint:
	@requirements/setup.sh test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench:
	@requirements/setup.sh test
	@for benchmark in benchmarks/bench_*.py; do .venv/bin/python -m benchmarks.$$(basename $$benchmark .py); done

# Neither the machine's pip settings nor its folders of wheels may leak into the lock.
lock: export PIP_CONFIG_FILE := /dev/null
lock: export PIP_FIND_LINKS :=
lock: export CUSTOM_COMPILE_COMMAND := make lock
lock:
	@requirements/setup.sh test
	cd requirements; \
	compile="../$(LOCK)"; \
	$$compile -o build.txt build.in; \
	$$compile -o engine.txt ../pyproject.toml engine.in; \
	$$compile -o desktop.txt desktop.in; \
	$$compile -o dev.txt dev.in; \
	$$compile -o packages.txt packages.in

translations:
	@requirements/setup.sh test
	@.venv/bin/python -m tools.translations

screenshots:
	@requirements/setup.sh test
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m tools.screenshots
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m tools.screenshots --small

clean:
	rm -rf .venv .stamps dist build demo-output .mypy_cache .ruff_cache .pytest_cache \
	  .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# How each package is made stands in its own folder.
include $(wildcard installer/*/*.mk)
