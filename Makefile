# The two commands of the README are `make run` and `make test`; both install what they need into .venv.
lock:  ## Pin every dependency, with hashes and without host names.
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group local --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
