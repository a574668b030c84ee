"""OFD (GB/T 33190—2016): a fixed-layout file with real text, made from the finished PDF."""

from service.rendering.ofd.writing import About, write_ofd

__all__ = ["About", "write_ofd"]
