"""Storage of hours: what a person filled in, what was decided, and what a settlement counts."""

from services.pool.uren.storage.goedgekeurd import list_goedgekeurd

__all__ = ["list_goedgekeurd"]
