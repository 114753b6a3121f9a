"""Bewaren: the gateway's copies go when a service says so, or when their own term is over."""
