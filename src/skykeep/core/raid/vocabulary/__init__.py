"""Whole numbers that stand for something in raids, each with its name and words in one place."""
