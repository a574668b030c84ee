"""Texts from elsewhere (Markdown, docx, odt, HTML, plain text) as blocks; pandoc does the file formats."""
