"""Schrijfhulp: what a drafter may want to look at again, each time with reason and source."""
