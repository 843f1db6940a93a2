"""What officials touch: workbooks of Excel and WPS in and out, pages, letters, the rule book (the extra `desk`).

The desk decides nothing: it makes rows of sheets, which the library reads as it reads any rows, and says at which cell
a mistake stands; its pages print what the library knows.

    rules = load_rules("规则集.xlsx")
    survey = load_survey("测评.xlsx", rules)
    plan = ts.plan(ts.merge(survey.rules), survey.sites, period)
    register = ts.register(plan, survey.observations)
    write_page("通报.html", ts.score(ts.share(register)))
"""

from tristandard.desk.book import write_rulebook
from tristandard.desk.checklist import write_checklists
from tristandard.desk.filled import load_checklist
from tristandard.desk.letters import write_letters, write_templates
from tristandard.desk.marked import write_marked
from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.desk.names import Names, SheetNames, load_names
from tristandard.desk.page.comparison import write_comparison
from tristandard.desk.page.report import write_page
from tristandard.desk.rules_in import load_rules
from tristandard.desk.rules_out import write_rules
from tristandard.desk.survey import Survey, load_survey
from tristandard.desk.template import BadTemplate
from tristandard.desk.worklist import load_worklist, write_worklist

__all__ = [
    "BadCell",
    "BadTemplate",
    "Names",
    "NotRead",
    "SheetNames",
    "Survey",
    "load_checklist",
    "load_names",
    "load_rules",
    "load_survey",
    "load_worklist",
    "write_checklists",
    "write_comparison",
    "write_letters",
    "write_marked",
    "write_page",
    "write_rulebook",
    "write_rules",
    "write_templates",
    "write_worklist",
]
