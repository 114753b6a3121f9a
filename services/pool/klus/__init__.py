"""Klussen: small work elsewhere that an employee picks, and the plan of who lives by it."""
