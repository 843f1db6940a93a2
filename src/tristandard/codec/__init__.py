"""Text and tables to values and back: the only place that knows cattrs or a file."""
