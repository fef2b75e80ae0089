"""The server behind ``skykeep serve``: the Python door by HTTP and websocket, on this machine alone."""
