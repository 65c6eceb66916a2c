"""What is known: the ontology, the store, the queries and the analytics. Never imports streamlit."""
