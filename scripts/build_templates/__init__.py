"""Builds the Word templates from ``service/layout``: ``python -m scripts.build_templates``."""
