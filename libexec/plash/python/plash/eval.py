"""Macros in python3: to register them, and to call others. See plash-macros(7)."""

import re
import shlex
from functools import wraps

from plash import channel
from plash.errors import EvalError, MacroError, MacroNotFoundError

_HINT_LINE = re.compile(r"^### plash hint: ([^=\n]+)=([^\n]+)\n", re.MULTILINE)


def register_macro(name=None, group="main"):
    """Returns a decorator that makes a callable a macro. Without a name the macro has that of the
    function, with dashes in place of underscores. The last macro of a name counts. group has no
    meaning."""

    def decorator(func):
        macro = name or func.__name__.replace("_", "-")
        if not isinstance(macro, str):
            raise TypeError("the name of a macro must be a string, not {!r}".format(macro))
        if channel.current is not None:
            channel.current.register(func, macro)
        return func

    return decorator


def shell_escape_args(func):
    """A decorator that gives the function its arguments quoted for a shell."""

    @wraps(func)
    def with_quoted(*args):
        return func(*[shlex.quote(arg) for arg in args])

    return with_quoted


def join_result(func):
    """A decorator that joins what the function yields: each item is a line of the text."""

    @wraps(func)
    def joined(*args):
        return "\n".join(func(*args))

    return joined


def eval(calls):
    """Returns the text of calls. Each call is a list of the name of a macro and its arguments."""
    if not isinstance(calls, list):
        raise EvalError("eval root element must be a list")
    texts = []
    for call in calls:
        if not isinstance(call, list):
            raise EvalError("must evaluate list of list")
        if not call or not all(isinstance(word, str) for word in call):
            raise EvalError(
                "must evaluate list of list of strings. not a list of strings: {}".format(call)
            )
        text = _expand(*call)
        if text is not None:
            texts.append(text)
    return "\n".join(texts)


def get_macros():
    """Returns all macros that can be called now, as a dict of callables by name. It includes the macros
    of plash itself."""
    words = iter(_ask("macros")[1:])
    return {name: _macro(name, module, doc) for name, module, doc in zip(words, words, words)}


def hint(name, value=None):
    """Returns the line that gives plash a hint."""
    if value is None:
        return "### plash hint: {}".format(name)
    return "### plash hint: {}={}".format(name, value)


def get_hint_values(script):
    """Returns the hints of a script that have a value, as a list of pairs of name and value."""
    return _HINT_LINE.findall(script)


def remove_hint_values(script):
    """Returns the script without the hints that have a value."""
    return _HINT_LINE.sub("", script)


def _macro(name, module, doc):
    """Returns a callable for a macro: the registered one, or one that asks plash."""
    own = channel.current.registered(name, module)
    if own is not None:
        return own

    def macro(*args):
        return _expand(name, *args)

    macro.__name__ = macro.__qualname__ = name
    macro.__module__ = module
    macro.__doc__ = doc
    return macro


def _expand(name, *args):
    """Returns the text of one macro, or None. When it fails and nobody catches the exception, plash
    reports the failure once, in the words it had here."""
    answer = _ask("expand", name, *args)
    if answer[0] == "none":
        return None
    if answer[0] == "text":
        return answer[1]
    _, number, kind, message = answer
    exc = {"unknown": MacroNotFoundError, "silent": SystemExit}.get(kind, MacroError)(message)
    exc.plash_failure = number
    raise exc


def _ask(*words):
    """Asks plash. Raises EvalError in a process that plash did not start."""
    if channel.current is None:
        raise EvalError("macros can be called only in a module that plash imports")
    return channel.current.ask(*words)
