"""Macros in python3: to register them, and to call others. See plash-macros(7)."""

import re
import shlex
from functools import wraps

from plash import channel

_HINT_LINE = re.compile(r"^### plash hint: ([^=\n]+)=([^\n]+)\n", re.MULTILINE)


class EvalError(Exception):
    """What was to be evaluated is no list of lists of strings, or a macro gave something else than
    text or None."""


class MacroError(Exception):
    """A macro failed; its text says which one and why."""


class MacroNotFoundError(Exception):
    """There is no macro of that name."""


def register_macro(name=None, group="main"):
    """A decorator that makes a callable a macro; without a name that of the function, with dashes
    in place of underscores. The last macro of a name counts. group has no meaning."""

    def decorator(func):
        macro = name or func.__name__.replace("_", "-")
        if not isinstance(macro, str):
            raise TypeError("the name of a macro must be a string, not {!r}".format(macro))
        if channel.current is not None:
            channel.current.register(func, macro)
        return func

    return decorator


def shell_escape_args(func):
    """A decorator: the function gets its arguments quoted for a shell."""

    @wraps(func)
    def with_quoted(*args):
        return func(*[shlex.quote(arg) for arg in args])

    return with_quoted


def join_result(func):
    """A decorator: what the function yields are lines of one text."""

    @wraps(func)
    def joined(*args):
        return "\n".join(func(*args))

    return joined


def eval(calls):
    """The text of the calls, each a list of a macro's name and its arguments."""
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
    """All macros that can be called now: a dict of callables by name. Those that plash has itself
    are callables too."""
    words = iter(_ask("macros")[1:])
    return {name: _macro(name, module, doc) for name, module, doc in zip(words, words, words)}


def hint(name, value=None):
    """The line that is a hint to plash."""
    if value is None:
        return "### plash hint: {}".format(name)
    return "### plash hint: {}={}".format(name, value)


def get_hint_values(script):
    """The hints of a script that have a value: a list of pairs of name and value."""
    return _HINT_LINE.findall(script)


def remove_hint_values(script):
    """The script without the hints that have a value."""
    return _HINT_LINE.sub("", script)


def _macro(name, module, doc):
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
    """The text of one macro, or None. A failure that is not caught is told once, as it was here."""
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
    if channel.current is None:
        raise EvalError("macros can be called only in a module that plash imports")
    return channel.current.ask(*words)
