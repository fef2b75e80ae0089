"""Where batteries and radars would have to stand: covers, proofs, and what would change the choice."""
