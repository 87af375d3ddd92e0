"""Writes what the trainer's own network says of a text, for the test that holds the program to it.

`python reference.py --model DIR --text ../../fixtures/news/mexico.txt > ../../models/encoder-en.reference.tsv`. Weights are rounded as in the model
file; all else is as in training.
"""

import argparse
import os

import torch
from safetensors.torch import load_file

import data
from network import Encoder
from pieces import Vocabulary

ROUNDED = ("words.weight", "qkv.weight", "out.weight", "up.weight", "down.weight", "tags.weight", "query.weight", "key.weight")


def rounded(name, weights):
    """Rows of whole numbers up to 127 times what one stands for."""
    if not name.endswith(ROUNDED) or name.startswith("norm") or ".norm" in name:
        return weights
    one = weights.abs().amax(1, keepdim=True).clamp(min=1e-6) / 127
    return (weights / one).round() * one


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--text", required=True)
    args = parser.parse_args()
    vocabulary = Vocabulary.read(os.path.join(args.model, "vocabulary.txt"))
    weights = load_file(os.path.join(args.model, "encoder.safetensors"))
    model = Encoder(len(vocabulary.pieces))
    model.load_state_dict({name: rounded(name, w) for name, w in weights.items()})
    model.eval()
    with open(args.text, encoding="utf-8", newline="") as f:
        text = f.read()
    print("# What training/encoder/reference.py says of", os.path.basename(args.text))
    print("# piece: number, first byte, one past the last, probability of cue, content, source")
    print("# points: number of the piece in its window, then for each of four pointers the piece and its probability")
    place = lambda at: len(text[:at].encode())
    for start, end in data.paragraphs(text):
        for pieces in data.windows(text[start:end], vocabulary):
            ids = torch.tensor([[vocabulary.cls] + [p[0] for p in pieces] + [vocabulary.sep]])
            there = torch.ones_like(ids, dtype=torch.bool)
            with torch.no_grad():
                x = model(ids, there)
                within = 1 - model.tag(x)[0].softmax(-1)[:, :, data.OUTSIDE]
                print("window", len(pieces), sep="\t")
                for i, (number, a, b) in enumerate(pieces, 1):
                    chances = (f"{p:.4f}" for p in within[i].tolist())
                    print("piece", number, place(start + a), place(start + b), *chances, sep="\t")
                for i in range(1, len(pieces) + 1):
                    if within[i, 0] > 0.5:
                        chances, best = model.point(x, there, torch.tensor([0]), torch.tensor([i]))[0].softmax(-1).max(-1)
                        pairs = (f"{b}\t{p:.4f}" for b, p in zip(best.tolist(), chances.tolist()))
                        print("points", i, *pairs, sep="\t")


if __name__ == "__main__":
    main()
