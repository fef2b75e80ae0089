"""What flies: whose it is and what it flies at, and what command posts take it for."""
