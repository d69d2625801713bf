class Scan:
    """The memory of one extraction: opaque to Python."""
