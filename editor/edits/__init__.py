"""What can be done to a scheme, as functions from its content to changes. No Qt in here."""
