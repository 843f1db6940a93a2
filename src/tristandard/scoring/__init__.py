"""A score for each assessment and unit: tallied, evaluated, ranked, corrected and handed over."""
