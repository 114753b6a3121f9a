"""Toegang: which machines may come in, for whom, and how they prove it."""
