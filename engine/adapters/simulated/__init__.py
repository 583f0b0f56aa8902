"""A telephone network without a network: simulated subscribers on a virtual clock."""
