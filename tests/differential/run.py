"""Draw many cases and print the first that the library and the naive reading read differently: python
tests/differential/run.py 10000.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from differential.comparing import differences
from differential.quarters import case_of
from differential.telling import tell
from differential.years import differences_of_year, tell_year, year_of

#: Of every so many seeds there is a year, too.
YEARLY = 5


def main(many: int, first: int) -> int:
    """Hold so many cases, from a seed on; return 1 where one differs."""
    for seed in range(first, first + many):
        case = case_of(seed)
        told, found = tell(case), differences(case)
        if not found and seed % YEARLY == 0:
            year = year_of(seed)
            told, found = tell_year(year), differences_of_year(year)
        if found:
            print(f"seed {seed}")
            print(told)
            print(*found, sep="\n")
            return 1
    print(f"{many} cases from seed {first}: no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
