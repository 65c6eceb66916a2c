"""What the server answers besides the pages: JSON, shares, the sign-in form, the components' program."""
