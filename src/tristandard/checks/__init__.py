"""What may be wrong with rules, and what they do that an office must know."""
