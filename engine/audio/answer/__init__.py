"""Who has answered: a person or a machine. Machines without clock, fed with frames of 20 ms."""
