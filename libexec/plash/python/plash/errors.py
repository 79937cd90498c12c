"""What macros in python3 may raise and catch. plash.eval offers these classes to them."""


class EvalError(Exception):
    """The calls to evaluate are not a list of lists of strings, or a macro returned something other
    than text or None."""


class MacroError(Exception):
    """A macro failed. The text of the exception says which one and why."""


class MacroNotFoundError(Exception):
    """There is no macro of that name."""
