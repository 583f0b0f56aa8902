"""A sample billing database that stands for the customer's own."""
