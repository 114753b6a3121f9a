"""Toewijzing: a fair and explained proposal; only a person turns a line into an inzet."""
