"""JAX's tensors, and their derivatives."""
from jax import lax
from jax import numpy as jnp

from jax_call import implements, pullback


@implements("tensor.matmul")
def matmul(a, b):
    return a @ b


@implements("tensor.matmul.vjp")
def matmul_vjp(a, b, cotangent):
    return pullback(jnp.matmul, a, b, cotangent=cotangent)


@implements("tensor.einsum{ellipsis_summed}")
def einsum(equation, operands):
    return jnp.einsum(equation, *operands)


@implements("tensor.einsum.vjp{ellipsis_summed}")
def einsum_vjp(equation, operands, cotangent):
    return {"grad_operands": list(pullback(lambda *tensors: jnp.einsum(equation, *tensors), *operands, cotangent=cotangent))}


def reduction(name, f):
    """`f(x, axes, keepdims)`, the axes a tuple, or None for all."""
    def reduce(x, axes, keepdims):
        return f(x, tuple(int(axis) for axis in axes) or None, bool(keepdims))

    def forward(x, axes, keepdims):
        return reduce(x, axes, keepdims)

    def backward(x, axes, keepdims, cotangent):
        return pullback(lambda x: reduce(x, axes, keepdims), x, cotangent=cotangent)

    implements(name)(forward)
    implements(name + ".vjp")(backward)


reduction("tensor.sum", lambda x, axes, keep: jnp.sum(x, axes, keepdims=keep))
reduction("tensor.mean", lambda x, axes, keep: jnp.mean(x, axes, keepdims=keep))
reduction("tensor.prod", lambda x, axes, keep: jnp.prod(x, axes, keepdims=keep))
reduction("tensor.norm1", lambda x, axes, keep: jnp.sum(jnp.abs(x), axes, keepdims=keep))
reduction("tensor.norm2", lambda x, axes, keep: jnp.sqrt(jnp.sum(jnp.square(x), axes, keepdims=keep)))
reduction("tensor.max", lambda x, axes, keep: jnp.max(x, axes, keepdims=keep))
reduction("tensor.min", lambda x, axes, keep: jnp.min(x, axes, keepdims=keep))


def var(x, axes, keepdims, ddof):
    return jnp.var(x, tuple(int(axis) for axis in axes) or None, ddof=ddof, keepdims=bool(keepdims))


@implements("tensor.variance")
def variance(x, axes, keepdims, ddof):
    return var(x, axes, keepdims, ddof)


@implements("tensor.variance.vjp")
def variance_vjp(x, axes, keepdims, ddof, cotangent):
    return pullback(lambda x: var(x, axes, keepdims, ddof), x, cotangent=cotangent)


@implements("tensor.argmax")
def argmax(x, axis):
    return jnp.argmax(x, axis)


@implements("tensor.argmin")
def argmin(x, axis):
    return jnp.argmin(x, axis)


def binary(name, f):
    def forward(a, b):
        return f(a, b)

    def backward(a, b, cotangent):
        return pullback(f, a, b, cotangent=cotangent)

    implements(name)(forward)
    implements(name + ".vjp")(backward)


binary("tensor.add", jnp.add)
binary("tensor.subtract", jnp.subtract)
binary("tensor.hadamard", jnp.multiply)
binary("tensor.divide", jnp.divide)


for name, f in {"outer": jnp.outer, "dot": jnp.dot, "batched_matmul": jnp.matmul}.items():
    binary(f"tensor.{name}", f)


@implements("tensor.matvec")
def matvec(w, x):
    return w @ x


@implements("tensor.matvec.vjp")
def matvec_vjp(w, x, cotangent):
    return pullback(jnp.matmul, w, x, cotangent=cotangent)


def scan(x, mask, axis, exclusive, reversed, f, identity):
    """Neither masks nor the exclusive form are of the library: they are written with what it has."""
    if mask.size:
        x = jnp.where(mask != 0, x, jnp.full_like(x, identity))
    if reversed:
        x = jnp.flip(x, axis)
    y = f(x, axis)
    if exclusive:
        first = jnp.full_like(y.take(jnp.arange(1), axis), identity)
        y = jnp.concatenate([first, y.take(jnp.arange(y.shape[axis] - 1), axis)], axis)
    return jnp.flip(y, axis) if reversed else y


def scans(name, f, identity):
    def forward(x, mask, axis, exclusive, reversed):
        return scan(x, mask, axis, exclusive, reversed, f, identity)

    def backward(x, mask, axis, exclusive, reversed, cotangent):
        return pullback(lambda x: scan(x, mask, axis, exclusive, reversed, f, identity), x, cotangent=cotangent)

    implements(name)(forward)
    implements(name + ".vjp")(backward)


scans("tensor.cumulative_sum", jnp.cumsum, 0)
scans("tensor.cumulative_prod", jnp.cumprod, 1)


@implements("tensor.top_k")
def top_k(x, k, axis):
    return tuple(lax.top_k(x, int(k), axis=int(axis)))


@implements("tensor.to_float8")
def to_float8(x, format):
    return x.astype("float8_" + format).astype(x.dtype)
