"""Berichten: what our services have to tell people, by mail; the only room that uses addresses."""
