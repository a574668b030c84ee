"""Drafting papers and campaigns: start, change together with others, look back, check. No Flask, no SQL."""
