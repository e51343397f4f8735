"""Tests of what an answer states or takes for granted."""
