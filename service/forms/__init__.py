"""Forms from schemas: what can be typed at each place, what a post says, what two people changed. Values only, no Flask."""
