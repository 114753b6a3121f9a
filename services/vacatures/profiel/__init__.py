"""Profiel: how an organisation shows itself, its reusable texts, and the label of a verband."""
