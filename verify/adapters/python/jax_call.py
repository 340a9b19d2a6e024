"""How JAX is called: the verifier's arrays as JAX's."""
import functools
import itertools

import etalon
import jax
import numpy as np

jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", True)


def on_device(value):
    """An array or a scalar of a floating dtype as JAX's, the rest as it is."""
    if isinstance(value, list):
        return [on_device(entry) for entry in value]
    return jax.numpy.asarray(value) if isinstance(value, (np.ndarray, np.floating)) else value


def on_host(value):
    """JAX's arrays, or tuples, lists and dicts of them, as NumPy's."""
    if isinstance(value, jax.Array):
        return np.asarray(value)
    if isinstance(value, dict):
        return {name: on_host(entry) for name, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(on_host(entry) for entry in value)
    return value


calls = itertools.count(1)


def implements(name):
    """As etalon.implements, for functions of JAX's arrays."""
    def register(function):
        @functools.wraps(function)
        def called(**inputs):
            if next(calls) % 1000 == 0:
                jax.clear_caches()  # every shape is compiled, and a trial has thousands: gigabytes
            return on_host(function(**{field: on_device(value) for field, value in inputs.items()}))
        return etalon.implements(name)(called)
    return register


def pullback(f, *operands, cotangent):
    """The cotangents of the operands."""
    return jax.vjp(f, *operands)[1](cotangent)
