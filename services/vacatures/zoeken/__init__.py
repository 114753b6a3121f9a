"""Zoeken: lists, full-text search and facets over the open vacancies that the caller may see."""
