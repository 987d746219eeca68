"""What no program can decide: the halting problem, run, drawn and counted."""
