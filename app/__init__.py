"""How a person reaches it: the command line, later the page."""
