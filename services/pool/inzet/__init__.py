"""Inzet: the register of who works where, from when to when, and why."""
