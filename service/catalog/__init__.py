"""Templates and schemas read as data; validation and its Chinese messages. The only importer of docxtpl."""
