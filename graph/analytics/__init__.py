"""Pure functions on a Subgraph: centrality, communities, paths, timeline. Asking the store is left to the callers."""
