"""What is lost and comes back in a raid: parts out of action, and the rounds that this holds back."""
