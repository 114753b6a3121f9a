# Two commands are enough: `make run` and `make test`. Both install what they need into .venv first.
# Settings travel as `make run PORT_GATEWAY=9000` or through the environment.
PY := .venv/bin/python
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
S := vacatures pool gateway
M ?= change

.DEFAULT_GOAL := help
.PHONY: help run test check conform bench clean lock migrations postman

help:  ## List the targets.
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

.venv/installed: requirements-dev.lock pyproject.toml deploy/install.sh
	@deploy/install.sh

run: .venv/installed  ## Start everything: database, three services with workers, the demo region. DATABASE_URL=… uses your own PostgreSQL.
	@exec $(PY) -m deploy

test: .venv/installed  ## All tests but conformity, on a real PostgreSQL, a file per core. ARGS="-k naam" chooses, "-n 0" is one by one.
	@$(PY) -m pytest -m "not conform" -n auto --dist loadfile $(ARGS)

check: .venv/installed  ## Style, types, who-imports-whom, glossary, API rules, nothing that breaks a client: no findings.
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy services shared deploy tests
	@.venv/bin/lint-imports --no-logo
	@$(PY) -m pytest -q tests/test_begrippen.py
	@tests/conform/lint.sh
	@$(PY) -m tests.conform.breaking build/openapi

conform: .venv/installed  ## Schemathesis through the gateway; images and the journey on Compose when an engine answers.
	@$(PY) -m pytest -m conform $(ARGS)
	@deploy/in-compose.sh $(PY) -m pytest tests/journeys

bench: .venv/installed  ## Speed beside its bounds, into docs/benchmarks/latest.json. ARGS="--sizes 10000 --no-write" for a quick look.
	@$(PY) -m tests.benchmarks $(ARGS)

postman: .venv/installed  ## A Postman collection of all APIs and an environment of the running demo, into build/postman (Node 20 or newer).
	@$(PY) -m tests.conform.export build/openapi
	@[ -d tests/aansluiten/tools/node_modules ] || (cd tests/aansluiten/tools && npm ci --ignore-scripts --no-audit --no-fund --silent)
	@node tests/aansluiten/tools/postman.mjs build/openapi build/postman $(or $(DOORSTROOM_DATA),.data)/demo.sh
	@echo "build/postman: import both files in Postman"

migrations: .venv/installed  ## Draft a migration per service from its tables, on a temporary database: make migrations M="what changed" S=pool.
	@$(PY) -m deploy.draft "$(M)" $(S)

lock:  ## Pin every dependency, with hashes and without host names.
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --group local --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## Remove the environment, the local data and every cache.
	@if [ -s .data/lock ] && kill -0 "$$(cat .data/lock)" 2>/dev/null; then echo "stop the running system first (process $$(cat .data/lock))"; exit 1; fi
	@[ ! -L .data/postgres ] || rm -rf "$$(readlink .data/postgres)"
	@rm -rf .data .venv build *.egg-info .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis tests/conform/spectral/node_modules tests/conform/oasdiff/node_modules tests/aansluiten/tools/node_modules tests/gateway/toegang/provider/node_modules tests/vacatures/uitgifte/judges/node_modules tests/gateway/widget/browser/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
