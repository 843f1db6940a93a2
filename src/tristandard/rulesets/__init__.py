"""The rule sets that come with the library, as data: one folder each."""
