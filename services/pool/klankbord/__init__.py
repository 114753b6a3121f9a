"""Klankbord: retired experts who think along, for nothing but what it cost them."""
