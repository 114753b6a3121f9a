"""Poort: everything from outside passes here; who are you, may you, how often, and where to."""
