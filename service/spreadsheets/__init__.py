"""A batch from a spreadsheet (表格批量制作): a draft is the base, each row tells one paper from the others.

``reading`` reads what was uploaded, ``columns`` says which places of a draft can be columns, ``blank`` makes the
spreadsheet to fill in, ``filling`` puts a row into the draft's content and says what is wrong, ``making`` begins the job.
"""
