"""Indicatoren: a fixed set of tables about the job market, without anybody to be found in them."""
