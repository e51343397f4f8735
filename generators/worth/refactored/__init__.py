"""Tests of refactored and written code: what is shown, told, left over and proven."""
