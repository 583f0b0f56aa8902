"""The directory (справка): words, likeness and ranking; pure, knows neither database nor clock."""
