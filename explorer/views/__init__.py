"""Pure functions from domain objects to what a page, route or share shows; no streamlit, no asking."""
