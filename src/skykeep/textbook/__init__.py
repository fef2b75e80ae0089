"""Closed forms that reference cases compare the program with; no command computes an answer by them."""
