"""The texts of Validate: the report, and the question before an export."""
