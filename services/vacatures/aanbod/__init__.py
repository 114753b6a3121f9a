"""Aanbod: who may be offered the job, and who stands before."""
