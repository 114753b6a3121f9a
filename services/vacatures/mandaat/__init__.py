"""Mandaat: an employer lets a service centre act for it, until a day."""
