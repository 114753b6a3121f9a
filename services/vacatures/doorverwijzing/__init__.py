"""Doorverwijzing: bring a person to other employers' notice, when the person wants that."""
