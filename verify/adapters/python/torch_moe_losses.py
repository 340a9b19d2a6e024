"""What balances, measures and chooses experts in PyTorch and in transformers, derivatives by autograd.

Where transformers is installed its own functions are on trial: load_balancing_loss_func of Mixtral and of Switch, router_z_loss_func and the
router of Switch. Where it is not, these are said by hand, and the program says so.
"""
import functools
import importlib.util
import math
import sys

import torch
from torch.nn import functional as F

from torch_call import gradient, implements
from torch_mlp import network

HAS_TRANSFORMERS = importlib.util.find_spec("transformers") is not None
if not HAS_TRANSFORMERS:
    print("SKIPPED: there is no transformers here; what it has of moe's operations is said by hand", file=sys.stderr)


@functools.cache
def mixtral():
    """Imported when it is asked for: that takes seconds."""
    from transformers.models.mixtral import modeling_mixtral
    return modeling_mixtral


@functools.cache
def switch():
    from transformers.models.switch_transformers import modeling_switch_transformers
    return modeling_switch_transformers


def differentiated(name, f, fields, variants=(None,), vjp=False):
    """`f(variant, **inputs)` under the name; its derivative by the fields."""
    for variant in variants:
        suffix = f"{{{variant}}}" if variant else ""

        def forward(variant=variant, **inputs):
            return f(variant, **inputs)

        def backward(variant=variant, cotangent=None, **inputs):
            others = {field: value for field, value in inputs.items() if field not in fields}
            return gradient(lambda *leaves: f(variant, **dict(zip(fields, leaves)), **others), *(inputs[field] for field in fields), cotangent=cotangent)

        implements(name + suffix)(forward)
        implements(f"{name}.{'vjp' if vjp else 'gradient'}{suffix}")(backward)


# ---- losses of the balance ----

def by_hand(probabilities, assignment, alpha, variant):
    """Of tokens that all count, as Switch transformers has it."""
    experts = probabilities.shape[1]
    share = F.one_hot(assignment, experts).to(probabilities.dtype).sum(1).mean(0)
    if variant != "over_tokens":
        share = share / assignment.shape[1]
    return alpha * (1 if variant == "unscaled" else experts) * (share * probabilities.mean(0)).sum()


def chosen_by_mixtral(probabilities, assignment):
    """It takes logits, and goes to the k experts of the largest probability by itself: rows that sum to 1, but for their rounding, and their own routes are its.

    Its derivative is that of the logits: not the loss by the probabilities.
    """
    if probabilities.requires_grad:
        return False
    k, n = assignment.shape[1], probabilities.shape[1]
    if (probabilities <= 0).any() or ((probabilities.sum(-1) - 1).abs() > n * torch.finfo(probabilities.dtype).eps).any():
        return False
    return torch.equal(F.softmax(probabilities.log(), -1).topk(k, -1).indices.sort(-1).values, assignment.sort(-1).values)


def balance(variant, probabilities, assignment, mask, group, alpha):
    """Over tokens as transformers has it: Mixtral's function where it can say it, else Switch's for each group."""
    counted = mask == 1
    names = group[counted].unique()
    over_tokens = HAS_TRANSFORMERS and variant == "over_tokens"
    if over_tokens and len(names) == 1 and chosen_by_mixtral(probabilities, assignment):
        return alpha * mixtral().load_balancing_loss_func((probabilities.log(),), probabilities.shape[1], assignment.shape[1], mask)
    losses = []
    for name in names:
        tokens = counted & (group == name)
        if over_tokens:
            losses.append(alpha * switch().load_balancing_loss_func(probabilities[tokens][None], assignment[tokens][None]))
        else:
            losses.append(by_hand(probabilities[tokens], assignment[tokens], alpha, variant))
    return torch.stack(losses).mean()


differentiated("moe.top_k_load_balance_loss", balance, ["probabilities"], ["over_choices", "over_tokens", "unscaled"])


def squared_variation(x, epsilon, variant):
    """As ports of tensor2tensor write it."""
    return x.var(correction=1 if variant == "sample" else 0) / (x.mean() ** 2 + epsilon)


def importance_loss(variant, gates, weight, epsilon):
    return weight * squared_variation(gates.sum(0), epsilon, variant)


def load_loss(variant, clean, noise_logits, noise, k, weight, epsilon):
    """_prob_in_top_k of tensor2tensor and of its ports."""
    spread = F.softplus(noise_logits)
    noisy = clean + noise * spread
    top = noisy.topk(k + 1, 1).values
    threshold = torch.where(noisy > top[:, k:], top[:, k:], top[:, k - 1:k])
    return weight * squared_variation(torch.distributions.Normal(0.0, 1.0).cdf((clean - threshold) / spread).sum(0), epsilon, variant)


