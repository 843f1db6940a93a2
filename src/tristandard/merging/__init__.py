"""Merged rules: what is asked where, once, and who uses it."""
