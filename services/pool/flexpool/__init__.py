"""Flexpool: a pool of a verband, its five choices and its members."""
