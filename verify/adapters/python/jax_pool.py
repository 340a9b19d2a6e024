"""JAX's windows, with which its libraries pool, and their derivatives. It has no ceil mode."""
from jax import lax
from jax import numpy as jnp

from jax_call import implements, pullback


def reduced(x, initial, operation, kernel, stride, padding, dilation, ceil_mode):
    if ceil_mode:
        raise NotImplementedError("no window overhangs")
    if padding.size and padding.max() > 2**20:
        raise NotImplementedError("XLA lays padding out in memory, and aborts where that does not suffice")

    def of_axes(setting, default):
        return (default, default, *(setting.tolist() if setting.size else [default] * (x.ndim - 2)))

    window = of_axes(kernel, 1)
    return lax.reduce_window(x, jnp.asarray(initial, x.dtype), operation, window, of_axes(stride, 1) if stride.size else window,
                             [(p, p) for p in of_axes(padding, 0)], window_dilation=of_axes(dilation, 1))


@implements("nn.max_pool")
def max_pool(x, kernel, stride, padding, dilation, ceil_mode):
    return reduced(x, -jnp.inf, lax.max, kernel, stride, padding, dilation, ceil_mode)


@implements("nn.max_pool.vjp")
def max_pool_vjp(x, kernel, stride, padding, dilation, ceil_mode, cotangent):
    return pullback(lambda x: max_pool.__wrapped__(x, kernel, stride, padding, dilation, ceil_mode), x, cotangent=cotangent)


@implements("nn.avg_pool")
def avg_pool(x, kernel, stride, padding, ceil_mode, variant):
    total = reduced(x, 0, lax.add, kernel, stride, padding, kernel[:0], ceil_mode)
    if variant == "count_include_pad":
        return total / jnp.prod(kernel).astype(x.dtype)
    return total / reduced(jnp.ones_like(x), 0, lax.add, kernel, stride, padding, kernel[:0], ceil_mode)


@implements("nn.avg_pool.vjp")
def avg_pool_vjp(x, kernel, stride, padding, ceil_mode, cotangent, variant):
    return pullback(lambda x: avg_pool.__wrapped__(x, kernel, stride, padding, ceil_mode, variant), x, cotangent=cotangent)
