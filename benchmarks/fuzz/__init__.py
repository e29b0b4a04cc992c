"""Damaged input for all that reads input: it must end in an answer or a clear error, soon and in little memory."""
