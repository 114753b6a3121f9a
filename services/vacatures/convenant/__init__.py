"""Convenant: the immutable agreements of a verband, kept here once fetched."""
