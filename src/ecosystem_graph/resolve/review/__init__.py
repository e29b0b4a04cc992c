"""People look at who is who: uncertain pairs for review, their decisions, and why two organisations are one or two."""
