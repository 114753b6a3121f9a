"""Kandidaten: people who apply from outside; their name and contact stand here and nowhere else."""
