"""The proof that results follow from the observations."""
