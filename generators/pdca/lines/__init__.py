"""The lines of a record's sections: as they are to be read, and what each says of its own."""