differentiated("moe.importance_loss", importance_loss, ["gates"], ["population", "sample"])
differentiated("moe.load_loss", load_loss, ["clean", "noise_logits"], ["population", "sample"])
differentiated("moe.router_z_loss", lambda _, logits: switch().router_z_loss_func(logits[None]) if HAS_TRANSFORMERS else (torch.logsumexp(logits, -1) ** 2).mean(), ["logits"])


# ---- how alike experts are, and how equal ----

def diversity_loss(variant, outputs):
    """Of F.cosine_similarity, whose smallest length is 1e-8."""
    first, second = torch.triu_indices(len(outputs), len(outputs), 1)
    cosine = F.cosine_similarity(outputs[first], outputs[second], dim=-1)
    return {"squared": cosine ** 2, "absolute": cosine.abs(), "signed_cosine": cosine}[variant].mean()


differentiated("moe.diversity_loss", diversity_loss, ["outputs"], ["squared", "absolute", "signed_cosine"])


@implements("moe.expert_collapse")
def expert_collapse(load):
    share = load / load.sum()
    return torch.distributions.Categorical(share).entropy(), share.max(), squared_variation(load, 0, "population")


@implements("moe.expert_load")
def expert_load(assignment, mask, n):
    taken = assignment[mask == 1]
    return torch.bincount(taken[taken >= 0], minlength=n)


# ---- choices: F.gumbel_softmax draws its noise itself, so that it is said by hand, line by line ----

def gumbel_softmax(variant, logits, u, tau):
    gumbels = -torch.log(-torch.log(u))
    y_soft = ((logits + gumbels) / tau).softmax(-1)
    if variant == "soft":
        return y_soft
    index = y_soft.max(-1, keepdim=True)[1]
    y_hard = torch.zeros_like(logits).scatter_(-1, index, 1.0)
    return y_hard - y_soft.detach() + y_soft


def straight_through(variant, logits):
    p = logits.softmax(-1) if variant == "softmax" else logits
    y_hard = F.one_hot(p.argmax(-1), p.shape[-1]).to(p.dtype)
    return y_hard - p.detach() + p


differentiated("moe.gumbel_softmax", gumbel_softmax, ["logits"], ["soft", "hard"], vjp=True)
differentiated("moe.straight_through", straight_through, ["logits"], ["softmax", "identity"], vjp=True)


# ---- routes ----

def switch_route(variant, logits, capacity_factor):
    t, n = logits.shape
    places = t / n * float(capacity_factor)
    capacity = math.ceil(places) if variant == "ceil" else math.floor(places)
    if HAS_TRANSFORMERS:
        config = switch().SwitchTransformersConfig(hidden_size=n, num_experts=n, expert_capacity=capacity, router_dtype="float32", router_bias=False)
        router = switch().SwitchTransformersTop1Router(config).eval()
        router.dtype = logits.dtype  # it has float64 too
        with torch.no_grad():
            router.classifier.weight.copy_(torch.eye(n))
            chosen, probability, _ = router(logits[None])
        routed, probability = chosen[0].bool(), probability[0, :, 0]
        expert = F.softmax(logits, -1).argmax(-1)  # of a dropped token it does not tell
    else:
        probability, expert = F.softmax(logits, -1).max(-1)
        one_hot = F.one_hot(expert, n)
        routed = (one_hot * (one_hot.cumsum(0) <= capacity)).bool()
    position = torch.where(routed.any(-1), (routed.cumsum(0) - 1).gather(1, expert[:, None])[:, 0], -1)
    return {"expert": expert, "position": position, "probability": probability, "capacity": capacity, "load": routed.sum(0)}


for variant in ("ceil", "floor"):
    implements(f"moe.switch_route{{{variant}}}")(lambda logits, capacity_factor, variant=variant: switch_route(variant, logits, capacity_factor))


@implements("moe.expert_choice")
def expert_choice(probabilities, c):
    weights, index = probabilities.t().topk(c, -1)
    return index, weights


def expert_choice_weights(_, logits, index):
    return logits.softmax(-1).t().gather(1, index)


differentiated("moe.expert_choice_weights", expert_choice_weights, ["logits"], vjp=True)


def switch_layer(variant, x, gate, w1, b1, w2, b2, assignment, activation):
    """Expert by expert, as transformers' experts of Switch do."""
    p = F.linear(x, gate).softmax(-1)
    y = x.clone() if variant == "pass_through" else x.new_zeros(len(x), w2.shape[1]) + 0 * p.sum()  # where no token is left it has derivatives, of 0
    for i in range(len(w1)):
        tokens = torch.where(assignment == i)[0]
        if len(tokens) > 0:
            y = y.index_put((tokens,), p[tokens, i, None] * network(x[tokens], [w1[i], w2[i]], [b1[i], b2[i]], activation))
    return y


differentiated("moe.switch_layer", switch_layer, ["x", "gate", "w1", "b1", "w2", "b2"], ["zeros", "pass_through"], vjp=True)
