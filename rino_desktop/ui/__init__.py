"""What the application's windows share of Qt."""
