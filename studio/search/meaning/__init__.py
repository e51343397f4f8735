"""What samples are about: vectors by which they are alike, and figures by which they stand out."""
