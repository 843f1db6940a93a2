"""What is written down: standards, scopes, deduction rules, assessments, crosswalks and rule sets."""
