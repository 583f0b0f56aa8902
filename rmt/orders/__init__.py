"""Orders (заказы) in the workstation: the list, a new one, one with its steps."""
