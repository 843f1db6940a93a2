"""A score for each assessment and unit; ranked, explained, handed over and certified."""
