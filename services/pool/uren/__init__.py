"""Uren: hours that somebody worked, per inzet, week and month; approved by who had the work."""
