"""Mutants: every small change of a function, each planted in a process of its own.

A mutant is the code with one change of a kind that mutmut makes too: a comparison, an operation, a number, a text, a
condition, an argument, what is returned. It takes the place of the code of the function that is loaded, also where
that is a property or cached; what stands outside a function is not changed. Two kinds that change nothing are not
made: `strict` of a `zip`, whose sides are as long as each other wherever they come from, and `None` for `False`.
"""

from __future__ import annotations

import ast
import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from types import CodeType, FunctionType

from attrs import frozen

import tristandard

SOURCE = Path(tristandard.__file__).parent

_SWAPPED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,), ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,), ast.Mod: (ast.Div,), ast.BitOr: (ast.BitAnd,), ast.BitAnd: (ast.BitOr,),
    ast.And: (ast.Or,), ast.Or: (ast.And,), ast.USub: (ast.UAdd,),
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


@frozen
class Mutant:
    """One change: of which file, in which function, on which line, of what into what; and the module changed."""

    file: Path
    function: str
    first: int
    line: int
    kind: str
    before: str
    after: str
    #: Which change of the function it is.
    number: int

    @property
    def name(self) -> str:
        """The mutant in one line."""
        where = self.file.relative_to(SOURCE).as_posix()
        return f"{where}:{self.line} {self.function}: {self.before}  ->  {self.after}"

    def code(self) -> CodeType | None:
        """Return the code of the changed function."""
        tree = ast.parse(self.file.read_text(encoding="utf-8"))
        function = dict(_functions(tree))[self.function]
        _put(*next(islice(_changes(function), self.number, None))[:4])
        whole = compile(ast.fix_missing_locations(tree), str(self.file), "exec", dont_inherit=True)
        return next((one for one in _within(whole) if _known(one) == (self.function, self.first)), None)

    def plant(self) -> bool:
        """Let every loaded copy of the function have the change; return whether there is one that can."""
        code, planted = self.code(), False
        for one in functions().get((str(self.file), self.function, self.first), ()):
            if code is not None and len(code.co_freevars) == len(one.__code__.co_freevars):
                one.__code__ = code
                planted = True
        return planted


