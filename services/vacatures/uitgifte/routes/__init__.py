"""Addresses of what leaves; the gateway shows them under their public names."""
