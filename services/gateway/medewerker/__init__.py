"""Medewerkers: one pseudonym per person; name and contact stand here and nowhere else."""
