"""The nodes of a scoring model: one module a kind, and what stands on any of them."""
