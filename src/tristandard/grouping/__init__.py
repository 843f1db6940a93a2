"""Which indicators are one question: groups of matches, and the shared indicators that they make."""
