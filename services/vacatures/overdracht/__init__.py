"""Overdracht: an employer's own system takes over applications and tells what came of them."""
