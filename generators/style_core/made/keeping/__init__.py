"""Classes that keep objects: what they keep, and how they are asked, filled and booked."""
