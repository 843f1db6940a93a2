"""Draw many cases and print those that the library and the naive reading read differently: python
tests/differential/run.py 10000.
"""

import sys
from pathlib import Path
from traceback import format_exc

sys.path.insert(0, str(Path(__file__).parents[1]))

from differential.comparing import differences
from differential.onto import differences_of_later, later_of, tell_later
from differential.quarters import case_of
from differential.telling import tell
from differential.years import differences_of_year, tell_year, year_of

#: Of a quarter, a year, and results onto earlier ones: how each is told, drawn, and held; and of every how many seeds.
KINDS = (
    (tell, case_of, differences, 1),
    (tell_year, year_of, differences_of_year, 5),
    (tell_later, later_of, differences_of_later, 5),
)


def main(many: int, first: int) -> int:
    """Hold so many cases, from a seed on, and print each that differs or fails; return 1 where one does."""
    wrong = 0
    for seed in range(first, first + many):
        for tell_it, drawn, held, often in KINDS:
            if seed % often:
                continue
            case = drawn(seed)
            try:
                found = held(case)
            except Exception:  # the kind of mistake that nobody thought of
                found = [format_exc()]
            if found:
                wrong += 1
                print(f"seed {seed}", tell_it(case), *found, sep="\n", flush=True)
    print(f"{many} cases from seed {first}: {wrong or 'no'} difference", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
