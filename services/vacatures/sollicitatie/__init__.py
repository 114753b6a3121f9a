"""Sollicitatie: applications, their category with its ground, and their order."""
