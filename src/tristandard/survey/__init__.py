"""What to measure, what was measured once, and what it means for every assessment."""
