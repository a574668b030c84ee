"""套红: a body that somebody else typed gets 版头, 版记 and page numbers; its own paragraphs stay as they are."""
