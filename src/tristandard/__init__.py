"""Merged evaluation rules: each shared indicator measured once, scored apart, explained."""
