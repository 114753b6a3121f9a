"""Openstelling: the phases in which people may see a vacancy and apply."""
