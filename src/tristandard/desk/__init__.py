"""What officials touch: workbooks of Excel and WPS in and out (the extra `desk`).

The desk decides nothing: it makes rows of sheets, which the library reads as it reads any rows, and says at which cell
a mistake stands.

    rules = load_rules("规则集.xlsx")
    write_rules(rules, "规则集.xlsx")
"""

from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.desk.rules_in import load_rules
from tristandard.desk.rules_out import write_rules

__all__ = ["BadCell", "NotRead", "load_rules", "write_rules"]
