"""No function of the library is so entangled that a reader loses the thread: the measure is radon's, conditions and comprehensions included."""

from pathlib import Path

import pytest

radon = pytest.importorskip("radon.complexity")

SOURCE = Path(__file__).parents[1] / "src" / "tristandard"
MOST = 15
#: An official reads these as the pages say it, step after step in one place.
ASIDE = "proof"


def functions():
    """Yield every function and method: its module, its name, and how complex it is."""
    for path in sorted(SOURCE.rglob("*.py")):
        module = path.relative_to(SOURCE)
        if module.parts[0] != ASIDE:
            for block in radon.cc_visit(path.read_text(encoding="utf-8")):
                if not hasattr(block, "methods"):
                    yield f"{module.as_posix()}: {block.fullname}", block.complexity


def test_no_function_is_too_complex():
    """No function outside `proof/` is above 15."""
    above = {name: count for name, count in functions() if count > MOST}

    assert {} == above
