from .lexicon import Lexicon

class Automaton:
    surfaces: list[str]
    unit_names: list[str | None]
    version: str
    def __init__(self, lexicon: Lexicon) -> None: ...
