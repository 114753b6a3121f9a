"""Storage of klussen (`klussen`), answers (`reacties`), what is of one person (`plannen`)."""
