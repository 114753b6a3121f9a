"""Ondernemend: one search over all that somebody may do elsewhere, and what ondernemende ambtenaren
publish about themselves: a profile, a success story.
"""
