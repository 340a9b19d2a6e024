"""Layers as a user of JAX writes them, who has dot_product_attention and standardize: the rest is jnp, in the form of Flax. Derivatives by jax.vjp."""
from jax import lax, nn
from jax import numpy as jnp

from jax_call import implements, pullback


def layer(name, f, fields):
    """`f(*tensors, **settings)`; the fields are the tensors, of which each has a cotangent."""
    def apart(inputs):
        return [inputs[field] for field in fields], {field: value for field, value in inputs.items() if field not in (*fields, "cotangent", "variant")}

    def forward(**inputs):
        tensors, settings = apart(inputs)
        return f(*tensors, **settings)

    def backward(**inputs):
        tensors, settings = apart(inputs)
        return pullback(lambda *tensors: f(*tensors, **settings), *tensors, cotangent=inputs["cotangent"])

    operation, brace, variant = name.partition("{")
    implements(operation + brace + variant)(forward)
    implements(operation + ".vjp" + brace + variant)(backward)


def trailing(weight):
    return tuple(range(-weight.ndim, 0))


def layer_norm(x, weight, bias, epsilon):
    return nn.standardize(x, trailing(weight), epsilon=epsilon) * weight + bias


def rms_norm(x, weight, epsilon):
    return x * lax.rsqrt(jnp.mean(jnp.square(x), trailing(weight), keepdims=True) + epsilon) * weight


def dropout(x, mask, p):
    return jnp.where(mask != 0, x / (1 - p), 0)


def attention(q, k, v, mask, allowed, causal, scale):
    """Positions before heads. An additive mask is the library's bias; the scores that are not allowed it fills with a large negative number."""
    if v.shape[-1] != k.shape[-1]:
        raise NotImplementedError("values are as wide as keys")
    q, k, v = (jnp.swapaxes(x, 1, 2) for x in (q, k, v))
    y = nn.dot_product_attention(q, k, v, bias=mask[None, None] if mask.size else None, mask=jnp.asarray(allowed)[None, None] != 0 if allowed.size else None,
                                 scale=scale if scale else None, is_causal=bool(causal))
    return jnp.swapaxes(y, 1, 2)


layer("nn.layer_norm", layer_norm, ["x", "weight", "bias"])
layer("nn.rms_norm", rms_norm, ["x", "weight"])
layer("nn.linear", lambda x, weight, bias: x @ weight.T + bias, ["x", "weight", "bias"])
layer("nn.embedding", lambda table, index: jnp.take(table, index, axis=0), ["table"])
layer("nn.dropout", dropout, ["x"])
layer("nn.scaled_dot_product_attention{uniform}", attention, ["q", "k", "v"])
