#!/usr/bin/env bash
# The how-to on local rules, followed by somebody who has nothing but the page, Python and pip:
# every file and every command of docs/howto_local.md, in order, in an empty folder.
#
#     tests/outsider.sh WHEELS     WHEELS is the folder that holds the built wheel
set -euo pipefail
page=$(cd "$(dirname "$0")/.." && pwd)/docs/howto_local.md
PIP_FIND_LINKS=$(cd "$1" && pwd)
export PIP_FIND_LINKS
place=$(mktemp -d)
trap 'rm -rf "$place" "$place.sh"' EXIT
cd "$place"

python3 - "$page" > "$place.sh" <<'PY'
import re
import sys
from pathlib import Path
from shlex import quote

page = Path(sys.argv[1]).read_text(encoding="utf-8")
for named, language, text in re.findall(r"(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
    if named:
        print(f"mkdir -p {quote(str(Path(named).parent))}; printf %s {quote(text)} > {quote(named)}")
    elif language == "sh":
        print(text)
PY
bash -euxo pipefail "$place.sh"
