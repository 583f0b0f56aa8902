"""The Contacts page: the book of contacts, a contact's card, why he was or was not called."""
