"""Swapping functions for a while: wishes, free seats, rings in which every place stays filled."""
