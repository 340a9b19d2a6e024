"""PyTorch's tensors, and derivatives by autograd."""
import torch

from torch_call import gradient, implements


@implements("tensor.matmul")
def matmul(a, b):
    return a @ b


@implements("tensor.matmul.vjp")
def matmul_vjp(a, b, cotangent):
    return gradient(torch.matmul, a, b, cotangent=cotangent)


@implements("tensor.einsum{ellipsis_summed}")
def einsum(equation, operands):
    return torch.einsum(equation, *operands)


@implements("tensor.einsum.vjp{ellipsis_summed}")
def einsum_vjp(equation, operands, cotangent):
    return {"grad_operands": list(gradient(lambda *tensors: torch.einsum(equation, *tensors), *operands, cotangent=cotangent))}


def reduction(name, f):
    """`f(x, axes, keepdims)`, the axes a tuple: none is all."""
    def forward(x, axes, keepdims):
        return f(x, tuple(axes.tolist()) or tuple(range(x.ndim)), bool(keepdims))

    def backward(x, axes, keepdims, cotangent):
        return gradient(lambda x: forward(x, axes, keepdims), x, cotangent=cotangent)

    implements(name)(forward)
    implements(name + ".vjp")(backward)


reduction("tensor.sum", lambda x, axes, keep: x.sum(axes, keepdim=keep))
reduction("tensor.mean", lambda x, axes, keep: x.mean(axes, keepdim=keep))
reduction("tensor.norm1", lambda x, axes, keep: torch.linalg.vector_norm(x, 1, axes, keepdim=keep))
reduction("tensor.norm2", lambda x, axes, keep: torch.linalg.vector_norm(x, 2, axes, keepdim=keep))
reduction("tensor.max", lambda x, axes, keep: x.amax(axes, keepdim=keep))
reduction("tensor.min", lambda x, axes, keep: x.amin(axes, keepdim=keep))


def product(x, axes, keep):
    for axis in sorted(axis % x.ndim for axis in axes)[::-1]:  # one at a time: prod takes no tuple
        x = x.prod(axis, keepdim=keep)
    return x


reduction("tensor.prod", product)


def var(x, axes, keepdims, ddof):
    return torch.var(x, tuple(axes.tolist()) or tuple(range(x.ndim)), correction=ddof, keepdim=bool(keepdims))


@implements("tensor.variance")
def variance(x, axes, keepdims, ddof):
    return var(x, axes, keepdims, ddof)


@implements("tensor.variance.vjp")
def variance_vjp(x, axes, keepdims, ddof, cotangent):
    return gradient(lambda x: var(x, axes, keepdims, ddof), x, cotangent=cotangent)


@implements("tensor.argmax")
def argmax(x, axis):
    return x.argmax(axis)


@implements("tensor.argmin")
def argmin(x, axis):
    return x.argmin(axis)


def binary(name, f):
    def forward(a, b):
        return f(a, b)

    def backward(a, b, cotangent):
        return gradient(f, a, b, cotangent=cotangent)

    implements(name)(forward)
    implements(name + ".vjp")(backward)


binary("tensor.add", torch.add)
binary("tensor.subtract", torch.subtract)
binary("tensor.hadamard", torch.multiply)
binary("tensor.divide", torch.divide)



for name, f in {"outer": torch.outer, "dot": torch.dot, "batched_matmul": torch.matmul}.items():
    binary(f"tensor.{name}", f)


@implements("tensor.matvec")
def matvec(w, x):
    return w @ x


@implements("tensor.matvec.vjp")
def matvec_vjp(w, x, cotangent):
    return gradient(torch.matmul, w, x, cotangent=cotangent)


def scan(x, mask, axis, exclusive, reversed, f, identity):
    """Neither masks nor the exclusive form are of the library: they are written with what it has."""
    if mask.numel():
        x = torch.where(mask != 0, x, torch.full_like(x, identity))
    if reversed:
        x = torch.flip(x, [axis])
    y = f(x, axis)
    if exclusive:
        first = torch.full_like(y.narrow(axis, 0, 1), identity)
        y = torch.cat([first, y.narrow(axis, 0, y.shape[axis] - 1)], axis)
    return torch.flip(y, [axis]) if reversed else y


def scans(name, f, identity):
    def forward(x, mask, axis, exclusive, reversed):
        return scan(x, mask, axis, exclusive, reversed, f, identity)

    def backward(x, mask, axis, exclusive, reversed, cotangent):
        return gradient(lambda x: scan(x, mask, axis, exclusive, reversed, f, identity), x, cotangent=cotangent)

    implements(name)(forward)
    implements(name + ".vjp")(backward)


scans("tensor.cumulative_sum", torch.cumsum, 0)
scans("tensor.cumulative_prod", torch.cumprod, 1)


@implements("tensor.top_k{any}")
def top_k(x, k, axis):
    values, index = torch.topk(x, k, axis)
    return values, index


@implements("tensor.to_float8{saturating_e4m3fn}")
def to_float8(x, format):
    return x.to(getattr(torch, "float8_" + format)).to(x.dtype)
