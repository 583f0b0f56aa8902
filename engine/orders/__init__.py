"""Orders (заказы): services of a catalogue, what is done for one step by step, what it costs; pure,
without a clock."""
