"""What a result means, and what would change it."""
