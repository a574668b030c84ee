"""Content and template in, the bytes of a paper out: context, typesetting, filling, reproducible."""
