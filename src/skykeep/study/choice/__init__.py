"""How options are compared: which is better, how sure that is, and what it hangs on."""
