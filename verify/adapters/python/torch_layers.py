"""PyTorch's layers, and their derivatives by autograd."""
import torch
from torch.nn import functional as F

from torch_call import gradient, implements


@implements("nn.layer_norm")
def layer_norm(x, weight, bias, epsilon):
    return F.layer_norm(x, weight.shape, weight, bias, float(epsilon))


@implements("nn.layer_norm.vjp")
def layer_norm_vjp(x, weight, bias, epsilon, cotangent):
    return gradient(lambda x, w, b: F.layer_norm(x, w.shape, w, b, float(epsilon)), x, weight, bias, cotangent=cotangent)


@implements("nn.rms_norm")
def rms_norm(x, weight, epsilon):
    return F.rms_norm(x, weight.shape, weight, float(epsilon))


@implements("nn.rms_norm.vjp")
def rms_norm_vjp(x, weight, epsilon, cotangent):
    return gradient(lambda x, w: F.rms_norm(x, w.shape, w, float(epsilon)), x, weight, cotangent=cotangent)


@implements("nn.linear")
def linear(x, weight, bias):
    return F.linear(x, weight, bias)


@implements("nn.linear.vjp")
def linear_vjp(x, weight, bias, cotangent):
    return gradient(F.linear, x, weight, bias, cotangent=cotangent)


@implements("nn.embedding")
def embedding(table, index):
    return F.embedding(index, table)


@implements("nn.embedding.vjp")
def embedding_vjp(table, index, cotangent):
    return gradient(lambda table: F.embedding(index, table), table, cotangent=cotangent)


def drop(x, mask, p):
    """By the mask that native_dropout keeps for its derivative; as its own, it scales by 1/(1 - p)."""
    return x * mask * (1 / (1 - p))


@implements("nn.dropout")
def dropout(x, mask, p):
    return drop(x, mask, p)


@implements("nn.dropout.vjp")
def dropout_vjp(x, mask, p, cotangent):
    return torch.ops.aten.native_dropout_backward(cotangent, mask != 0, 1 / (1 - float(p)))


def attend(q, k, v, mask, allowed, causal, scale):
    n, m = q.shape[2], k.shape[2]
    bias = None
    if mask.numel() or allowed.numel() or causal:
        bias = mask if mask.numel() else q.new_zeros(n, m)
        if allowed.numel():
            bias = bias.masked_fill(allowed == 0, float("-inf"))
        if causal:
            bias = bias.masked_fill(torch.ones(n, m, dtype=torch.bool).tril().logical_not(), float("-inf"))
    return F.scaled_dot_product_attention(q, k, v, attn_mask=bias, scale=float(scale) or None, enable_gqa=q.shape[1] != k.shape[1])


@implements("nn.scaled_dot_product_attention{zeros}")
def attention(q, k, v, mask, allowed, causal, scale):
    return attend(q, k, v, mask, allowed, causal, scale)


@implements("nn.scaled_dot_product_attention.vjp{zeros}")
def attention_vjp(q, k, v, mask, allowed, causal, scale, cotangent):
    return gradient(lambda q, k, v: attend(q, k, v, mask, allowed, causal, scale), q, k, v, cotangent=cotangent)
