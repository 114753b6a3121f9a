"""The form guide: twelve questions, and which forms of working together fit, with reasons."""
