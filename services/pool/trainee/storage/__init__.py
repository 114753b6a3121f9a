"""Storage of trainee programmes: programmes, people, roosters, evaluations, erasing."""
