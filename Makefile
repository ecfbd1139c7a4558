# Two commands do everything: `make run` serves the site, `make test` tests it. Each sets up what it needs first.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do $$name -c "" 2>/dev/null && echo $$name && break; done)
PY := .venv/bin/python
UV ?= uv
export PYTHONPATH := $(CURDIR):$(CURDIR)/graphql

.PHONY: setup setup-dev run test check bench e2e truth schema lock messages

setup setup-dev:
	@[ -n "$(PYTHON)" ] || { echo "Brickfolk needs Python 3.11 or newer, and there is none: install it from https://www.python.org."; exit 1; }
	@$(PYTHON) scripts/setup.py $(if $(filter setup-dev,$@),--dev)

run: setup
	@exec $(PY) manage.py serve

test: setup-dev
	$(PY) -m pytest -n auto
	cd frontend && npm run --silent typecheck && npm test --silent

check: setup-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy .
	.venv/bin/lint-imports --no-cache
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest -q tests/brickfolk_api/test_schema_text.py
	DEBUG=0 SITE_URL=https://brickfolk.example EMAIL_HOST=mail.example SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(50))") \
		$(PY) manage.py check --deploy --fail-level WARNING

bench: setup-dev
	$(PY) -m bench

e2e: setup-dev
	$(PY) -m pytest -m browser

truth: setup-dev
	$(PY) -m brickcore.truth

# The text of the API, after its code has changed.
schema: setup-dev
	$(PY) manage.py graphql_schema --out graphql/schema.graphql

# Needs uv (pip install uv). Hashes for every system; nothing about where the packages came from.
lock:
	$(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements.in -o requirements.txt
	$(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements-dev.in -o requirements-dev.txt

# Needs gettext.
messages:
	$(PY) manage.py makemessages --all --no-location --ignore=.venv --ignore=node_modules --ignore=var
	$(PY) manage.py compilemessages --ignore=.venv
