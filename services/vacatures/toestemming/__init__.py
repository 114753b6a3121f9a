"""Toestemming: what a person agreed to, for whom and until when; withdrawn in one step."""
