"""The API of pools and their members."""
