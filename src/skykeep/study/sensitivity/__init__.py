"""What an answer is sensitive to: elementary effects, variance-based indices, and what plays them."""
