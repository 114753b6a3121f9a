"""Storage of swaps: wishes and free seats, calculations, rings, visits, and how they go."""
