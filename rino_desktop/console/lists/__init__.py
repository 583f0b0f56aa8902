"""Windows of contact lists: the builder of criteria and the import. Dumb: they show what they are
given and say what is wanted."""
