"""JAX's derivatives of formulas, and its flows."""
import jax
import numpy as np
from jax import numpy as jnp

from formulas import function
from jax_call import implements, pullback

names = {name: getattr(jnp, name) for name in "exp log log1p expm1 sqrt square sin cos tan sinh cosh tanh abs".split()}
names |= {"atan": jnp.arctan, "atan2": jnp.arctan2, "max": jnp.maximum, "min": jnp.minimum}
names |= {"sigmoid": jax.nn.sigmoid, "softplus": jax.nn.softplus, "relu": jax.nn.relu, "erf": jax.scipy.special.erf}


def module(dtype):
    """The grammar's functions, of arrays and of Python's numbers."""
    def lifted(f):
        return lambda *arguments: f(*(jnp.asarray(a, dtype) for a in arguments))
    return {name: lifted(f) for name, f in names.items()}


def vector(text, **parameters):
    return lambda x: jnp.stack([jnp.asarray(y, x.dtype) for y in function(text, module(x.dtype), **parameters)([x[i] for i in range(x.shape[0])])])


def scalar(text, **parameters):
    return lambda x: vector(text, **parameters)(x)[0]


@implements("calculus.jacobian")
def jacobian(function, x):
    return jax.jacfwd(vector(function))(x)


@implements("calculus.gradient")
def gradient(function, x):
    return jax.grad(scalar(function))(x)


@implements("calculus.hessian")
def hessian(function, x):
    return jax.hessian(scalar(function))(x)


@implements("calculus.jvp")
def jvp(function, x, direction):
    return jax.jvp(vector(function), (x,), (direction,))[1]


@implements("calculus.vjp")
def vjp(function, x, weights):
    return pullback(vector(function), x, cotangent=weights)[0]


@implements("calculus.hvp")
def hvp(function, x, direction):
    return jax.jvp(jax.grad(scalar(function)), (x,), (direction,))[1]


@implements("calculus.chain")
def chain(outer, inner, x):
    return jax.jacrev(lambda x: vector(outer)(vector(inner)(x)))(x)


@implements("calculus.divergence")
def divergence(function, x):
    return jnp.trace(jax.jacfwd(vector(function))(x))


@implements("calculus.change_of_variables")
def change_of_variables(density, map, lower, upper, nodes):
    t, weight = (jnp.asarray(part, lower.dtype) for part in np.polynomial.legendre.leggauss(nodes))
    g, p = (lambda x, text=text: scalar(text)(x[None]) for text in (map, density))
    first, last = g(lower), g(upper)
    x, y = (begin / 2 + end / 2 + (end / 2 - begin / 2) * t for begin, end in ((lower, upper), (first, last)))
    over_x = weight * jax.vmap(lambda x: p(g(x)) * jnp.abs(jax.grad(g)(x)))(x)
    return {"over_x": (upper / 2 - lower / 2) * over_x.sum(), "over_y": jnp.abs(last / 2 - first / 2) * (weight * jax.vmap(p)(y)).sum()}


def coupling(x, scale_weight, scale_bias, shift_weight, shift_bias):
    passed, moved = x[:, : scale_weight.shape[1]], x[:, scale_weight.shape[1] :]
    s = jnp.tanh(passed @ scale_weight.T + scale_bias)
    y = jnp.concatenate([passed, moved * jnp.exp(s) + passed @ shift_weight.T + shift_bias], 1)
    return y, normal(x) - s.sum(1)


def inverse(y, scale_weight, scale_bias, shift_weight, shift_bias):
    passed, moved = y[:, : scale_weight.shape[1]], y[:, scale_weight.shape[1] :]
    s = jnp.tanh(passed @ scale_weight.T + scale_bias)
    x = jnp.concatenate([passed, (moved - (passed @ shift_weight.T + shift_bias)) * jnp.exp(-s)], 1)
    return x, normal(x) - s.sum(1)


def planar(x, u, w, b):
    h = jnp.tanh(x @ w + b)
    return x + h[:, None] * u, normal(x) - jnp.log1p((w @ u) * (1 - h**2))


def planar_inverse(y, u, w, b):
    along, image = w @ u, y @ w

    def halved(_, ends):
        low, high = ends
        middle = low / 2 + high / 2
        above = middle + along * jnp.tanh(middle + b) > image
        return jnp.where(above, low, middle), jnp.where(above, middle, high)

    # Bisection for the value; the step of Newton's method after it has the derivative.
    low, high = jax.lax.fori_loop(0, 120, halved, (image - abs(along), image + abs(along)))
    alpha = jax.lax.stop_gradient(jnp.where(jnp.tanh(image + b) == 0, image, low / 2 + high / 2))
    alpha = alpha - (alpha + along * jnp.tanh(alpha + b) - image) / (1 + along * (1 - jnp.tanh(alpha + b) ** 2))
    h = jnp.tanh(alpha + b)
    x = y - h[:, None] * u
    return x, normal(x) - jnp.log1p(along * (1 - h**2))


def normal(x):
    return jax.scipy.stats.norm.logpdf(x).sum(1)


for name, f in {"affine_coupling": coupling, "affine_coupling_inverse": inverse, "planar_flow": planar, "planar_flow_inverse": planar_inverse}.items():
    implements(f"calculus.{name}")(f)


@implements("calculus.affine_coupling.vjp")
def coupling_vjp(x, scale_weight, scale_bias, shift_weight, shift_bias, cotangent_y, cotangent_log_density):
    return pullback(coupling, x, scale_weight, scale_bias, shift_weight, shift_bias, cotangent=(cotangent_y, cotangent_log_density))


@implements("calculus.affine_coupling_inverse.vjp")
def inverse_vjp(y, scale_weight, scale_bias, shift_weight, shift_bias, cotangent_x, cotangent_log_density):
    return pullback(inverse, y, scale_weight, scale_bias, shift_weight, shift_bias, cotangent=(cotangent_x, cotangent_log_density))


@implements("calculus.planar_flow.vjp")
def planar_vjp(x, u, w, b, cotangent_y, cotangent_log_density):
    return pullback(planar, x, u, w, b, cotangent=(cotangent_y, cotangent_log_density))


@implements("calculus.planar_flow_inverse.vjp")
def planar_inverse_vjp(y, u, w, b, cotangent_x, cotangent_log_density):
    return pullback(planar_inverse, y, u, w, b, cotangent=(cotangent_x, cotangent_log_density))
