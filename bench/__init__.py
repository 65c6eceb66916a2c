"""Benchmarks: each module measures one thing and prints what it ran on; no number in it is a promise.

``python -m bench`` runs them all, ``python -m bench extraction canvas`` some, ``--quick`` the short form.
"""
