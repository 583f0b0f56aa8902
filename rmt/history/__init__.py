"""What was said and done with a contact before."""
