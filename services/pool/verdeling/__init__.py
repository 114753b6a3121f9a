"""Verdeling: what every partner may check: asked, fair share, received, given, and saldo."""
