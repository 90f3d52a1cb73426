"""Errors of expressions: they are invalid, or the client has not set what they read."""


class ExpressionFault(Exception):
    """An expression that cannot be used. `fragment` is the part of it to point at, empty for the whole; `offset` is the
    position in the text, where it is known."""

    def __init__(self, message: str, hint: str = "", fragment: str = "", offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.fragment = fragment
        self.offset = offset


class MissingValue(Exception):
    """A value that is not set; `parts` is the path to it from the policy, the missing part last."""

    def __init__(self, parts: tuple[str | int, ...]) -> None:
        super().__init__(".".join(map(str, parts)))
        self.parts = parts

    @property
    def setting(self) -> str:
        """Key of the setting that is missing, or that lacks a part."""
        return ".".join(map(str, self.parts[:2]))

    def hint(self, file: str = "policy.yml") -> str:
        """The lines that set the value in a policy file."""
        return f"set {self} in {file}; immerse explain {self} shows its form"
