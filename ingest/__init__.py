"""Articles to claims: readers, extractors, resolution, and the pipeline that joins them."""
