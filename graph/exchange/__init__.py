"""Out of the graph and into it: files that other programs read. Asking the store is left to the callers."""
