"""Trainees who rotate over government layers. So far: the rules and the calculation."""
