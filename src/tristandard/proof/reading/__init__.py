"""The rules as written, read slowly: what an official would work out by hand from the pages, with nothing but the
nouns of the rules in common with the rest of the library.
"""
