"""Convenanten: the agreements of a verband, versioned, fixed once adopted."""
