"""How fast, in how much memory, and whether it is right: ours beside other engines, in one run (`make bench`)."""
