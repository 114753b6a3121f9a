"""Salaristabel: what a scale pays, from a day on; versions that never change."""
