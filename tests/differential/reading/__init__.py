"""A naive reading of the rules, made from the pages alone: slow, plain, and sharing nothing with the library
but the nouns.
"""
