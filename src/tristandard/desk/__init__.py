"""What officials touch: workbooks of Excel and WPS in and out, pages, letters, the rule book (the extra `desk`).

The desk decides nothing: it makes rows of sheets, which the library reads as it reads any rows, and says at which cell
a mistake stands; its pages print what the library knows.

    rules = load_rules("规则集.xlsx")
    survey = load_survey("测评.xlsx", rules)
    plan = ts.plan(ts.merge(survey.rules), survey.sites, period)
    register = ts.register(plan, survey.observations)
    write_page("通报.html", ts.score(ts.share(register)))

A project folder holds what an office keeps of a period; each command of `tristandard` is a call on it:

    project = load_project("三季度")
    results = project.score()
    write_report(project, results, project.settings.write)
"""

from tristandard.desk.beside import Beside, laid_beside
from tristandard.desk.book import write_rulebook
from tristandard.desk.checking import Checked, check_project
from tristandard.desk.checklist import write_checklists
from tristandard.desk.delivery import Delivery
from tristandard.desk.filled import load_checklist
from tristandard.desk.given import write_givens
from tristandard.desk.letters import write_letters, write_templates
from tristandard.desk.marked import write_marked
from tristandard.desk.mistakes import BadCell, NotDone, NotRead
from tristandard.desk.names import Names, SheetNames, load_names
from tristandard.desk.new_project import new_project
from tristandard.desk.offices import TakenOver, hand_over, take_over, take_over_all
from tristandard.desk.page.comparison import write_comparison
from tristandard.desk.page.report import write_page
from tristandard.desk.project import Project, load_project
from tristandard.desk.publishing import write_report
from tristandard.desk.rules_in import load_rules
from tristandard.desk.rules_out import write_rules
from tristandard.desk.settings import Settings
from tristandard.desk.survey import Survey, load_survey
from tristandard.desk.template import BadTemplate
from tristandard.desk.verified import Check, Fact, Verification
from tristandard.desk.verifying import verify
from tristandard.desk.worklist import load_worklist, write_worklist

__all__ = [
    "BadCell",
    "BadTemplate",
    "Beside",
    "Check",
    "Checked",
    "Delivery",
    "Fact",
    "Names",
    "NotDone",
    "NotRead",
    "Project",
    "Settings",
    "SheetNames",
    "Survey",
    "TakenOver",
    "Verification",
    "check_project",
    "hand_over",
    "laid_beside",
    "load_checklist",
    "load_names",
    "load_project",
    "load_rules",
    "load_survey",
    "load_worklist",
    "new_project",
    "take_over",
    "take_over_all",
    "verify",
    "write_checklists",
    "write_comparison",
    "write_givens",
    "write_letters",
    "write_marked",
    "write_page",
    "write_report",
    "write_rulebook",
    "write_rules",
    "write_templates",
    "write_worklist",
]
