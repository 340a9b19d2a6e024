"""Formulas written down as they stand in a book: right on paper, and wrong in floating point at large scores."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import etalon
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@etalon.implements("nn.log_sum_exp")
def log_sum_exp(x, axis=-1):
    return np.log(np.exp(x).sum(axis))


@etalon.implements("nn.softmax")
def softmax(x, axis=-1):
    return np.exp(x) / np.exp(x).sum(axis, keepdims=True)


@etalon.implements("nn.bce_with_logits")
def bce_with_logits(z, target, pos_weight=1, variant="mean"):
    s = sigmoid(z)
    loss = -(pos_weight * target * np.log(s) + (1 - target) * np.log(1 - s))
    return loss.mean() if variant == "mean" else loss.sum()


@etalon.implements("gan.generator_loss")
def generator_loss(scores, given="logits", variant="non_saturating"):
    d = sigmoid(scores) if given == "logits" else scores
    return np.log(1 - d).mean() if variant.startswith("saturating") else (-np.log(d)).mean()


etalon.serve(name=f"naive formulas on NumPy {np.__version__}")
