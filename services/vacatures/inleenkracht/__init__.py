"""Inleenkracht: who works at which host, so that the host's internal phase counts them."""
