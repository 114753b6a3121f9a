#!/bin/sh
# Every OpenAPI document against our own rules, and against the official NLGov and OWASP ones when those are there.
# Used by `make check`. Needs Node 20 or newer; DOORSTROOM_SHARED says where the official rules are (default ../shared).
set -eu
cd "$(dirname "$0")/../.."
rules=tests/conform/spectral
docs=build/openapi
official=${DOORSTROOM_SHARED:-../shared}/normen/api
apis="vacatures pool deelname toegang notificaties"

say() { printf '%s\n' "lint: $*"; }
fail() { say "$*" >&2; exit 1; }

command -v node >/dev/null 2>&1 || fail "no Node found; install Node 20 or newer"
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] || fail "Node $(node -v) is too old; install 20 or newer"

# Install what a lock names into its own folder, unless it is there already.
install() {
  stamp=$1/node_modules/.doorstroom
  wanted=$(cksum <"$1/package-lock.json")
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --silent) || fail "could not install the linter of $1"
  printf '%s' "$wanted" >"$stamp"
}

# Spectral says nothing is wrong with a file that is not there: that is why we look first.
lint() {
  faulty=
  for api in $apis; do
    [ -s "$docs/$api.json" ] || fail "$docs/$api.json is missing or empty"
    "$1/node_modules/.bin/spectral" lint --quiet -F hint -r "$1/$2" "$docs/$api.json" || faulty="$faulty $api"
  done
  if [ -n "$faulty" ]; then say "$3 rules: findings in$faulty"; failed=1; else say "$3 rules: no findings in $apis"; fi
}

failed=0
rm -rf "$docs"
.venv/bin/python -m tests.conform.export "$docs"

install "$rules"
node "$rules/control.mjs"
lint "$rules" ruleset.mjs own

if [ -d "$official" ]; then
  copy=build/conform/official
  mkdir -p "$copy"
  cp -f "$official"/*.yaml "$official"/*.json "$copy"/
  chmod u+w "$copy"/*
  install "$copy"
  lint "$copy" doorstroom.yaml "official NLGov and OWASP"
else
  say "official NLGov and OWASP rules: skipped, there is no $official"
fi
exit $failed
