"""Functiedeling: one function for several employers, each with its own part of the hours."""
