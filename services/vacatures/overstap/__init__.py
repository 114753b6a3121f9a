"""Overstap: a move to a partner employer, and everything that must be arranged for it."""
