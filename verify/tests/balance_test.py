"""`etalon balance`: its counts and least losses are those of fractions in Python, and a uniform router is not the least."""
import fractions
import itertools
import json
import os
import pathlib
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ETALON = os.environ.get("ETALON", str(ROOT / "build" / "bin" / "etalon"))


def loss(batch, n, k):
    """n Σ f P, each token at its k largest."""
    counts, sums = [0] * n, [fractions.Fraction(0)] * n
    for token in batch:
        for expert in sorted(range(n), key=lambda i: -token[i])[:k]:
            counts[expert] += 1
        sums = [a + b for a, b in zip(sums, token)]
    return n * sum(fractions.Fraction(c, len(batch) * k) * s / len(batch) for c, s in zip(counts, sums))


class Balance(unittest.TestCase):
    def test_every_batch(self):
        rows = json.loads(subprocess.run([ETALON, "balance", "--json"], capture_output=True, text=True, check=True).stdout)
        self.assertTrue(any(row["below"] for row in rows))
        for row in rows:
            t, n, k, q = (row[name] for name in ("tokens", "experts", "k", "q"))
            self.assertTrue(row["balanced_has_the_uniform_value"], row)
            if row["below"]:
                self.assertEqual(loss([[fractions.Fraction(part, q) for part in token] for token in row["batch"]], n, k), fractions.Fraction(*row["least"]))
            if row["batches"] > 3000:
                continue
            tokens = [[fractions.Fraction(part, q) for part in parts] for parts in itertools.product(range(q + 1), repeat=n) if sum(parts) == q]
            losses = [loss(batch, n, k) for batch in itertools.combinations_with_replacement(tokens, t)]
            untied = [batch for batch in itertools.combinations_with_replacement(tokens, t) if all(sorted(token)[n - k] > sorted(token)[n - k - 1] for token in batch)]
            self.assertEqual(sum(loss(batch, n, k) < 1 for batch in untied), row["below_without_ties"])
            self.assertEqual((len(losses), sum(one < 1 for one in losses), min(min(losses), 1)), (row["batches"], row["below"], fractions.Fraction(*row["least"])), row)

    def test_as_a_table(self):
        told = subprocess.run([ETALON, "balance"], capture_output=True, text=True, check=True).stdout
        self.assertIn("below α", told)
        self.assertNotIn("not all α", told)


if __name__ == "__main__":
    unittest.main()
