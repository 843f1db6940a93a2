"""How rules are told, in Chinese and in English: checks, comparisons and everything that explains results print it."""
