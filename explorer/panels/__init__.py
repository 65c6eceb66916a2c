"""Pieces of a page that need Streamlit: filters, sharing, trouble, the console's answer. One noun a module."""
