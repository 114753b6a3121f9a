"""Aanlevering: needs delivered in bulk, as facts in the words of the sender."""
