"""Vacatures: the internal job market. Who sees a vacancy, who may apply, who goes first."""
