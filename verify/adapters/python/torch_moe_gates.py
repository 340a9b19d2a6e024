"""Mixtures of experts in PyTorch, as model zoos write them, derivatives by autograd."""
import torch
from torch.nn import functional as F

from torch_call import gradient, implements
from torch_mlp import ACTIVATIONS

VARIANTS = ["softmax_then_top_k", "softmax_then_top_k_renormalised", "top_k_then_softmax"]


def differentiable(name, f, differentiated, variants=(None,)):
    """`f(variant, **inputs)`, and its derivative by the fields named."""
    for variant in variants:
        suffix = f"{{{variant}}}" if variant else ""

        def forward(variant=variant, **inputs):
            return f(variant, **inputs)

        def backward(variant=variant, cotangent=None, **inputs):
            others = {field: value for field, value in inputs.items() if field not in differentiated}
            grads = gradient(lambda *leaves: f(variant, **dict(zip(differentiated, leaves)), **others), *(inputs[field] for field in differentiated), cotangent=cotangent)
            return {f"grad_{field}": grad for field, grad in zip(differentiated, grads)}

        implements(name + suffix)(forward)
        implements(f"{name}.vjp{suffix}")(backward)


# ---- gates ----

def weights_of(variant, logits, index):
    if variant == "top_k_then_softmax":
        return F.softmax(logits.gather(1, index), dim=1)
    weights = F.softmax(logits, dim=1).gather(1, index)
    return weights / weights.sum(dim=1, keepdim=True) if variant.endswith("renormalised") else weights


def noisy(x, gate, noise_weights, noise):
    return F.linear(x, gate) + noise * F.softplus(F.linear(x, noise_weights))


def sigmoid_weights(_, logits, index, scale):
    scores = torch.sigmoid(logits).gather(1, index)
    return scores / scores.sum(dim=1, keepdim=True) * scale


differentiable("moe.gate_softmax", lambda _, x, gate: F.softmax(F.linear(x, gate), dim=1), ["x", "gate"])
differentiable("moe.gate_weights", weights_of, ["logits"], VARIANTS)
differentiable("moe.sigmoid_gate_weights", sigmoid_weights, ["logits"])
differentiable("moe.noisy_logits", lambda _, **inputs: noisy(**inputs), ["x", "gate", "noise_weights"])
differentiable("moe.noisy_gate_weights", lambda _, index, **inputs: F.softmax(noisy(**inputs).gather(1, index), dim=1), ["x", "gate", "noise_weights"])

for name in VARIANTS:
    @implements(f"moe.top_k_gate{{{name}}}")
    def top_k_gate(logits, k, variant=name):
        if variant == "top_k_then_softmax":
            values, index = logits.topk(k, dim=1)
            return index, F.softmax(values, dim=1)
        weights, index = F.softmax(logits, dim=1).topk(k, dim=1)
        return index, weights / weights.sum(dim=1, keepdim=True) if variant.endswith("renormalised") else weights


@implements("moe.sigmoid_gate")
def sigmoid_gate(logits, bias, k, scale):
    index = (torch.sigmoid(logits) + bias).topk(k, dim=1).indices
    return index, sigmoid_weights(None, logits, index, scale)


@implements("moe.bias_update")
def bias_update(bias, counts, gamma):
    counts = counts.to(bias.dtype)
    return bias + gamma * torch.sign(counts.mean() - counts)


@implements("moe.noisy_top_k")
def noisy_top_k(x, gate, noise_weights, noise, k):
    values, index = noisy(x, gate, noise_weights, noise).topk(k, dim=1)
    return index, F.softmax(values, dim=1)


# ---- mixtures: expert by expert, put back by index_add ----

EXPERTS = ["w1", "b1", "w2", "b2"]


def mixture(x, weights, index, w1, b1, w2, b2, activation):
    y = x.new_zeros(len(x), b2.shape[1])
    for i in range(len(w1)):
        tokens, routes = torch.where(index == i)
        answers = F.linear(ACTIVATIONS[activation](F.linear(x[tokens], w1[i], b1[i])), w2[i], b2[i])
        y = y.index_add(0, tokens, weights[tokens, routes, None] * answers)
    return y


def all_answers(x, w1, b1, w2, b2, activation):
    """Of every expert for every token: [n, t, m]."""
    hidden = ACTIVATIONS[activation](torch.einsum("td,nhd->nth", x, w1) + b1[:, None])
    return torch.einsum("nth,nmh->ntm", hidden, w2) + b2[:, None]


def sparse_layer(variant, x, gate, index, **experts):
    return mixture(x, weights_of(variant, F.linear(x, gate), index), index, **experts)


def soft_moe(_, x, gate, **experts):
    return torch.einsum("tn,ntm->tm", F.softmax(F.linear(x, gate), dim=1), all_answers(x, **experts))


def shared_experts(variant, x, gate, index, w1, b1, w2, b2, activation, shared_w1, shared_b1, shared_w2, shared_b2):
    routed = sparse_layer(variant, x, gate, index, w1=w1, b1=b1, w2=w2, b2=b2, activation=activation)
    return routed + all_answers(x, shared_w1, shared_b1, shared_w2, shared_b2, activation).sum(dim=0)


differentiable("moe.expert_mixture", lambda _, **inputs: mixture(**inputs), ["weights", "x", *EXPERTS])
differentiable("moe.soft_moe", soft_moe, ["x", "gate", *EXPERTS])
differentiable("moe.sparse_layer", sparse_layer, ["x", "gate", *EXPERTS], VARIANTS)
differentiable("moe.ensemble_average", lambda _, **inputs: all_answers(**inputs).mean(dim=0), ["x", *EXPERTS])
differentiable("moe.shared_experts", shared_experts, ["x", "gate", *EXPERTS, *(f"shared_{name}" for name in EXPERTS)], VARIANTS)

for name in VARIANTS:
    @implements(f"moe.sparse_moe{{{name}}}")
    def sparse_moe(x, gate, k, variant=name, **experts):
        logits = F.linear(x, gate)
        index = (logits if variant == "top_k_then_softmax" else F.softmax(logits, dim=1)).topk(k, dim=1).indices
        return index, mixture(x, weights_of(variant, logits, index), index, **experts)

    @implements(f"moe.train_step{{{name}}}")
    def train_step(x, target, gate, index, alpha, rate, activation, variant=name, **experts):
        parameters = {"gate": gate, **experts}
        for parameter in parameters.values():
            parameter.requires_grad_()
        probabilities = F.softmax(F.linear(x, gate), dim=1)
        share = torch.bincount(index.flatten(), minlength=len(gate)).to(x.dtype) / index.numel()
        loss = F.mse_loss(sparse_layer(variant, x, gate, index, activation=activation, **experts), target) + alpha * len(gate) * (share * probabilities.mean(dim=0)).sum()
        loss.backward()
        with torch.no_grad():
            steps = {f"{field}_next": parameter - rate * parameter.grad for field, parameter in parameters.items()}
        return steps | {"loss": loss}
