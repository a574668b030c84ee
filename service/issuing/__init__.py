"""A draft's way to an issued paper and after: states, copies, 印发, voiding, correcting. No Flask, no SQL."""
