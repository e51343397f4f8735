"""The parts of `tool_awareness`: its content (invented tools, situations) and the views made of them."""
