"""The stages of a build: each from files to files, in bounded memory, and finished once and for all."""
