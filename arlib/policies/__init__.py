"""Is one policy no more permissive than another? And what follows from that: who can get in, is it public."""
