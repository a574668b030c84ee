"""GB/T 9704—2012 as data, and the grid that follows from it. Standard library only, no I/O."""
