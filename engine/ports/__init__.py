"""What the engine needs of the world, as Protocols; adapters fulfil them."""
