"""Optax's L-BFGS: its two loops over the memory."""
import jax.numpy as jnp
from optax._src.transform import _precondition_by_lbfgs

from jax_call import implements


@implements("optimization.lbfgs_direction{identity}")
def lbfgs_direction(g, s, y):
    if len(s) == 0:
        return -g
    weights = 1 / jnp.sum(s * y, axis=1)
    return -_precondition_by_lbfgs(g, s, y, weights, jnp.ones((), g.dtype), 0)
