"""Aanlevering: vacancies delivered in batch by an employer's own system."""
