"""The API of proposals and decisions."""
