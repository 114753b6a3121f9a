"""Vacature: the vacancy, its life cycle and who sees it when."""
