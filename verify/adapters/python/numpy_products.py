"""Running products in NumPy, in the form that a careful user would write: a product is a mantissa and an exponent, so that nothing leaves the range on the way."""
import etalon
import numpy as np

from numpy_tensor import finite, over, spread


def normal(mantissa, exponent):
    mantissa, more = np.frexp(mantissa)
    return mantissa, np.where(mantissa == 0, 0, exponent + more)


def times(a, b):
    return normal(a[0] * b[0], a[1] + b[1])


def plus(a, b):
    # The exponent of a zero is below every other.
    top = np.maximum(np.where(a[0] == 0, b[1], a[1]), np.where(b[0] == 0, a[1], b[1]))
    shift = [np.maximum(exponent - top, -5000) for exponent in (a[1], b[1])]
    return normal(np.ldexp(a[0], np.minimum(shift[0], 0)) + np.ldexp(b[0], np.minimum(shift[1], 0)), top)


def number(a):
    return np.ldexp(a[0], np.clip(a[1], -5000, 5000))


def before(x):
    """The products of the entries before each along the last axis."""
    product, products = normal(np.ones_like(x[..., 0]), 0), []
    for i in range(x.shape[-1]):
        products.append(product)
        product = times(product, normal(x[..., i], 0))
    return products


def prefixes(x, inclusive):
    products = [times(product, normal(x[..., i], 0)) if inclusive else product for i, product in enumerate(before(x))]
    return np.stack([number(product) for product in products], -1)


def lanes(x, mask, axis, exclusive, reverse):
    """x with its lanes along the last axis, from the first factor to the last, and the way back."""
    if mask.size and mask.shape != x.shape or exclusive not in (0, 1) or reverse not in (0, 1) or not np.isin(mask, (0, 1)).all() or x.shape[axis] == 0:
        raise ValueError("mask, exclusive or reversed is outside its range, or the axis is empty")
    finite(x)
    there = np.moveaxis(np.where(mask != 0, x, np.ones_like(x)) if mask.size else x, axis, -1)
    turned = (lambda y: y[..., ::-1]) if reverse else (lambda y: y)
    return turned(there), turned, lambda y: np.moveaxis(turned(y), -1, axis)


@etalon.implements("tensor.cumulative_prod")
def cumulative_prod(x, mask, axis=-1, exclusive=0, reversed=0):
    factors, _, back = lanes(x, mask, axis, exclusive, reversed)
    return back(prefixes(factors, not exclusive))


@etalon.implements("tensor.cumulative_prod.vjp")
def cumulative_prod_vjp(x, mask, cotangent, axis=-1, exclusive=0, reversed=0):
    """What stands before an entry, times Horner's scheme of what follows: no quotient, so that factors of 0 do no harm."""
    factors, turned, back = lanes(x, mask, axis, exclusive, reversed)
    c = turned(np.moveaxis(finite(cotangent), axis, -1))
    if exclusive:  # an exclusive product is the inclusive one of the entry before
        c = np.concatenate([c[..., 1:], np.zeros_like(c[..., :1])], -1)
    following, gradients = normal(np.zeros_like(c[..., 0]), 0), []
    products = before(factors)
    for i in range(c.shape[-1])[::-1]:
        following = plus(normal(c[..., i], 0), following)
        gradients.insert(0, number(times(products[i], following)))
        following = times(normal(factors[..., i], 0), following)
    grad = back(np.stack(gradients, -1))
    return np.where(mask != 0, grad, np.zeros_like(grad)) if mask.size else grad


@etalon.implements("tensor.prod.vjp")
def prod_vjp(x, axes, keepdims, cotangent):
    """The product of what stands before an entry and of what stands behind it."""
    finite(x)
    kept = [d for d in range(x.ndim) if over(axes) is not None and d not in {a % x.ndim for a in over(axes)}]
    x.sum(over(axes), keepdims=bool(keepdims))  # or it refuses
    if x.size == 0:
        return np.zeros_like(x)
    order = kept + [d for d in range(x.ndim) if d not in kept]
    there = x.transpose(order)
    rows = there.reshape([x.shape[d] for d in kept] + [-1])
    c = np.broadcast_to(spread(finite(cotangent), x, axes, keepdims), x.shape).transpose(order).reshape(rows.shape)
    left, right = before(rows), before(rows[..., ::-1])[::-1]
    grad = np.stack([number(times(normal(c[..., i], 0), times(left[i], right[i]))) for i in range(rows.shape[-1])], -1)
    return grad.reshape(there.shape).transpose(np.argsort(order))
