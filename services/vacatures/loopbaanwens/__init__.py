"""Loopbaanwens: what other work somebody wants, where it fits, and interest without applying."""
