"""The shapes that shops and tools want a list in, one module each."""
