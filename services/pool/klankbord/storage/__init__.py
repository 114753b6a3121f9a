"""Storage of klankbord: experts, questions with who was asked, claims, counts, erasing."""
