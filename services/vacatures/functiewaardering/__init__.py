"""Functiewaardering: what a function is worth at an organisation, beside its partners."""
