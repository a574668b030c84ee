"""Attachments that are files: a docx, xlsx, PDF or image becomes pages of the paper, or is told to be bound apart."""
