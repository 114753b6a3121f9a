"""Verbanden and who belongs to them, from day to day."""
