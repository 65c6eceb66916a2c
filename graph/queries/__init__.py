"""Cypher text, a file per noun; no Cypher stands anywhere else."""
