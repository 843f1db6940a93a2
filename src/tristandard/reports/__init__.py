"""What officials read: bulletins, statements and explanations."""
