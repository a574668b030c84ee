"""The language of 公文: pointers, findings, dates, document numbers. Standard library only, no I/O."""
