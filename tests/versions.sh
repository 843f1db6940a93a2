#!/usr/bin/env bash
# The library in a clean environment with other versions: tests/versions.sh lowest|newest [PYTHON]
# "lowest" installs the lowest version that pyproject.toml allows of every package that it names, "newest" the newest.
# Then the examples run, a small typed program does, and the tests that take little.
set -euo pipefail
cd "$(dirname "$0")/.."
which=$1 python=${2:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" -m venv "$work/venv"
: > "$work/versions.txt"
if [ "$which" = lowest ]; then
  "$work/venv/bin/python" - > "$work/versions.txt" <<'PY'
import tomllib

project = tomllib.load(open("pyproject.toml", "rb"))["project"]
needed = [*project["dependencies"], *(one for some in project["optional-dependencies"].values() for one in some)]
print(*sorted({one.replace(">=", "==") for one in needed}), sep="\n")
PY
fi
"$work/venv/bin/pip" install --quiet --constraint "$work/versions.txt" ".[calendar,write,desk,testing]"
"$work/venv/bin/python" --version
"$work/venv/bin/pip" list --format freeze 2> /dev/null | grep -iE '^(attrs|cattrs|click|hypothesis|jinja2|openpyxl|pytest|rich|docxtpl|xlsxwriter)=' | tr '\n' ' '
for example in examples/changzhou_quarter.py examples/second_city/run.py examples/three_way.py tests/typing/consumer.py; do
  "$work/venv/bin/python" "$example" > "$work/out.txt" 2> "$work/err.txt" || { cat "$work/err.txt"; exit 1; }
  tail -n 1 "$work/out.txt"
done
"$work/venv/bin/python" -m pytest -q -p no:cacheprovider tests/test_cases.py tests/test_forms.py \
  tests/desk/test_sheets.py tests/desk/test_letters.py tests/desk/test_book.py tests/desk/test_rules.py
