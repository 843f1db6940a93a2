"""Overlays, and what differs between two rule sets."""
