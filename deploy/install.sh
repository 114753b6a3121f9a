#!/bin/sh
# Makes .venv and installs the locked dependencies into it; does nothing, without network, when that is done.
# Used by the Makefile. PYTHON=/path/to/python chooses the interpreter (3.11 or newer).
set -eu
cd "$(dirname "$0")/.."
venv=.venv
stamp=$venv/installed

say() { printf '%s\n' "doorstroom: $*" >&2; }

works() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
    if works "$candidate"; then echo "$candidate"; return; fi
  done
  say "no Python 3.11 or newer found; set PYTHON=/path/to/python"
  exit 1
}

make_venv() {
  python=$(find_python)
  say "making $venv with $("$python" --version)"
  if command -v uv >/dev/null 2>&1; then
    uv venv --quiet --clear --python "$python" "$venv"
  elif ! "$python" -m venv --clear "$venv"; then
    say "this Python cannot make environments: install its venv package (Debian: apt install python3-venv)"
    exit 1
  fi
}

# The installer: uv when the machine has it, else the pip of the environment, else the uv inside it.
install() {
  if command -v uv >/dev/null 2>&1; then uv pip install --python "$venv/bin/python" "$@"
  elif "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    "$venv/bin/python" -m pip --disable-pip-version-check install "$@"
  else "$venv/bin/uv" pip install --python "$venv/bin/python" "$@"; fi
}

works "$venv/bin/python" || make_venv
# The state that the environment should be in: lock, project description, interpreter, place.
wanted="$(cat requirements-dev.lock pyproject.toml | cksum) $("$venv/bin/python" -V) $(pwd)"
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && { touch "$stamp"; exit 0; }

say "installing the locked dependencies (the first time takes a minute)"
install --require-hashes -r requirements-dev.lock
install --quiet --no-deps --no-build-isolation -e .
printf '%s' "$wanted" >"$stamp"
