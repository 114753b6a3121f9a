"""Zoekopdracht: a saved search that tells its person of vacancies that person may see."""
