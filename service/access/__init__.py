"""Who may do what: people and roles, signing in, tokens, and the one table of routes × roles. No HTTP here."""
