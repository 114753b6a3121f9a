"""Verwerking: which organisation read or changed whose data, and what for."""
