"""The archive: proving that what is kept is what was issued, and making it again."""
