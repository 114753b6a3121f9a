"""Bewaren: how long what is known of a person stays, how it goes, and the person's own file."""
