"""Tables to words, figures and HTML."""