def _known(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _within(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _within(one)


@cache
def functions() -> dict[tuple[str, str, int], list[FunctionType]]:
    """Return every loaded function of the library, by file, name and first line."""
    found: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(SOURCE)):
            found[one.__code__.co_filename, *_known(one.__code__)].append(one)
    return found


def mutants(files: Iterable[Path]) -> Iterator[Mutant]:
    """Yield every mutant of some files."""
    for file in files:
        for name, function in _functions(ast.parse(file.read_text(encoding="utf-8"))):
            yield from _of(file, name, function)


def _functions(tree: ast.AST, above: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the functions of a module and of its classes, with their names; not those inside a function."""
    for one in ast.iter_child_nodes(tree):
        if isinstance(one, ast.FunctionDef):
            yield f"{above}{one.name}", one
        elif isinstance(one, ast.ClassDef):
            yield from _functions(one, f"{above}{one.name}.")


def _of(file: Path, name: str, function: ast.FunctionDef) -> Iterator[Mutant]:
    first = min([function.lineno, *(one.lineno for one in function.decorator_list)])
    for number, (node, key, place, new, kind) in enumerate(_changes(function)):
        old = getattr(node, key) if place is None else getattr(node, key)[place]
        line, before = _line(node, old), _shown(node, old)
        _put(node, key, place, new)
        after = _shown(node, new)
        _put(node, key, place, old)
        yield Mutant(file, name, first, line, kind, before, after, number)


def _line(*nodes: object) -> int:
    """Return on which line the first of some nodes stands that stands on any."""
    for node in nodes:
        for one in ast.walk(node) if isinstance(node, ast.AST) else ():
            if hasattr(one, "lineno"):
                return int(one.lineno)
    raise AssertionError(nodes)


def _put(node: ast.AST, key: str, place: int | None, new: object) -> None:
    if place is None:
        setattr(node, key, new)
    else:
        getattr(node, key)[place] = new


def _shown(node: ast.AST, one: object) -> str:
    if isinstance(node, ast.stmt) and not isinstance(node, ast.Return | ast.Assign | ast.AugAssign | ast.Expr | ast.AnnAssign):
        node = one if isinstance(one, ast.AST) and hasattr(one, "lineno") else node
    text = ast.unparse(node) if isinstance(node, ast.expr | ast.stmt | ast.keyword | ast.comprehension) else ast.dump(node)
    return " ".join(text.split())[:110]


#: A node, its field, the place in a list, what is put there, the kind.
_Change = tuple[ast.AST, str, int | None, object, str]


def _changes(function: ast.FunctionDef) -> Iterator[_Change]:
    """Yield every change of a function: what the body holds, without its docstring and annotations."""
    for statement in function.body:
        for node in _walked(statement):
            yield from _at(node)


def _walked(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring, of a function inside it too
    yield node
    for key, below in ast.iter_fields(node):
        if key in ("annotation", "returns", "pattern") or isinstance(node, ast.JoinedStr) or (key == "keywords" and _is_zip(node)):
            continue
        for one in below if isinstance(below, list) else [below]:
            if isinstance(one, ast.AST):
                yield from _walked(one)


def _at(node: ast.AST) -> Iterator[_Change]:
    match node:
        case ast.Compare():
            for place, op in enumerate(node.ops):
                yield from ((node, "ops", place, new(), "comparison") for new in _SWAPPED.get(type(op), ()))
        case ast.BinOp() | ast.AugAssign():
            yield from ((node, "op", None, new(), "operation") for new in _SWAPPED.get(type(node.op), ()))
        case ast.BoolOp():
            yield from ((node, "op", None, new(), "condition") for new in _SWAPPED[type(node.op)])
        case ast.UnaryOp(op=ast.USub()):
            yield node, "op", None, ast.UAdd(), "operation"
        case ast.Call():
            yield from _arguments(node)
        case ast.comprehension():
            yield from ((node, "ifs", place, ast.Constant(True), "condition") for place in range(len(node.ifs)))
        case ast.If() | ast.IfExp() | ast.While():
            yield node, "test", None, ast.UnaryOp(ast.Not(), node.test), "condition"
        case ast.Return() if node.value is not None and not _is_no(node.value):
            yield node, "value", None, ast.Constant(None), "returned"
        case ast.Assign() | ast.AnnAssign() if node.value is not None and not _is_no(node.value):
            yield node, "value", None, ast.Constant(None), "assigned"
        case _:
            pass
    for key, below in ast.iter_fields(node):
        for place, one in enumerate(below) if isinstance(below, list) else [(None, below)]:
            if isinstance(one, ast.Constant) and not isinstance(node, ast.JoinedStr | ast.FormattedValue | ast.MatchValue):
                yield from ((node, key, place, ast.Constant(new), "constant") for new in _other(one.value))
            elif isinstance(one, ast.UnaryOp) and isinstance(one.op, ast.Not):
                yield node, key, place, one.operand, "condition"
            elif isinstance(one, ast.Continue | ast.Break):
                yield node, key, place, ast.Break() if isinstance(one, ast.Continue) else ast.Continue(), "returned"
            elif isinstance(one, ast.Name) and isinstance(node, ast.Call) and key == "func" and one.id in _NAMES:
                yield node, key, place, ast.Name(_NAMES[one.id], ast.Load()), "operation"


def _other(value: object) -> tuple[object, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1,)
    if isinstance(value, str):
        return (f"XX{value}XX",)
    return ()


def _is_zip(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "zip"


def _is_no(node: ast.AST) -> bool:
    """Return whether `None` in this place would be read as what stands there."""
    return isinstance(node, ast.Constant) and (node.value is None or node.value is False)


def _arguments(call: ast.Call) -> Iterator[_Change]:
    """Yield calls with one argument that is None or left out."""
    for place, one in enumerate(call.args):
        if isinstance(one, ast.Starred):
            continue
        if not _is_no(one):
            yield call, "args", place, ast.Constant(None), "argument"
        if len(call.args) + len(call.keywords) > 1:
            yield call, "args", None, [*call.args[:place], *call.args[place + 1 :]], "argument"
    for place, named in enumerate(() if _is_zip(call) else call.keywords):
        if not _is_no(named.value):
            yield call, "keywords", place, ast.keyword(named.arg, ast.Constant(None)), "argument"
        yield call, "keywords", None, [*call.keywords[:place], *call.keywords[place + 1 :]], "argument"
