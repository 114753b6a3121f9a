"""Notificatie: what happened, in commit order, to whom may know it."""
